"""Messages with roles: OpenAI's chat format, and TRL's, whose arguments are objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tuneready.convert.conversation import (
    Call,
    Conversation,
    Keys,
    LostError,
    Message,
    Record,
    Tool,
    Waiting,
    Writer,
    arguments_of,
)


def read(record: Record) -> Conversation:
    """A record of OpenAI's chat format, or of TRL's."""
    keys = Keys(record, "")
    messages = tuple(read_messages(keys.take("messages"), "/messages"))
    return Conversation(messages, tuple(read_tools(keys.take("tools"))), keys.rest())


def read_messages(messages: Iterable[Record], pointer: str) -> Iterator[Message]:
    """Messages of an array."""
    for index, message in enumerate(messages):
        yield _message(message, f"{pointer}/{index}")


def _message(data: Record, pointer: str) -> Message:
    keys = Keys(data, pointer)
    role, name = keys.take("role"), keys.take("name")
    message = Message(
        role=role,
        texts=tuple(_texts(keys.take("content"), f"{pointer}/content")),
        calls=tuple(_calls(keys.take("tool_calls") or (), f"{pointer}/tool_calls")),
        speaker=name if role != "tool" else None,
        weight=_weight(keys.take("weight"), pointer),
        answers=keys.take("tool_call_id") if role == "tool" else None,
        tool=name if role == "tool" else None,
        reasoning=keys.take("reasoning_content") if role == "assistant" else None,
        pointer=pointer,
    )
    if role == "function":
        raise LostError(f"{pointer}/role", "is function, the older form of tool")
    keys.end()
    return message


def _weight(weight: object, pointer: str) -> int | None:
    """A weight of 1 is what none at all means."""
    if weight is None or (weight == 1 and weight is not True):
        return None
    if weight == 0 and weight is not False:
        return 0
    raise LostError(f"{pointer}/weight", "is neither 0 nor 1")


def _texts(content: Any, pointer: str) -> Iterator[str]:  # noqa: ANN401 — any JSON value
    if isinstance(content, str):
        yield content
        return
    for index, part in enumerate(content or ()):
        keys = Keys(part if isinstance(part, Mapping) else {}, f"{pointer}/{index}")
        kind, text = keys.take("type"), keys.take("text")
        if kind != "text" or not isinstance(text, str):
            raise LostError(f"{pointer}/{index}", "is no part of text")
        keys.end()
        yield text


def _calls(calls: Iterable[Record], pointer: str) -> Iterator[Call]:
    for index, call in enumerate(calls):
        at = f"{pointer}/{index}"
        keys = Keys(call, at)
        keys.take("type")
        function = Keys(keys.take("function"), f"{at}/function")
        name, given = function.take("name"), function.take("arguments")
        if not isinstance(name, str):
            raise LostError(f"{at}/function/name", "is no name of a tool")
        text = given if isinstance(given, str) else None
        value = given if text is None else arguments_of(text, f"{at}/function/arguments")
        yield Call(name, {} if value is None else value, keys.take("id"), text)
        function.end()
        keys.end()


def read_tools(tools: Any, pointer: str = "/tools") -> Iterator[Tool]:  # noqa: ANN401 — any JSON value
    """Definitions of tools, as an array or its JSON text, with or without the wrapping of a function."""
    if isinstance(tools, str):
        tools = arguments_of(tools, pointer)
    for index, tool in enumerate(tools or ()):
        at = f"{pointer}/{index}"
        if not isinstance(tool, Mapping):
            raise LostError(at, "is no definition of a tool")
        keys = Keys(tool, at)
        if isinstance(tool.get("function"), Mapping):
            keys.take("type")
            inner = Keys(keys.take("function"), f"{at}/function")
            keys.end()
            keys = inner
        yield definition(keys, at)


def definition(keys: Keys, pointer: str) -> Tool:
    """A tool from the keys of its definition."""
    name = keys.take("name")
    if not isinstance(name, str):
        raise LostError(pointer, "is a tool without a name")
    tool = Tool(name, keys.take("description"), keys.take("parameters"), keys.take("strict"), pointer)
    keys.end()
    return tool


def write(conversation: Conversation, *, as_text: bool, reasoning: bool = False) -> dict[str, Any]:
    """Messages and tools; what the model thought only where it has a place."""
    thought = next((each for each in conversation.messages if each.reasoning is not None), None)
    if thought and not reasoning:
        raise LostError(f"{thought.pointer}/reasoning_content", "has no place in this format")
    messages = list(write_messages(conversation.messages, as_text=as_text))
    tools = {"tools": [_tool(tool) for tool in conversation.tools]} if conversation.tools else {}
    return {"messages": messages, **tools}


def write_messages(messages: Iterable[Message], *, as_text: bool) -> Iterator[dict[str, Any]]:
    """Messages as objects; arguments of calls as text, or as they are. Calls without an id get one."""
    made = 0
    waiting = Waiting()
    for message in messages:
        calls = []
        for call in message.calls:
            made += 1
            id_ = call.id or f"call_{made}"
            waiting.add(id_, call.name)
            calls.append(_call(call, id_, as_text=as_text))
        answers = waiting.take(message.answers, message.tool)[0] if message.role == "tool" else None
        yield _written(message, calls, answers)


def _written(message: Message, calls: list[dict[str, Any]], answers: str | None) -> dict[str, Any]:
    texts = message.texts
    parts = [{"type": "text", "text": text} for text in texts]
    content: Any = parts if len(parts) > 1 else (texts or (None,))[0]
    named = message.speaker if message.role != "tool" else message.tool
    more = {
        "reasoning_content": message.reasoning,
        "name": named,
        "tool_calls": calls or None,
        "tool_call_id": answers,
        "weight": message.weight,
    }
    return {"role": message.role, "content": content, **{k: v for k, v in more.items() if v is not None}}


def _call(call: Call, id_: str, *, as_text: bool) -> dict[str, Any]:
    arguments: Any = call.arguments
    if as_text:
        arguments = call.text if call.text is not None else json.dumps(arguments, ensure_ascii=False)
    return {"id": id_, "type": "function", "function": {"name": call.name, "arguments": arguments}}


def _tool(tool: Tool) -> dict[str, Any]:
    more = {"description": tool.description, "parameters": tool.parameters, "strict": tool.strict}
    given = {key: value for key, value in more.items() if value is not None}
    return {"type": "function", "function": {"name": tool.name, **given}}


def _as_openai(conversation: Conversation) -> dict[str, Any]:
    return write(conversation, as_text=True)


def _as_trl(conversation: Conversation) -> dict[str, Any]:
    return write(conversation, as_text=False)


OPENAI = Writer("openai-chat", "OpenAI chat; Azure OpenAI, Together, Fireworks", "openai-chat", _as_openai)
TRL = Writer("trl-chat", "TRL: messages, with arguments of calls as objects", "openai-chat", _as_trl)
