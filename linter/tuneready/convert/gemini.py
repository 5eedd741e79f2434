"""Gemini on Vertex AI: contents of parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from tuneready.convert.chat import definition
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
    declared,
    plain,
    system_first,
)

_FORM = "gemini"
_ROLES = {"user": "user", "model": "assistant"}


def read(record: Record) -> Conversation:
    """A record; each response of a function is a message of its own."""
    keys = Keys(record, "")
    messages: list[Message] = []
    system = keys.take("systemInstruction", "system_instruction")
    if system:
        inner = Keys(system, "/systemInstruction")
        inner.take("role")
        texts = tuple(
            _text(part, f"/systemInstruction/parts/{n}") for n, part in enumerate(inner.take("parts"))
        )
        inner.end()
        messages.append(Message("system", texts, pointer="/systemInstruction"))
    for index, content in enumerate(keys.take("contents")):
        messages += _content(content, f"/contents/{index}")
    return Conversation(tuple(messages), tuple(_tools(keys.take("tools"))), keys.rest())


def _text(part: Record, pointer: str) -> str:
    keys = Keys(part, pointer)
    text = keys.take("text")
    keys.end()
    if not isinstance(text, str):
        raise LostError(pointer, "is no part of text")
    return text


def _content(content: Record, pointer: str) -> Iterator[Message]:
    keys = Keys(content, pointer)
    role, parts = keys.take("role"), keys.take("parts")
    keys.end()
    found = Parts.of(parts, f"{pointer}/parts", _part)
    if role not in _ROLES and not found.answers:
        raise LostError(f"{pointer}/role", "is neither user nor model")
    yield from found.answers or [Message(_ROLES[role], found.texts, found.calls, pointer=pointer)]


def _part(part: Record, pointer: str) -> str | Call | Message:
    if "functionCall" in part or "function_call" in part:
        return _call(part, pointer)
    if "functionResponse" in part or "function_response" in part:
        return _answer(part, pointer)
    return _text(part, pointer)


def _call(part: Record, pointer: str) -> Call:
    keys = Keys(part, pointer)
    call = Keys(keys.take("functionCall", "function_call"), f"{pointer}/functionCall")
    name, arguments = call.take("name"), call.take("args")
    made = Call(str(name), {} if arguments is None else arguments, call.take("id"))
    call.end()
    keys.end()
    return made


def _answer(part: Record, pointer: str) -> Message:
    keys = Keys(part, pointer)
    response = Keys(keys.take("functionResponse", "function_response"), f"{pointer}/functionResponse")
    name, value, id_ = response.take("name"), response.take("response"), response.take("id")
    response.end()
    keys.end()
    text = value["output"] if _is_wrapped(value) else orjson.dumps(value).decode()
    return Message("tool", (text,), answers=id_, tool=name, pointer=pointer)


def _is_wrapped(value: object) -> bool:
    return isinstance(value, Mapping) and value.keys() == {"output"} and isinstance(value["output"], str)


def _tools(groups: Any) -> Iterator[Tool]:  # noqa: ANN401 — any JSON value
    for number, group in enumerate(groups or ()):
        keys = Keys(group, f"/tools/{number}")
        listed = keys.take("functionDeclarations", "function_declarations")
        keys.end()
        for index, each in enumerate(listed or ()):
            at = f"/tools/{number}/functionDeclarations/{index}"
            yield definition(Keys(each, at), at)


def write(conversation: Conversation) -> dict[str, Any]:
    """The system's message stands apart; answers of tools that follow each other are one content."""
    system, others = system_first(conversation, _FORM)
    record: dict[str, Any] = {}
    if system:
        record["systemInstruction"] = {"parts": [{"text": text} for text in plain(system, _FORM).texts]}
    record["contents"] = list(_contents(others))
    if conversation.tools:
        record["tools"] = [{"functionDeclarations": [declared(tool, _FORM) for tool in conversation.tools]}]
    return record


def _contents(messages: tuple[Message, ...]) -> Iterator[dict[str, Any]]:
    waiting = Waiting()
    responses: list[dict[str, Any]] = []
    for message in messages:
        plain(message, _FORM, calls=True)
        if message.role == "tool":
            called = waiting.take(message.answers, message.tool)[1]
            responses.append(_response(message, message.tool or called))
            continue
        yield from _grouped(responses)
        responses = []
        for call in message.calls:
            waiting.add(call.id or "", call.name)
        calls = [{"functionCall": _called(call)} for call in message.calls]
        parts = [*({"text": text} for text in message.texts), *calls]
        yield {"role": "model" if message.role == "assistant" else "user", "parts": parts}
    yield from _grouped(responses)


def _grouped(responses: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    if parts := [{"functionResponse": response} for response in responses]:
        yield {"role": "user", "parts": parts}


def _called(call: Call) -> dict[str, Any]:
    if not isinstance(call.arguments, Mapping):
        raise LostError("", "has a call whose arguments are no object")
    return {**({"id": call.id} if call.id else {}), "name": call.name, "args": call.arguments}


def _response(message: Message, name: str | None) -> dict[str, Any]:
    if not name:
        raise LostError(message.pointer, f"answers a call that cannot be told: {_FORM} names the tool")
    if len(message.texts) != 1:
        raise LostError(message.pointer, f"has not one text: {_FORM} has one response")
    id_ = {"id": message.answers} if message.answers else {}
    return {**id_, "name": name, "response": _value(message.texts[0])}


def _value(text: str) -> Any:  # noqa: ANN401 — any JSON value
    """The object that a text is the JSON of, where it can be told apart; else the text, as output."""
    try:
        value = orjson.loads(text)
        again = orjson.dumps(value).decode()
    except (orjson.JSONDecodeError, TypeError):
        return {"output": text}
    return value if isinstance(value, dict) and again == text and not _is_wrapped(value) else {"output": text}


WRITER = Writer(_FORM, "Gemini on Vertex AI", _FORM, write)
