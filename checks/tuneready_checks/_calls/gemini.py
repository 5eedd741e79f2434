"""Contents of Gemini."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuneready_checks._calls.said import Answer, Call, Said, Side, text_or_none

_CALLS = ("functionCall", "function_call")
_RESPONSES = ("functionResponse", "function_response")


def said(content: Mapping[str, Any], pointer: str) -> Said:
    """What a content says of tools."""
    calls: list[Call] = []
    answers: list[Answer] = []
    parts = content.get("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else ()):
        for key, value in part.items() if isinstance(part, Mapping) else ():
            at = f"{pointer}/parts/{index}/{key}"
            if key in _CALLS and isinstance(value, Mapping):
                id_, name = text_or_none(value.get("id")), text_or_none(value.get("name"))
                calls.append(Call(at, id_, name, value.get("args"), f"{at}/args"))
            elif key in _RESPONSES and isinstance(value, Mapping):
                answers.append(Answer(at, text_or_none(value.get("id")), text_or_none(value.get("name"))))
    side: Side = "answers" if answers else "calls" if content.get("role") == "model" else "asks"
    return Said(side, tuple(calls), tuple(answers))
