"""How chat-like formats see a message as a turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from tuneready.example import Part, Role, Turn
from tuneready.formats._schema import OBJECT, STRING, Schema, listing, one_of_words

ROLES: Mapping[str, Role] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "assistant": "assistant",
    "tool": "tool",
    "function": "tool",
}

CONTENT: Schema = {
    "anyOf": [STRING, {"type": "null"}, listing({"type": "object", "required": ["type"]}, least=0)],
    "description": "a string, null, or an array of parts with a type",
}
CALLS: Schema = listing(
    {"type": "object", "required": ["function"], "properties": {"function": OBJECT}}, least=0
)
_SAYS_SOMETHING: Schema = {
    "anyOf": [
        {"required": ["content"]},
        {"required": ["tool_calls"]},
        {"required": ["function_call"]},
        {"required": ["refusal"]},
    ],
}


def message_schema(*roles: str, content: Schema = CONTENT) -> Schema:
    """Schema of one message: a role of `roles` and something it says."""
    return {
        "type": "object",
        "required": ["role"],
        "properties": {
            "role": one_of_words(*roles),
            "content": content,
            "tool_calls": {"anyOf": [CALLS, {"type": "null"}]},
            "function_call": {"type": ["object", "null"]},
            "weight": {"type": ["number", "boolean", "null"]},
        },
        "if": {"properties": {"role": {"const": "assistant"}}},
        "then": _SAYS_SOMETHING,
        "else": {"required": ["content"]},
    }


def json_text(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def content_parts(content: object, pointer: str) -> tuple[Part, ...]:
    """The parts of a message's content, be it a string, null, or an array of parts."""
    if isinstance(content, str):
        return (Part(content, pointer),)
    if not isinstance(content, list):
        return ()
    return tuple(_part(item, f"{pointer}/{index}") for index, item in enumerate(content))


def _part(item: object, pointer: str) -> Part:
    if isinstance(item, str):
        return Part(item, pointer)
    if isinstance(item, Mapping):
        for name in ("text", "value", "refusal"):
            if isinstance(item.get(name), str):
                return Part(item[name], f"{pointer}/{name}")
    return Part(json_text(item), pointer, "media")


def call_parts(message: Mapping[str, Any], pointer: str) -> Iterable[Part]:
    """Tool calls of a message, `tool_calls` and the older `function_call`, without their ids."""
    calls = message.get("tool_calls") or ()
    for index, call in enumerate(calls):
        yield Part(json_text(call["function"]), f"{pointer}/tool_calls/{index}/function", "call")
    if message.get("function_call"):
        yield Part(json_text(message["function_call"]), f"{pointer}/function_call", "call")


def turn(message: Mapping[str, Any], pointer: str, *, trained: bool = False) -> Turn:
    """A message as a turn; `trained` is taken back where its weight is 0."""
    role = ROLES[message["role"]]
    content = message.get("content")
    if isinstance(content, str):
        parts: tuple[Part, ...] = (Part(content, pointer + "/content"),)
    else:
        parts = content_parts(content, pointer + "/content")
    if role == "assistant":
        refusal = message.get("refusal")
        if isinstance(refusal, str):
            parts += (Part(refusal, pointer + "/refusal"),)
        if "tool_calls" in message or "function_call" in message:
            parts = (*(part for part in parts if part.text), *call_parts(message, pointer))
    return Turn(role, parts, trained and message.get("weight") != 0)


def turns(
    messages: Sequence[Mapping[str, Any]], pointer: str = "/messages", *, train: bool = True
) -> tuple[Turn, ...]:
    """All messages as turns; assistant turns are trained on where `train` is set."""
    return tuple(
        turn(message, f"{pointer}/{index}", trained=train and message["role"] == "assistant")
        for index, message in enumerate(messages)
    )


def tool_parts(tools: object, pointer: str = "/tools") -> tuple[Part, ...]:
    """Tool definitions, given as an array or as its JSON text."""
    if isinstance(tools, str):
        return (Part(tools, pointer),) if tools else ()
    if not isinstance(tools, list):
        return ()
    return tuple(Part(json_text(tool), f"{pointer}/{index}", "call") for index, tool in enumerate(tools))
