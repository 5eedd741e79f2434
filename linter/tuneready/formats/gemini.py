"""Gemini on Vertex AI: contents of parts, for supervised tuning and for preferences.

Sources: Google Cloud, tuning guides for Gemini (text, function calling, preference), read 2026-08. The
guides write both `systemInstruction` and `system_instruction`; the API reads either case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tuneready.example import Part, Role, Turn, View
from tuneready.formats._parts import json_text, tool_parts
from tuneready.formats._schema import STRING, Schema, listing, one_of_words, record, thing
from tuneready.formats.base import Format, Record

ROLES: Mapping[str, Role] = {"user": "user", "model": "assistant", "function": "tool"}
SYSTEM_KEYS = ("systemInstruction", "system_instruction")
CALL_KEYS = ("functionCall", "function_call")
RESPONSE_KEYS = ("functionResponse", "function_response")

PART: Schema = {"type": "object", "minProperties": 1, "properties": {"text": STRING}}
CONTENT = thing(["role", "parts"], {"role": one_of_words(*ROLES), "parts": listing(PART)})
ANSWER = thing(["parts"], {"role": one_of_words("model"), "parts": listing(PART)})
SYSTEM = {"type": ["object", "null"], "required": ["parts"], "properties": {"parts": listing(PART)}}
SHARED: Schema = {"contents": listing(CONTENT), **dict.fromkeys(SYSTEM_KEYS, SYSTEM)}


def _part(part: Mapping[str, Any], pointer: str) -> Part:
    if "text" in part:
        return Part(part["text"], f"{pointer}/text")
    for name in CALL_KEYS:
        if name in part:
            return Part(json_text(part[name]), f"{pointer}/{name}", "call")
    for name in RESPONSE_KEYS:
        if name in part:
            return Part(json_text(part[name]), f"{pointer}/{name}")
    return Part(json_text(part), pointer, "media")


def _parts(parts: Sequence[Mapping[str, Any]], pointer: str) -> tuple[Part, ...]:
    return tuple(_part(part, f"{pointer}/parts/{index}") for index, part in enumerate(parts))


def _turn(content: Mapping[str, Any], pointer: str, *, train: bool) -> Turn:
    role = ROLES[content["role"]]
    if role == "user" and any(name in part for part in content["parts"] for name in RESPONSE_KEYS):
        role = "tool"
    return Turn(role, _parts(content["parts"], pointer), train and role == "assistant")


def _conversation(data: Record, *, train: bool) -> tuple[Turn, ...]:
    name = next((name for name in SYSTEM_KEYS if data.get(name)), "")
    system = (Turn("system", _parts(data[name]["parts"], f"/{name}")),) if name else ()
    contents = enumerate(data["contents"])
    return system + tuple(_turn(content, f"/contents/{index}", train=train) for index, content in contents)


def _tools(data: Record) -> tuple[Part, ...]:
    return tool_parts(data.get("tools"))


def view(data: Record) -> View:
    """What the model says is trained on."""
    return View(_conversation(data, train=True), tools=_tools(data))


def preference_view(data: Record) -> View:
    """The completion with the highest score is the answer; the others are rejected."""
    completions = data["completions"]
    best = max(range(len(completions)), key=lambda index: completions[index]["score"])
    answers = [
        Turn(
            "assistant", _parts(each["completion"]["parts"], f"/completions/{index}/completion"), trained=True
        )
        for index, each in enumerate(completions)
    ]
    rejected = tuple(answers[:best] + answers[best + 1 :])
    return View((*_conversation(data, train=False), answers[best]), rejected, _tools(data))


FORMAT = Format(
    name="gemini",
    title="Gemini",
    keys=frozenset({"contents"}),
    schema=record(["contents"], SHARED),
    view=view,
)
PREFERENCE = Format(
    name="gemini-preference",
    title="Gemini preference",
    keys=frozenset({"contents", "completions"}),
    schema=record(
        ["contents", "completions"],
        {
            **SHARED,
            "completions": listing(
                thing(["score", "completion"], {"score": {"type": "number"}, "completion": ANSWER}), least=2
            ),
        },
    ),
    view=preference_view,
    also=frozenset({"gemini"}),
)
