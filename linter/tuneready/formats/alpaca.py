"""Alpaca: an instruction, perhaps an input, and the output; or a preference pair, or with a KTO tag.

Source: LLaMA-Factory commit ff6d4d1 (2026-08-18), data/README.md: `history` is trained on as well.
"""

from __future__ import annotations

from tuneready.example import Part, Turn, View
from tuneready.formats._parts import json_text, text_parts, tool_parts, with_media
from tuneready.formats._schema import BOOLEAN, MAYBE_STRING, STRING, TOOLS, Schema, record
from tuneready.formats.base import Format, Record

HISTORY: Schema = {
    "type": ["array", "null"],
    "items": {"type": "array", "items": STRING, "minItems": 2, "maxItems": 2},
}
SHARED: Schema = {
    "instruction": STRING,
    "input": MAYBE_STRING,
    "system": MAYBE_STRING,
    "history": HISTORY,
    "tools": TOOLS,
}


def _answer(data: Record, name: str) -> Turn:
    return Turn("assistant", (Part(data[name], "/" + name),), trained=True)


def _request(data: Record) -> Turn:
    asked = Part(data["instruction"], "/instruction")
    given = data.get("input")
    return Turn("user", (asked, Part(given, "/input")) if given else (asked,))


def _before(data: Record, *, train: bool) -> tuple[Turn, ...]:
    system = text_parts(data, "system")
    turns = [Turn("system", system)] if system else []
    for index, (question, answer) in enumerate(data.get("history") or ()):
        turns.append(Turn("user", (Part(question, f"/history/{index}/0"),)))
        turns.append(Turn("assistant", (Part(answer, f"/history/{index}/1"),), train))
    return tuple(turns)


def _prompt(data: Record, *, train: bool) -> tuple[Turn, ...]:
    return with_media((*_before(data, train=train), _request(data)), data)


def view(data: Record) -> View:
    """The output is trained on, and so are the answers in the history."""
    if "system" in data or "history" in data or len(data) > 3:  # noqa: PLR2004 — more than the usual three
        before = _prompt(data, train=True)
        return View((*before, _answer(data, "output")), tools=tool_parts(data.get("tools")))
    return View((_request(data), _answer(data, "output")))


def preference_view(data: Record) -> View:
    """Both answers are trained on, none of what stands before them is."""
    turns = (*_prompt(data, train=False), _answer(data, "chosen"))
    return View(turns, (_answer(data, "rejected"),), tool_parts(data.get("tools")))


def kto_view(data: Record) -> View:
    """The output is trained on, with the tag as its grade."""
    turns = (*_prompt(data, train=False), _answer(data, "output"))
    return View(turns, tools=tool_parts(data.get("tools")), grade=json_text(data["kto_tag"]))


FORMAT = Format(
    name="alpaca",
    title="Alpaca",
    keys=frozenset({"instruction", "output"}),
    schema=record(["instruction", "output"], {**SHARED, "output": STRING}),
    view=view,
)
PREFERENCE = Format(
    name="alpaca-preference",
    title="Alpaca preference",
    keys=frozenset({"instruction", "chosen", "rejected"}),
    schema=record(["instruction", "chosen", "rejected"], {**SHARED, "chosen": STRING, "rejected": STRING}),
    view=preference_view,
)
KTO = Format(
    name="alpaca-kto",
    title="Alpaca with a KTO tag",
    keys=frozenset({"instruction", "output", "kto_tag"}),
    schema=record(["instruction", "output", "kto_tag"], {**SHARED, "output": STRING, "kto_tag": BOOLEAN}),
    view=kto_view,
    also=frozenset({"alpaca"}),
)
