"""What tests of formats share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tuneready.example import Part

IDS = ("toolUseId",)
"""Keys that a tool call's part leaves out, so that copies with other ids stay copies."""


def _resolved(record: Any, pointer: str) -> Any:
    """The value that a JSON pointer (RFC 6901) names; KeyError or IndexError where there is none."""
    assert pointer.startswith("/")
    for step in pointer[1:].split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        record = record[int(key)] if isinstance(record, list) else record[key]
    return record


def _holds(record: Any, part: Part) -> bool:
    value = _resolved(record, part.pointer)
    if isinstance(value, str):
        return part.text == value
    if isinstance(value, dict):
        value = {key: each for key, each in value.items() if part.kind != "call" or key not in IDS}
    return bool(json.loads(part.text) == value)


@pytest.fixture(scope="session")
def holds() -> Callable[[Any, Part], bool]:
    """Whether a part's pointer names a value that holds its text, or that its text is the JSON of."""
    return _holds
