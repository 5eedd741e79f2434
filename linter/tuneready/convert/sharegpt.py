"""ShareGPT: turns of `from` and `value`; calls and answers of tools one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tuneready.convert.chat import read_messages, read_tools
from tuneready.convert.conversation import (
    Call,
    Conversation,
    Keys,
    LostError,
    Message,
    Record,
    Writer,
    arguments_of,
    declared,
    one_text,
    plain,
)

_FORM = "sharegpt"
_ROLES: Mapping[str, str] = {
    "system": "system",
    **dict.fromkeys(("human", "user", "input"), "user"),
    **dict.fromkeys(("gpt", "assistant", "output", "model"), "assistant"),
    **dict.fromkeys(("observation", "tool"), "tool"),
}
_NAMES = {"system": "system", "user": "human", "assistant": "gpt", "tool": "observation"}


def read(record: Record) -> Conversation:
    """A record; a call of a tool is the JSON text of a turn."""
    keys = Keys(record, "")
    turns = list(_messages(keys.take("conversations")))
    if system := keys.take("system"):
        turns.insert(0, Message("system", (system,), pointer="/system"))
    return Conversation(tuple(turns), tuple(read_tools(keys.take("tools"))), keys.rest())


def _messages(turns: list[Record]) -> Iterator[Message]:
    for index, turn in enumerate(turns):
        pointer = f"/conversations/{index}"
        if "role" in turn:
            yield from (_placed(message, pointer) for message in read_messages([turn], pointer))
            continue
        keys = Keys(turn, pointer)
        said_by, value = keys.take("from"), keys.take("value")
        keys.end()
        if said_by == "function_call":
            yield Message("assistant", calls=(_call(value, f"{pointer}/value"),), pointer=pointer)
        else:
            yield Message(_ROLES[said_by], (value,), pointer=pointer)


def _placed(message: Message, pointer: str) -> Message:
    from dataclasses import replace

    return replace(message, pointer=pointer)


def _call(text: str, pointer: str) -> Call:
    value = arguments_of(text, pointer)
    keys = Keys(value if isinstance(value, Mapping) else {}, pointer)
    name, arguments = keys.take("name"), keys.take("arguments")
    if not isinstance(name, str):
        raise LostError(pointer, "is no single call of a tool")
    keys.end()
    as_text = arguments if isinstance(arguments, str) else None
    return Call(name, {} if arguments is None else arguments_of(as_text, pointer) if as_text else arguments)


def write(conversation: Conversation) -> dict[str, Any]:
    """Turns, with the system's among them where it stands."""
    turns = [_turn(plain(message, _FORM, calls=True)) for message in conversation.messages]
    if not conversation.tools:
        return {"conversations": turns}
    tools = json.dumps([declared(tool, _FORM) for tool in conversation.tools], ensure_ascii=False)
    return {"conversations": turns, "tools": tools}


def _turn(message: Message) -> dict[str, str]:
    if not message.calls:
        return {"from": _NAMES[message.role], "value": one_text(message, _FORM)}
    if len(message.calls) > 1:
        raise LostError(message.pointer, f"calls several tools at once: {_FORM} has one call a turn")
    if message.texts:
        raise LostError(message.pointer, f"says something beside its call: {_FORM} has either")
    call = message.calls[0]
    value = json.dumps({"name": call.name, "arguments": call.arguments}, ensure_ascii=False)
    return {"from": "function_call", "value": value}


WRITER = Writer(_FORM, "ShareGPT, as LLaMA-Factory reads it", _FORM, write)
