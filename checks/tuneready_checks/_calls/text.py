"""Calls that stand in a text as JSON: ShareGPT's function_call, LLaMA-Factory's tool_call parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import orjson

from tuneready_checks._calls.said import Call, text_or_none

_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
"""LLaMA-Factory takes a thought before the call."""


def calls_in(text: str, pointer: str) -> Iterator[Call]:
    """The call, or the array of calls, that a text holds."""
    thought = _THOUGHT.match(text)
    try:
        value = orjson.loads(text[thought.end() :] if thought else text)
    except orjson.JSONDecodeError:
        yield Call(pointer, None, None, None, pointer, "is no JSON: expected a call with name and arguments")
        return
    for call in value if isinstance(value, list) else [value]:
        if isinstance(call, Mapping) and text_or_none(call.get("name")):
            yield Call(pointer, text_or_none(call.get("id")), call["name"], call.get("arguments"), pointer)
        else:
            yield Call(
                pointer, None, None, None, pointer, "names no tool: expected a call with name and arguments"
            )
