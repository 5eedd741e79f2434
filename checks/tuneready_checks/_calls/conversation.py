"""A record as a conversation, as far as tools go; of a preference pair, with the answer that is preferred."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tuneready_checks._calls import chat, gemini, sharegpt
from tuneready_checks._calls.said import Said

_Saying = Callable[[Mapping[str, Any], str], Said]
_LISTS: tuple[tuple[tuple[str, ...], _Saying], ...] = (
    (("messages",), chat.said),
    (("interactions",), chat.said),
    (("input", "messages"), chat.said),
    (("preferred_output",), chat.said),
    (("chosen_messages",), chat.said),
    (("conversations",), sharegpt.said),
    (("contents",), gemini.said),
    (("prompt",), chat.said),
    (("completion",), chat.said),
    (("chosen",), chat.said),
)
"""Where messages stand: lists that a record has are read one after the other."""


def conversation(record: Mapping[str, Any]) -> Iterator[Said]:
    """All messages, in the order in which they are said."""
    for path, said in _LISTS:
        value: Any = record
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        pointer = "".join(f"/{key}" for key in path)
        for index, message in enumerate(value if isinstance(value, list) else ()):
            if isinstance(message, Mapping):
                yield said(message, f"{pointer}/{index}")
        if path == ("chosen",) and isinstance(value, Mapping):
            yield sharegpt.said(value, pointer)
