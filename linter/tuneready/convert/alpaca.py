"""Alpaca: an instruction, its input, the output, and what was said before."""

from __future__ import annotations

from typing import Any

from tuneready.convert.conversation import (
    Conversation,
    Keys,
    LostError,
    Message,
    Record,
    Writer,
    no_tools,
    one_text,
    plain,
    system_first,
)

_FORM = "alpaca"


def read(record: Record) -> Conversation:
    """A record; an input is a second part of what the user says."""
    keys = Keys(record, "")
    messages: list[Message] = []
    if system := keys.take("system"):
        messages.append(Message("system", (system,), pointer="/system"))
    for index, (question, answer) in enumerate(keys.take("history") or ()):
        messages.append(Message("user", (question,), pointer=f"/history/{index}/0"))
        messages.append(Message("assistant", (answer,), pointer=f"/history/{index}/1"))
    asked, given = keys.take("instruction"), keys.take("input")
    messages.append(Message("user", (asked, given) if given else (asked,), pointer="/instruction"))
    messages.append(Message("assistant", (keys.take("output"),), pointer="/output"))
    return Conversation(tuple(messages), (), keys.rest())


def write(conversation: Conversation) -> dict[str, Any]:
    """User and assistant in turns; the last pair is the instruction and its output."""
    no_tools(conversation, _FORM)
    system, others = system_first(conversation, _FORM)
    if system and not one_text(plain(system, _FORM), _FORM):
        raise LostError(system.pointer, f"is an empty system message, which {_FORM} has no place for")
    for index, message in enumerate(others):
        plain(message, _FORM)
        if message.role != ("user", "assistant")[index % 2]:
            raise LostError(message.pointer, f"is out of turn: {_FORM} has user and assistant in turns")
    if not others or len(others) % 2:
        raise LostError("", "does not end with an answer")
    *before, asked, answer = others
    told = [one_text(message, _FORM) for message in before]
    return {
        **({"system": one_text(system, _FORM)} if system else {}),
        **_request(asked),
        "output": one_text(answer, _FORM),
        **({"history": [list(pair) for pair in zip(told[::2], told[1::2], strict=True)]} if told else {}),
    }


def _request(message: Message) -> dict[str, str]:
    if len(message.texts) == 2 and message.texts[1]:  # noqa: PLR2004 — instruction and input
        return {"instruction": message.texts[0], "input": message.texts[1]}
    return {"instruction": one_text(message, _FORM), "input": ""}


WRITER = Writer(_FORM, "Alpaca: instruction, input, output, history", _FORM, write)
