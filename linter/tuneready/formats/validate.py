"""What is wrong with a record of a known format, in words that hold none of its text.

A fast validator says whether a record is right; only for a wrong one does a second, slower one say why.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tuneready.formats._schema import with_any_word
from tuneready.formats.base import Format, Record

if TYPE_CHECKING:
    import jsonschema

MOST = 10
"""Faults that are told of one record."""


class Fault(NamedTuple):
    """One thing that is wrong. `pointer`: to the value that stands there, of a missing key to its object.

    `message` names the place as well and reads alone: "/messages/0/content is missing".
    """

    pointer: str
    message: str


def _schema(expected: Format, any_role: bool) -> dict[str, Any]:
    return dict(with_any_word(expected.schema) if any_role else expected.schema)


@cache
def _fast(expected: Format, any_role: bool = False) -> Callable[[Record], bool]:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_schema(expected, any_role)).is_valid


@cache
def _slow(expected: Format, any_role: bool = False) -> jsonschema.Draft202012Validator:
    import jsonschema
    from referencing import Registry

    return jsonschema.Draft202012Validator(_schema(expected, any_role), registry=Registry())


def faults(expected: Format, record: Record, *, any_role: bool = False) -> list[Fault]:
    """All that keeps a record from being right, in the record's order; ten at the most, none when right.

    `any_role`: messages of OpenAI's shape may have whatever role the model's chat template knows.
    """
    if _fast(expected, any_role)(record):
        return []
    from tuneready.formats import _faults

    found = _faults.told(_slow(expected, any_role).iter_errors(record), record)
    told = [Fault(pointer, message) for pointer, message in found[:MOST]]
    return told or [Fault("", f"record is no right {expected.title} record")]
