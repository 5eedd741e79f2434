"""How chat-like formats see a message as a turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tuneready.example import Part, Role, Turn
from tuneready.formats._parts import content_parts, json_text
from tuneready.formats._schema import (
    MAYBE_STRING,
    OBJECT,
    STRING,
    WEIGHT,
    Schema,
    any_of_keys,
    listing,
    one_of_words,
    thing,
)

TEMPLATE_ROLES: Mapping[str, Role] = {
    "ipython": "tool",
    "environment": "tool",
    "observation": "tool",
    "tool_response": "tool",
    "document": "system",
}
"""Roles that some chat templates know (Llama, ChatGLM, Granite), and most providers do not."""

ROLES: Mapping[str, Role] = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "assistant": "assistant",
    "tool": "tool",
    "function": "tool",
}
REASONING = ("reasoning_content", "reasoning", "thinking")
"""Keys of an assistant message that hold its reasoning: Fireworks, Together, TRL (Harmony)."""

_new = tuple.__new__
"""What a NamedTuple's own constructor calls, at half the cost: felt where every message passes."""

CONTENT: Schema = {
    "anyOf": [STRING, {"type": "null"}, listing(thing(["type"], {}), least=0)],
    "description": "a string, null, or an array of parts with a type",
}
CALLS: Schema = listing(thing(["function"], {"function": OBJECT}), least=0)


def message_schema(
    *roles: str, content: Schema = CONTENT, said: Sequence[str] = ("content",), also: Sequence[str] = ()
) -> Schema:
    """Schema of one message: a role of `roles` (or `also`), and something it says under a key of `said`."""
    speaks = {"required": list(said)} if len(said) == 1 else any_of_keys(*said)
    answers = any_of_keys(*said, "tool_calls", "function_call", "refusal")
    return thing(
        ["role"],
        {
            "role": one_of_words(*roles, also=also),
            **dict.fromkeys(said, content),
            "tool_calls": {"anyOf": [CALLS, {"type": "null"}]},
            "function_call": {"type": ["object", "null"]},
            "refusal": MAYBE_STRING,
            "weight": WEIGHT,
        },
        **{"if": {"properties": {"role": {"const": "assistant"}}}, "then": answers, "else": speaks},
    )


MESSAGE = message_schema(*ROLES, also=tuple(TEMPLATE_ROLES))
MESSAGES = listing(MESSAGE)
TEXT_OR_MESSAGES: Schema = {"anyOf": [STRING, MESSAGES], "description": "a string or an array of messages"}


def _call_parts(message: Mapping[str, Any], pointer: str) -> Iterator[Part]:
    """Tool calls of a message, `tool_calls` and the older `function_call`, without their ids."""
    for index, call in enumerate(message.get("tool_calls") or ()):
        yield Part(json_text(call["function"]), f"{pointer}/tool_calls/{index}/function", "call")
    if message.get("function_call"):
        yield Part(json_text(message["function_call"]), f"{pointer}/function_call", "call")


def _answer_parts(message: Mapping[str, Any], pointer: str, said: tuple[Part, ...]) -> Iterator[Part]:
    """All that an assistant message holds: reasoning, `said`, a refusal, calls; no blank beside a call."""
    for name in REASONING:
        if isinstance(message.get(name), str):
            yield Part(message[name], f"{pointer}/{name}")
    calls = tuple(_call_parts(message, pointer))
    yield from (part for part in said if part.text) if calls else said
    if isinstance(message.get("refusal"), str):
        yield Part(message["refusal"], f"{pointer}/refusal")
    yield from calls


def seen_role(role: str) -> Role:
    """Whose message it is; a role that is known to its template alone is seen as the user's."""
    return ROLES.get(role) or TEMPLATE_ROLES.get(role, "user")


def is_trained(message: Mapping[str, Any]) -> bool:
    """Whether nothing in an assistant message takes it out: weight 0, loss_weight 0, train false."""
    return (
        message.get("weight") != 0 and message.get("loss_weight") != 0 and message.get("train") is not False
    )


def turn(message: Mapping[str, Any], pointer: str, *, train: bool, said: str = "content") -> Turn:
    """A message as a turn; an assistant's is trained on where `train` is set and nothing takes it out."""
    role = seen_role(message["role"])
    parts = content_parts(message.get(said), f"{pointer}/{said}")
    if role != "assistant":
        return Turn(role, parts)
    return Turn(role, tuple(_answer_parts(message, pointer, parts)), train and is_trained(message))


def turns(
    messages: Sequence[Mapping[str, Any]], pointer: str = "/messages", *, train: bool = True
) -> tuple[Turn, ...]:
    """All messages as turns; assistant turns are trained on where `train` is set."""
    seen: list[Turn] = []
    for index, message in enumerate(messages):
        content = message.get("content")
        if len(message) == 2 and isinstance(content, str):  # noqa: PLR2004 — role and content: the usual one
            role = ROLES.get(message["role"]) or seen_role(message["role"])
            part = _new(Part, (content, f"{pointer}/{index}/content", "text"))
            seen.append(_new(Turn, (role, (part,), train and role == "assistant")))
        else:
            seen.append(turn(message, f"{pointer}/{index}", train=train))
    return tuple(seen)


def last_answer_only(conversation: Iterable[Turn]) -> tuple[Turn, ...]:
    """The same turns, none trained on but the last assistant turn (if it was)."""
    kept = list(conversation)
    answers = [index for index, each in enumerate(kept) if each.role == "assistant"]
    for index in answers[:-1]:
        kept[index] = kept[index]._replace(trained=False)
    return tuple(kept)


def shared_start(chosen: Sequence[object], rejected: Sequence[object]) -> int:
    """How many messages both conversations begin with; the last of each always counts as its own."""
    most = min(len(chosen), len(rejected)) - 1
    return next((index for index in range(most) if chosen[index] != rejected[index]), max(most, 0))
