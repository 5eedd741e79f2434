"""An output that is a JSON object, split into its fields: some of them may be labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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

_RANKS = {name: place for place, name in enumerate(LABEL_NAMES)}
_OF_A_LABEL = ("name", "value", "id")
"""What the field is called that says it, where the label is an object: `{"intent": {"name": …}}`."""
_DEEPEST = 4


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


def leaves(fields: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each value in an object that is no object itself, with its pointer; what lies very deep is one value.

    >>> dict(leaves({"intent": {"name": "pay", "tags": []}, "a/b": 1}))
    {'/intent/name': 'pay', '/intent/tags': [], '/a~1b': 1}
    """
    for name, value in fields.items():
        pointer = f"{above}/{name}" if name.isalnum() else f"{above}/{_escaped(name)}"
        if isinstance(value, dict) and value and pointer.count("/") < _DEEPEST:
            yield from leaves(value, pointer)
        else:
            yield pointer, value


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def text_of(value: object) -> str:
    """A field's value as text: a string as it is, all else as JSON.

    >>> text_of("spam"), text_of(3), text_of(None), text_of(["a", 1])
    ('spam', '3', 'null', '["a",1]')
    """
    if isinstance(value, str):
        return value
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode("utf-8", "replace")


def label_of(fields: Mapping[str, Any] | None, pointer: str) -> str | None:
    """The label at a pointer into a JSON output; None where there is none.

    >>> label_of({"intent": {"name": "pay"}}, "/intent/name"), label_of({"intent": 1}, "/intent/name")
    ('pay', None)
    """
    value: Any = fields
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, dict) or name not in value:
            return None
        value = value[name]
    return text_of(value)


def likeliest(pointers: Iterable[str]) -> str:
    """The field whose name says best that it is a label; empty where none says so.

    >>> likeliest(["/reason", "/Category", "/type"]), likeliest(["/intent/score", "/intent/name"])
    ('/Category', '/intent/name')
    """
    ranked = [(rank, pointer) for pointer in pointers if (rank := _rank(pointer)) is not None]
    return min(ranked)[1] if ranked else ""


def _rank(pointer: str) -> int | None:
    """How well a field's name says that it is a label: its own, or of what it is the name or the value."""
    *above, name = pointer.lower().split("/")
    if name not in _RANKS and name in _OF_A_LABEL:
        name = above[-1]
    return _RANKS.get(name)
