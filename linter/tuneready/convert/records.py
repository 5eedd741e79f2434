"""One record into another format: read, written, and read again to see that it says the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from tuneready.convert import (
    alpaca,
    bedrock_claude,
    bedrock_converse,
    chat,
    gemini,
    pairs,
    prompt_completion,
    providers,
    sharegpt,
)
from tuneready.convert.conversation import Conversation, LostError, Message, Record, Waiting, Writer
from tuneready.formats.detect import BY_NAME, detect
from tuneready.formats.validate import faults

READERS: Mapping[str, Callable[[Record], Conversation]] = {
    "openai-chat": chat.read,
    "prompt-completion": prompt_completion.read,
    "alpaca": alpaca.read,
    "sharegpt": sharegpt.read,
    "gemini": gemini.read,
    "bedrock-converse": bedrock_converse.read,
    "bedrock-claude": bedrock_claude.read,
    **providers.READERS,
    **pairs.READERS,
}
"""Formats that can be converted from, by name."""

WRITERS: Mapping[str, Writer] = {
    writer.name: writer
    for writer in (
        chat.OPENAI,
        chat.TRL,
        prompt_completion.STRINGS,
        prompt_completion.TRL,
        alpaca.WRITER,
        sharegpt.WRITER,
        gemini.WRITER,
        bedrock_converse.WRITER,
        bedrock_claude.WRITER,
        *providers.WRITERS,
        *pairs.WRITERS,
    )
}
"""Formats that can be converted to, by name."""


_UNREADABLE = (TypeError, AttributeError, KeyError, ValueError, RecursionError)


def converted(record: Record, form: str, writer: Writer, *, join: bool = False) -> bytes:
    """A right record of `form` as a line of another format. Raises LostError where something would be lost.

    `join`: parts of text become one text, with a newline between them.
    """
    try:
        before = READERS[form](record)
        if join:
            before = _joined(before)
        if bool(before.rejected) != writer.pairs:
            raise LostError("", _PAIRS if before.rejected else f"has one answer: {writer.name} asks for two")
        written = writer.write(before)
        _keep(before.more, written)
        line = orjson.dumps({**written, **before.more})
    except _UNREADABLE:
        raise LostError("", f"is no {BY_NAME[form].title} record that can be converted") from None
    _compare(record, form, before, line, writer)
    return line


_PAIRS = "has an answer that is not preferred: only formats of preference have a place for it"


def _joined(conversation: Conversation) -> Conversation:
    def join(message: Message) -> Message:
        return replace(message, texts=("\n".join(message.texts),)) if len(message.texts) > 1 else message

    return replace(
        conversation,
        messages=tuple(map(join, conversation.messages)),
        rejected=tuple(map(join, conversation.rejected)),
    )


def _keep(more: Mapping[str, Any], written: Mapping[str, Any]) -> None:
    for key in more:
        if key in written:
            raise LostError(f"/{key}", "is a key of the user's own that the other format has a use for")


def _compare(record: Record, form: str, before: Conversation, line: bytes, writer: Writer) -> None:
    """What was written must be of its format, say the same, and train the same."""
    after = orjson.loads(line)
    found = detect(after)
    if found is None or found.name not in (writer.reads_as, *writer.also) or faults(found, after):
        raise LostError("", f"would not be read as {writer.name}, for a key of its own or an empty message")
    try:
        same = _said(READERS[found.name](after)) == _said(before)
    except _UNREADABLE:  # a key of the user's own that means something there
        same = False
    if not same:
        raise LostError("", f"would not say the same as {writer.name}")
    if _trained(found.name, after) != _trained(form, record):
        raise LostError("", f"would not be trained on in the same places as {writer.name}")


def _trained(form: str, record: Record) -> list[bool]:
    return [turn.trained for turn in BY_NAME[form].view(record).turns if turn.role == "assistant"]


def _said(conversation: Conversation) -> str:
    """All that a conversation says; of a pair, with either answer."""
    if not conversation.rejected:
        return _said_once(conversation)
    other = replace(conversation, messages=(*conversation.messages[:-1], *conversation.rejected), rejected=())
    return _said_once(conversation) + _said_once(other)


def _said_once(conversation: Conversation) -> str:
    """What it says, whatever the ids of its calls are: only what they tie together counts."""
    numbers: dict[str | None, str] = {}
    waiting = Waiting()
    told: list[Any] = []
    count = 0
    for message in conversation.messages:
        calls = []
        for call in message.calls:
            count += 1
            known_by = call.id or f"\0{count}"
            numbers[known_by] = str(count)
            waiting.add(known_by, call.name)
            calls.append([call.name, call.arguments])
        answer: list[str | None] = []
        if message.role == "tool":
            answered, tool = waiting.take(message.answers, message.tool)
            answer = [numbers.get(answered, answered), message.tool or tool]
        told.append(
            [message.role, message.texts, calls, message.speaker, message.weight, message.reasoning, answer]
        )
    tools = [[tool.name, tool.description, tool.parameters, tool.strict] for tool in conversation.tools]
    return json.dumps([told, tools, conversation.more], sort_keys=True)
