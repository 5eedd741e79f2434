"""Values of a record by JSON pointer (RFC 6901), and fields that are known by their names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

Pointer = Annotated[str, StringConstraints(pattern=r"^(/([^~/]|~[01])*)+$")]
"""A JSON pointer to something inside a record."""

_NOTES = ("", "metadata", "meta", "info", "extra", "attributes")


def value_at(record: Mapping[str, Any], pointer: str) -> object:
    """The value that a JSON pointer names; None where there is none."""
    value: object = record
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, Sequence) and not isinstance(value, str) and name.isdecimal():
            value = value[int(name)] if int(name) < len(value) else None
        else:
            return None
    return value


def known_fields(record: Mapping[str, Any], names: Collection[str]) -> Iterator[tuple[str, object]]:
    """Pointers and values of fields that have one of these names, in the record or in its notes.

    Names are in lower case and without "_" and "-": "customerid" is customer_id and customerId too.
    """
    for note in _NOTES:
        fields = record.get(note) if note else record
        if isinstance(fields, Mapping):
            for name, value in fields.items():
                if name.lower().replace("_", "").replace("-", "") in names:
                    escaped = name.replace("~", "~0").replace("/", "~1")
                    yield (f"/{note}/{escaped}" if note else f"/{escaped}"), value
