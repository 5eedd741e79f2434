"""A key that stands twice in one object: parsers keep one of the two, and which one differs."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from tuneready.words import shown

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


class _Doubtful(dict[str, Any]):
    """An object in which `key` stands `count` times."""

    key: str
    count: int


def repeated_key(data: bytes) -> str | None:
    """Which key stands twice and in which object, as a message; None where none does.

    `data` is JSON that is nested 254 levels deep at the most.
    """
    tree = json.loads(data.decode(), object_pairs_hook=_object, parse_int=len, parse_float=len)
    stack: list[tuple[str, Any]] = [("", tree)]
    while stack:
        pointer, value = stack.pop()
        if isinstance(value, _Doubtful):
            return _message(value, pointer)
        stack += reversed([(f"{pointer}/{_shown(step)}", below) for step, below in _children(value)])
    return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) == len(pairs):
        return plain
    doubtful = _Doubtful(plain)
    doubtful.key, doubtful.count = Counter(key for key, _ in pairs).most_common(1)[0]
    return doubtful


def _children(value: object) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _message(found: _Doubtful, pointer: str) -> str:
    name = shown(found.key)
    key = f"key {name}" if name.startswith("'") else f"a key ({name})"
    times = "twice" if found.count == 2 else f"{found.count:,} times"  # noqa: PLR2004 — twice is two times
    return f"{key} stands {times} in {pointer or 'the record'}"


def _shown(step: str | int) -> str:
    """A step of a JSON pointer; a key that may be somebody's data is not repeated."""
    return str(step) if isinstance(step, int) or _PLAIN_KEY.fullmatch(step) else "…"
