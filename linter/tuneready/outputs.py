"""An output that is a JSON object, split into its fields: one of them may be the label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

MOST_CHARACTERS = 1 << 14
"""An output longer than this is no object of labels."""

LABEL_NAMES = (
    "label",
    "labels",
    "class",
    "category",
    "intent",
    "sentiment",
    "classification",
    "topic",
    "tag",
    "type",
    "answer",
)
"""What a field that holds a label is called, likeliest first."""


def fields_of(output: str) -> Mapping[str, Any] | None:
    """The fields of an output that is a JSON object; None where it is none."""
    text = output.strip()
    if not text.startswith("{") or len(text) > MOST_CHARACTERS:
        return None
    try:
        value = orjson.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def text_of(value: object) -> str:
    """A field's value as text: a string as it is, all else as JSON.

    >>> text_of("spam"), text_of(3), text_of(None), text_of(["a", 1])
    ('spam', '3', 'null', '["a",1]')
    """
    if isinstance(value, str):
        return value
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode("utf-8", "replace")


def label_of(output: str, field: str) -> str | None:
    """The label in an output: the whole of it, or one field; None where there is no such field."""
    if not field:
        return output
    fields = fields_of(output)
    return text_of(fields[field]) if fields is not None and field in fields else None


def likeliest(fields: Iterable[str]) -> str:
    """The field whose name says best that it is a label; empty where none says so.

    >>> likeliest(["reason", "Category", "type"])
    'Category'
    """
    rank = {name: place for place, name in enumerate(LABEL_NAMES)}
    named = [field for field in fields if field.lower() in rank]
    return min(named, key=lambda field: (rank[field.lower()], field), default="")
