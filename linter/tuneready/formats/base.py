"""What a record format is. One file beside this one a format, or a family; detect.py puts them in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tuneready.example import View

Record = Mapping[str, Any]
Schema = Mapping[str, Any]


def always(_record: Record) -> bool:
    """Its keys alone tell this format."""
    return True


@dataclass(frozen=True, kw_only=True, eq=False)
class Format:
    """The shape of a record.

    `keys`: top-level keys that every record of the format has; `one_of`: where it names any, at least
    one of these stands too. `recognises`: whether a record with those keys is of this format; it must
    bear any JSON. `schema`: JSON Schema, draft 2020-12, of a right record; what `view` relies on
    stands in it. `view`: a record that fits the schema, as turns. `also`: names of formats whose
    records are at home in a file of this one, since only a detail of the record (how it ends, say)
    tells the two apart; they are held against this format's schema.
    """

    name: str
    title: str
    keys: frozenset[str]
    schema: Schema
    view: Callable[[Record], View]
    recognises: Callable[[Record], bool] = always
    one_of: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()

    def may_have(self, keys: frozenset[str]) -> bool:
        """Whether a record with these top-level keys can be of this format."""
        return self.keys <= keys and (not self.one_of or not self.one_of.isdisjoint(keys))

    def __reduce__(self) -> tuple[Callable[[str], Format], tuple[str]]:
        """There is one of each: another process, told the name, takes its own."""
        return _by_name, (self.name,)


def akin(one: str, other: str) -> bool:
    """Whether records of two formats, by name, are at home in one file."""
    return one == other or other in _by_name(one).also or one in _by_name(other).also


def _by_name(name: str) -> Format:
    from tuneready.formats.detect import BY_NAME

    return BY_NAME[name]
