"""Turns of ShareGPT."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuneready_checks._calls.chat import said as chat_said
from tuneready_checks._calls.said import Answer, Said, Side
from tuneready_checks._calls.text import calls_in

_SIDES: Mapping[object, Side] = {
    **dict.fromkeys(("human", "user", "input"), "asks"),
    **dict.fromkeys(("gpt", "assistant", "output", "model", "function_call"), "calls"),
    **dict.fromkeys(("observation", "tool"), "answers"),
}


def said(turn: Mapping[str, Any], pointer: str) -> Said:
    """What a turn says of tools."""
    if "role" in turn:
        return chat_said(turn, pointer)
    side = _SIDES.get(turn.get("from"), "aside") if isinstance(turn.get("from"), str) else "aside"
    value = turn.get("value")
    if turn.get("from") == "function_call" and isinstance(value, str):
        return Said(side, tuple(calls_in(value, f"{pointer}/value")))
    return Said(side, answers=(Answer(pointer, None, None),) if side == "answers" else ())
