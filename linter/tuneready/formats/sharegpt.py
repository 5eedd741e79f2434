"""ShareGPT: conversations of `from` and `value`, alone, as a preference pair, or with a KTO tag.

Loaders differ in the names they take for `from`; all of them are let pass here. Turns with `role` and
`content` under `conversations` (Unsloth, Axolotl) are read as well. Sources: LLaMA-Factory commit ff6d4d1
(2026-08-18), Unsloth commit 015bdef (2026-08-22).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuneready.example import Part, Role, Turn, View
from tuneready.formats._messages import MESSAGE, is_trained, last_answer_only, turn
from tuneready.formats._parts import json_text, text_parts, tool_parts, with_media
from tuneready.formats._schema import (
    BOOLEAN,
    MAYBE_STRING,
    STRING,
    TOOLS,
    Schema,
    listing,
    one_of_words,
    record,
    thing,
)
from tuneready.formats.base import Format, Record

ROLES: Mapping[str, Role] = {
    "system": "system",
    **dict.fromkeys(("human", "user", "input"), "user"),
    **dict.fromkeys(("gpt", "assistant", "output", "model", "function_call"), "assistant"),
    **dict.fromkeys(("observation", "tool"), "tool"),
}
TURN: Schema = {
    "if": {"type": "object", "required": ["role"]},
    "then": MESSAGE,
    "else": thing(["from", "value"], {"from": one_of_words(*ROLES), "value": STRING}),
}
SHARED: Schema = {"conversations": listing(TURN), "system": MAYBE_STRING, "tools": TOOLS}


def _turn(data: Mapping[str, Any], pointer: str, *, train: bool) -> Turn:
    if "role" in data:
        return turn(data, pointer, train=train)
    said_by = data["from"]
    role = ROLES[said_by]
    part = Part(data["value"], pointer + "/value", "call" if said_by == "function_call" else "text")
    return Turn(role, (part,), train and role == "assistant" and (len(data) == 2 or is_trained(data)))  # noqa: PLR2004 — from and value


def _conversation(data: Record, *, train: bool) -> tuple[Turn, ...]:
    turns = tuple(
        _turn(each, f"/conversations/{index}", train=train)
        for index, each in enumerate(data["conversations"])
    )
    if len(data) == 1:
        return turns
    system = text_parts(data, "system")
    return with_media((Turn("system", system), *turns) if system else turns, data)


def view(data: Record) -> View:
    """What the model says is trained on, calls of functions too."""
    return View(_conversation(data, train=True), tools=tool_parts(data.get("tools")))


def preference_view(data: Record) -> View:
    """Both answers are trained on, none of the conversation before them is."""
    return View(
        (*_conversation(data, train=False), _turn(data["chosen"], "/chosen", train=True)),
        (_turn(data["rejected"], "/rejected", train=True),),
        tool_parts(data.get("tools")),
    )


def kto_view(data: Record) -> View:
    """The last answer is trained on, with the tag as its grade."""
    turns = last_answer_only(_conversation(data, train=True))
    return View(turns, tools=tool_parts(data.get("tools")), grade=json_text(data["kto_tag"]))


FORMAT = Format(
    name="sharegpt",
    title="ShareGPT",
    keys=frozenset({"conversations"}),
    schema=record(["conversations"], SHARED),
    view=view,
)
PREFERENCE = Format(
    name="sharegpt-preference",
    title="ShareGPT preference",
    keys=frozenset({"conversations", "chosen", "rejected"}),
    schema=record(["conversations", "chosen", "rejected"], {**SHARED, "chosen": TURN, "rejected": TURN}),
    view=preference_view,
    also=frozenset({"sharegpt"}),
)
KTO = Format(
    name="sharegpt-kto",
    title="ShareGPT with a KTO tag",
    keys=frozenset({"conversations", "kto_tag"}),
    schema=record(["conversations", "kto_tag"], {**SHARED, "kto_tag": BOOLEAN}),
    view=kto_view,
    also=frozenset({"sharegpt"}),
)
