"""Bedrock Converse: messages of blocks, for Nova and Llama."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from tuneready.convert.conversation import (
    Call,
    Conversation,
    Keys,
    LostError,
    Message,
    Parts,
    Record,
    Tool,
    Waiting,
    Writer,
    plain,
    system_first,
)

_FORM = "bedrock-converse"
_VERSION = "bedrock-conversation-2024"


def read(record: Record) -> Conversation:
    """A record; each result of a tool is a message of its own."""
    keys = Keys(record, "")
    messages: list[Message] = []
    if record.get("schemaVersion") == _VERSION:
        keys.take("schemaVersion")
    if system := keys.take("system"):
        texts = tuple(_text(block, f"/system/{index}") for index, block in enumerate(system))
        messages.append(Message("system", texts, pointer="/system"))
    for index, message in enumerate(keys.take("messages")):
        messages += _message(message, f"/messages/{index}")
    return Conversation(tuple(messages), tuple(_tools(keys.take("toolConfig"))), keys.rest())


def _text(block: Record, pointer: str) -> str:
    keys = Keys(block, pointer)
    text = keys.take("text")
    keys.end()
    if not isinstance(text, str):
        raise LostError(pointer, "is no block of text")
    return text


def _message(data: Record, pointer: str) -> Iterator[Message]:
    keys = Keys(data, pointer)
    role, blocks = keys.take("role"), keys.take("content")
    keys.end()
    parts = Parts.of(blocks, f"{pointer}/content", _block)
    yield from parts.answers or [Message(role, parts.texts, parts.calls, pointer=pointer)]


def _block(block: Record, pointer: str) -> str | Call | Message:
    if "toolUse" in block:
        return _use(block, pointer)
    return _result(block, pointer) if "toolResult" in block else _text(block, pointer)


def _use(block: Record, pointer: str) -> Call:
    keys = Keys(block, pointer)
    use = Keys(keys.take("toolUse"), f"{pointer}/toolUse")
    name, given = use.take("name"), use.take("input")
    call = Call(str(name), {} if given is None else given, use.take("toolUseId"))
    use.end()
    keys.end()
    return call


def _result(block: Record, pointer: str) -> Message:
    keys = Keys(block, pointer)
    result = Keys(keys.take("toolResult"), f"{pointer}/toolResult")
    id_, content, status = result.take("toolUseId"), result.take("content"), result.take("status")
    result.end()
    keys.end()
    if status not in {None, "success"}:
        raise LostError(f"{pointer}/toolResult/status", "has no place in other formats")
    texts = tuple(
        orjson.dumps(each["json"]).decode()
        if isinstance(each, dict) and each.keys() == {"json"}
        else _text(each, f"{pointer}/toolResult/content/{index}")
        for index, each in enumerate(content)
    )
    return Message("tool", texts, answers=id_, pointer=pointer)


def _tools(config: Any) -> Iterator[Tool]:  # noqa: ANN401 — any JSON value
    keys = Keys(config or {}, "/toolConfig")
    for index, each in enumerate(keys.take("tools") or ()):
        pointer = f"/toolConfig/tools/{index}"
        outer = Keys(each, pointer)
        spec = Keys(outer.take("toolSpec") or {}, f"{pointer}/toolSpec")
        outer.end()
        schema = Keys(spec.take("inputSchema") or {}, f"{pointer}/toolSpec/inputSchema")
        yield Tool(str(spec.take("name")), spec.take("description"), schema.take("json"), None, pointer)
        schema.end()
        spec.end()
    keys.end()


def write(conversation: Conversation) -> dict[str, Any]:
    """The system's message stands apart; results that follow each other are one message."""
    system, others = system_first(conversation, _FORM)
    record: dict[str, Any] = {}
    if "schemaVersion" not in conversation.more:
        record["schemaVersion"] = _VERSION
    if system:
        record["system"] = [{"text": text} for text in plain(system, _FORM).texts]
    record["messages"] = list(_messages(others))
    if conversation.tools:
        record["toolConfig"] = {"tools": [_declared(tool) for tool in conversation.tools]}
    return record


def _messages(messages: tuple[Message, ...]) -> Iterator[dict[str, Any]]:
    results: list[dict[str, Any]] = []
    made = 0
    waiting = Waiting()
    for message in messages:
        plain(message, _FORM, calls=True)
        if message.role == "tool":
            answered = waiting.take(message.answers, message.tool)[0]
            if answered is None:
                raise LostError(message.pointer, f"answers no call: {_FORM} names it")
            blocks = [{"text": text} for text in message.texts]
            results.append({"toolResult": {"toolUseId": answered, "content": blocks}})
            continue
        if results:
            yield {"role": "user", "content": results}
            results = []
        uses = []
        for call in message.calls:
            made += 1
            id_ = call.id or f"tool_{made}"
            waiting.add(id_, call.name)
            uses.append({"toolUse": {"toolUseId": id_, "name": call.name, "input": call.arguments}})
        yield {"role": message.role, "content": [*({"text": text} for text in message.texts), *uses]}
    if results:
        yield {"role": "user", "content": results}


def _declared(tool: Tool) -> dict[str, Any]:
    if tool.strict is not None:
        raise LostError(tool.pointer, f"is strict, which {_FORM} has no place for")
    spec: dict[str, Any] = {"name": tool.name}
    if tool.description is not None:
        spec["description"] = tool.description
    if tool.parameters is not None:
        spec["inputSchema"] = {"json": tool.parameters}
    return {"toolSpec": spec}


WRITER = Writer(_FORM, "Bedrock Converse: Amazon Nova, Llama", _FORM, write)
