"""OpenAI's chat format as Together, Fireworks and Mistral take it: what each has no place for is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from tuneready.convert import chat
from tuneready.convert.chat import read_messages, read_tools
from tuneready.convert.conversation import (
    Conversation,
    Keys,
    LostError,
    Message,
    Record,
    Writer,
    no_more,
    one_text,
    system_first,
)

_ID = re.compile(r"[a-zA-Z0-9]{9}")


def _known_roles(conversation: Conversation, form: str) -> None:
    for message in conversation.messages:
        if message.role not in ("system", "user", "assistant", "tool"):
            raise LostError(f"{message.pointer}/role", f"is {message.role}, which {form} does not know")


def read_together(record: Record) -> Conversation:
    """A chat; a weight of the whole example that is not 1 has no place in other formats."""
    keys = Keys(record, "")
    weight = keys.take("weight")
    if weight is not None and (weight != 1 or weight is True):
        raise LostError("/weight", "is a weight of the whole example, which other formats have no place for")
    rest = keys.rest()
    return chat.read(rest)


def write_together(conversation: Conversation) -> dict[str, Any]:
    """Contents are all strings, or all arrays of parts."""
    _known_roles(conversation, "together")
    no_more(conversation, "together")
    written = chat.OPENAI.write(replace(conversation, messages=tuple(conversation.messages)))
    if any(isinstance(message["content"], list) for message in written["messages"]):
        for message in written["messages"]:
            if isinstance(message["content"], str):
                message["content"] = [{"type": "text", "text": message["content"]}]
    return written


def write_fireworks(conversation: Conversation) -> dict[str, Any]:
    """The system's message first, and contents of strings; what the model thought stays."""
    _known_roles(conversation, "fireworks")
    system_first(conversation, "fireworks")
    for message in conversation.messages:
        if message.texts or not message.calls:
            one_text(message, "fireworks")
    return chat.write(conversation, as_text=True, reasoning=True)


def read_mistral(record: Record) -> Conversation:
    """Messages or interactions, content or text, tools or available_tools, and the system's prompt."""
    keys = Keys(record, "")
    system, only_last = keys.take("system_prompt"), keys.take("only_last")
    if only_last:
        raise LostError("/only_last", "says what is trained on, which other formats have no place for")
    name = "messages" if record.get("messages") is not None else "interactions"
    said = [_with_content(each) for each in keys.take(name)]
    first = (Message("system", (system,), pointer="/system_prompt"),) if system else ()
    tools = tuple(read_tools(keys.take("tools", "available_tools")))
    return Conversation((*first, *read_messages(said, f"/{name}")), tools, keys.rest())


def _with_content(message: Record) -> Record:
    if message.get("text") is None:
        return message
    return {**{key: value for key, value in message.items() if key != "text"}, "content": message["text"]}


def write_mistral(conversation: Conversation) -> dict[str, Any]:
    """Strings, ids of nine letters or digits, and either content or calls."""
    _known_roles(conversation, "mistral")
    for message in conversation.messages:
        _fits_mistral(message)
    for tool in conversation.tools:
        if tool.strict is not None or tool.description is None or not isinstance(tool.parameters, dict):
            raise LostError(
                tool.pointer, "must have a description and parameters, and no strict, for mistral"
            )
    _trained_last(conversation)
    written = chat.OPENAI.write(replace(conversation, messages=tuple(_with_ids(conversation.messages))))
    for message in written["messages"]:
        if message["content"] is None:
            del message["content"]
    return written


def _fits_mistral(message: Message) -> None:
    if message.texts or not message.calls:
        one_text(message, "mistral")
    if message.texts and message.calls:
        raise LostError(message.pointer, "has a text beside its call: mistral has either")
    if message.speaker is not None:
        raise LostError(f"{message.pointer}/name", "is not read by mistral")
    if message.weight is not None and message.role != "assistant":
        raise LostError(f"{message.pointer}/weight", "is not read by mistral: only the assistant's is")


def _trained_last(conversation: Conversation) -> None:
    """With tools, Mistral trains on the last answer alone."""
    answers = [message for message in conversation.messages if message.role == "assistant"]
    for message in answers[:-1] if conversation.tools else ():
        if message.weight is None:
            raise LostError(
                message.pointer, "would not be trained on: with tools mistral trains on the last answer alone"
            )


def _with_ids(messages: tuple[Message, ...]) -> Iterator[Message]:
    """The same messages; ids that Mistral does not take are replaced, in calls and in answers."""
    taken = {call.id for message in messages for call in message.calls}
    free = (made for number in count(1) if (made := f"{number:09d}") not in taken)
    new: dict[str | None, str] = {}
    for message in messages:
        calls = []
        for call in message.calls:
            id_ = call.id if call.id and _ID.fullmatch(call.id) else next(free)
            if call.id:
                new[call.id] = id_
            calls.append(replace(call, id=id_))
        yield replace(message, calls=tuple(calls), answers=new.get(message.answers, message.answers))


READERS = {
    "together": read_together,
    "fireworks": chat.read,
    "mistral": read_mistral,
}
WRITERS = (
    Writer("together", "Together: no keys but messages and tools", "openai-chat", write_together),
    Writer(
        "fireworks",
        "Fireworks: the system first, contents of strings",
        "openai-chat",
        write_fireworks,
        also=("fireworks",),
    ),
    Writer("mistral", "Mistral: ids of nine signs, content or calls", "openai-chat", write_mistral),
)
