"""What tells formats with the same top-level keys apart; every function here bears any JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuneready.formats.base import Record

_BOOLEAN_WORDS = ("true", "false")
_CHAT_ALONE = frozenset({"messages", "tools", "parallel_tool_calls", "functions"})


def messages_of(record: Record) -> list[Mapping[str, Any]]:
    """The messages of a record that are objects."""
    messages = record.get("messages")
    return [each for each in messages if isinstance(each, dict)] if isinstance(messages, list) else []


def message_keys(record: Record) -> frozenset[str]:
    """All keys that any message of a record has."""
    messages = record.get("messages")
    try:
        return frozenset().union(*messages) if isinstance(messages, list) else frozenset()
    except TypeError:  # one of them is no object
        return frozenset().union(*messages_of(record))


def content_items(record: Record) -> list[Mapping[str, Any]]:
    """The objects in those contents that are arrays."""
    items: list[Mapping[str, Any]] = []
    for message in messages_of(record):
        content = message.get("content")
        if isinstance(content, list):
            items += [item for item in content if isinstance(item, dict)]
    return items


def is_boolean(value: object) -> bool:
    """Whether a value is, or is meant as, true or false: a boolean, 0, 1, "true" or "False"."""
    return value in (0, 1) or (isinstance(value, str) and value.lower() in _BOOLEAN_WORDS)


def is_plain_chat(record: Record) -> bool:
    """Whether a record is a conversation of the usual roles in plain text and at most its tools: most are."""
    messages = record.get("messages")
    if not isinstance(messages, list) or not (len(record) == 1 or record.keys() <= _CHAT_ALONE):
        return False
    for message in messages:
        if not isinstance(message, dict) or len(message) != 2:  # noqa: PLR2004 — role and content
            return False
        if not isinstance(message.get("content"), str):
            return False
        if message.get("role") not in ("user", "assistant", "system"):
            return False
    return True
