"""What tests of formats share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tuneready.example import Part

IDS = ("toolUseId",)
"""Keys that a tool call's part leaves out, so that copies with other ids stay copies."""


Json = dict[str, Any]


def _resolved(record: Json, pointer: str) -> object:
    """The value that a JSON pointer (RFC 6901) names; KeyError or IndexError where there is none."""
    if not pointer:
        return record
    assert pointer.startswith("/")
    value: Any = record
    for step in pointer[1:].split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    found: object = value
    return found


def _holds(record: Json, part: Part) -> bool:
    value = _resolved(record, part.pointer)
    if part.text == value:
        return True
    if isinstance(value, dict):
        value = {key: each for key, each in value.items() if part.kind != "call" or key not in IDS}
    return bool(json.loads(part.text) == value)


@pytest.fixture(scope="session")
def resolved() -> Callable[[Json, str], object]:
    """The value that a JSON pointer names."""
    return _resolved


@pytest.fixture(scope="session")
def holds() -> Callable[[Json, Part], bool]:
    """Whether a part's pointer names a value that holds its text, or that its text is the JSON of."""
    return _holds
