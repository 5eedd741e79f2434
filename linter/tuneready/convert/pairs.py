"""Preference pairs: a conversation with two last answers, one that is preferred and one that is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tuneready.convert import alpaca, chat, sharegpt
from tuneready.convert.chat import read_messages, read_tools
from tuneready.convert.conversation import Conversation, Keys, LostError, Message, Record, Writer
from tuneready.formats._messages import shared_start


def _pair(
    messages: list[Message], chosen: list[Message], rejected: list[Message], keys: Keys, tools: object
) -> Conversation:
    for answer in (chosen, rejected):
        if len(answer) != 1 or answer[0].role != "assistant":
            at = answer[0].pointer.rpartition("/")[0] if answer else ""
            raise LostError(at, "is not one answer of the assistant's: only such pairs can be converted")
    more = keys.rest()
    return Conversation((*messages, *chosen), tuple(read_tools(tools)), more, tuple(rejected))


def read_openai(record: Record) -> Conversation:
    """An input and its two outputs."""
    keys = Keys(record, "")
    given = Keys(keys.take("input"), "/input")
    messages, tools = list(read_messages(given.take("messages"), "/input/messages")), given.take("tools")
    given.end()
    chosen, rejected = (
        list(read_messages(keys.take(key), f"/{key}")) for key in ("preferred_output", "non_preferred_output")
    )
    return _pair(messages, chosen, rejected, keys, tools)


def read_trl(record: Record) -> Conversation:
    """Chosen and rejected, strings or messages; where there is no prompt, it is what both begin with."""
    keys = Keys(record, "")
    system, prompt = keys.take("system"), keys.take("prompt", "question")
    chosen, rejected, tools = keys.take("chosen"), keys.take("rejected"), keys.take("tools")
    if prompt is None:
        if isinstance(chosen, str) or isinstance(rejected, str):
            raise LostError("", "has no prompt")
        start = shared_start(chosen, rejected)
        prompt, chosen, rejected = chosen[:start], chosen[start:], rejected[start:]
    first = [Message("system", (system,), pointer="/system")] if system else []
    said = _said(prompt, "user", "/prompt")
    answers = (_said(chosen, "assistant", "/chosen"), _said(rejected, "assistant", "/rejected"))
    return _pair([*first, *said], *answers, keys, tools)


def _said(value: Any, role: str, pointer: str) -> list[Message]:  # noqa: ANN401 — any JSON value
    if isinstance(value, str):
        return [Message(role, (value,), pointer=pointer)]
    return list(read_messages(value, pointer))


def read_beside(record: Record) -> Conversation:
    """Messages, with the two answers as messages beside them (LLaMA-Factory)."""
    keys = Keys(record, "")
    chosen, rejected = (
        [replace(each, pointer=f"/{key}") for each in read_messages([keys.take(key)], f"/{key}")]
        for key in ("chosen", "rejected")
    )
    messages = list(read_messages(keys.take("messages"), "/messages"))
    return _pair(messages, chosen, rejected, keys, keys.take("tools"))


def read_twice(
    read: Callable[[Record], Conversation], given: Callable[[Record, str], Record]
) -> Callable[[Record], Conversation]:
    """A reader of pairs: the record is read with each of its answers, as `given` puts it in its place."""

    def both(record: Record) -> Conversation:
        chosen, rejected = (read(given(record, key)) for key in ("chosen", "rejected"))
        return replace(chosen, rejected=chosen_last(rejected))

    return both


def chosen_last(conversation: Conversation) -> tuple[Message, ...]:
    """The last message alone."""
    return conversation.messages[-1:]


def _without(record: Record) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in ("chosen", "rejected")}


def _alpaca(record: Record, key: str) -> Record:
    return {**_without(record), "output": record[key]}


def _sharegpt(record: Record, key: str) -> Record:
    return {**_without(record), "conversations": [*record["conversations"], record[key]]}


READERS: Mapping[str, Callable[[Record], Conversation]] = {
    "openai-preference": read_openai,
    "trl-preference": read_trl,
    "messages-preference": read_beside,
    "alpaca-preference": read_twice(alpaca.read, _alpaca),
    "sharegpt-preference": read_twice(sharegpt.read, _sharegpt),
}


def written_twice(conversation: Conversation, writer: Writer) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record with the preferred answer, and the record with the other."""
    chosen = replace(conversation, rejected=())
    other = replace(chosen, messages=(*conversation.messages[:-1], *conversation.rejected))
    return writer.write(chosen), writer.write(other)


def write_openai(conversation: Conversation) -> dict[str, Any]:
    """An input and its two outputs, each one message."""
    one, other = written_twice(conversation, chat.OPENAI)
    *asked, chosen = one.pop("messages")
    given = {"messages": asked, **one}
    return {"input": given, "preferred_output": [chosen], "non_preferred_output": other["messages"][-1:]}


def write_trl(conversation: Conversation) -> dict[str, Any]:
    """A prompt and two answers, lists of messages."""
    one, other = written_twice(conversation, chat.TRL)
    *asked, chosen = one.pop("messages")
    return {"prompt": asked, "chosen": [chosen], "rejected": other["messages"][-1:], **one}


def write_beside(conversation: Conversation) -> dict[str, Any]:
    """Messages, with the two answers beside them."""
    one, other = written_twice(conversation, chat.OPENAI)
    *asked, chosen = one.pop("messages")
    return {"messages": asked, "chosen": chosen, "rejected": other["messages"][-1], **one}


def write_alpaca(conversation: Conversation) -> dict[str, Any]:
    """An instruction, and two answers to it."""
    one, other = written_twice(conversation, alpaca.WRITER)
    return {**one, "chosen": one.pop("output"), "rejected": other["output"]}


def write_sharegpt(conversation: Conversation) -> dict[str, Any]:
    """A conversation that ends with a question, and two turns that answer it."""
    one, other = written_twice(conversation, sharegpt.WRITER)
    *asked, chosen = one.pop("conversations")
    return {"conversations": asked, "chosen": chosen, "rejected": other["conversations"][-1], **one}


WRITERS = tuple(
    Writer(name, title, name, write, pairs=True)
    for name, title, write in (
        ("openai-preference", "OpenAI preference; Azure OpenAI, Together, Fireworks", write_openai),
        ("trl-preference", "TRL: prompt, chosen and rejected as messages", write_trl),
        ("messages-preference", "LLaMA-Factory: messages, chosen and rejected", write_beside),
        ("alpaca-preference", "Alpaca: instruction, input, chosen and rejected", write_alpaca),
        ("sharegpt-preference", "ShareGPT: conversations, chosen and rejected", write_sharegpt),
    )
)
