"""Messages with a role, as OpenAI has them and most others after it; also blocks of Bedrock Converse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tuneready_checks._calls.said import Answer, Call, Said, Side, text_or_none
from tuneready_checks._calls.text import calls_in

_SIDES: Mapping[object, Side] = {
    "user": "asks",
    "assistant": "calls",
    "tool": "answers",
    "function": "answers",
}


def said(message: Mapping[str, Any], pointer: str) -> Said:
    """What a message says of tools."""
    role = message.get("role")
    side = _SIDES.get(role, "aside") if isinstance(role, str) else "aside"
    calls, answers = [*_calls(message, pointer)], []
    if side == "answers":
        id_ = text_or_none(message.get("tool_call_id"))
        answers.append(Answer(pointer, id_, text_or_none(message.get("name"))))
    content = message.get("content")
    for index, block in enumerate(content if isinstance(content, list) else ()):
        if isinstance(block, Mapping):
            at = f"{pointer}/content/{index}"
            calls += _block_calls(block, at)
            answers += _block_answers(block, at)
    return Said("answers" if answers else side, tuple(calls), tuple(answers))


def _calls(message: Mapping[str, Any], pointer: str) -> Iterator[Call]:
    calls = message.get("tool_calls")
    for index, call in enumerate(calls if isinstance(calls, list) else ()):
        at = f"{pointer}/tool_calls/{index}"
        function = call.get("function") if isinstance(call, Mapping) else None
        if isinstance(function, Mapping):
            yield _call(function, f"{at}/function", at, text_or_none(call.get("id")))
    older = message.get("function_call")
    if isinstance(older, Mapping):
        yield _call(older, f"{pointer}/function_call", f"{pointer}/function_call", None)


def _call(function: Mapping[str, Any], inner: str, pointer: str, id_: str | None) -> Call:
    name = text_or_none(function.get("name"))
    return Call(pointer, id_, name, function.get("arguments"), f"{inner}/arguments")


def _block_calls(block: Mapping[str, Any], at: str) -> Iterator[Call]:
    use = block.get("toolUse")
    if isinstance(use, Mapping):
        id_, name = text_or_none(use.get("toolUseId")), text_or_none(use.get("name"))
        yield Call(f"{at}/toolUse", id_, name, use.get("input"), f"{at}/toolUse/input")
    elif block.get("type") == "tool_call" and isinstance(block.get("value"), str):
        yield from calls_in(block["value"], f"{at}/value")


def _block_answers(block: Mapping[str, Any], at: str) -> Iterator[Answer]:
    result = block.get("toolResult")
    if isinstance(result, Mapping):
        yield Answer(f"{at}/toolResult", text_or_none(result.get("toolUseId")), None)
