"""Roles that some chat templates know and most providers do not, wherever a record has messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tuneready.api import TEMPLATE_ROLES

_LISTS = (("messages",), ("input", "messages"), ("prompt",), ("completion",), ("chosen",), ("rejected",))


def template_roles(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pointer and role of each such message."""
    for path in _LISTS:
        value: Any = record
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        for index, message in enumerate(value if isinstance(value, list) else ()):
            if isinstance(message, Mapping) and message.get("role") in TEMPLATE_ROLES:
                yield f"/{'/'.join(path)}/{index}/role", message["role"]
