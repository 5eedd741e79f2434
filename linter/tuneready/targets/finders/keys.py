"""Keys that a record or its messages have, lack, or have one of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    MESSAGES,
    Path,
    at,
    either,
    messages_at,
    pointer_to,
    shared,
    shared_beyond_plain,
)
from tuneready.words import shown

_PLAIN = re.compile(r"[A-Za-z_][\w-]{0,39}", re.ASCII)
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "a string": str,
    "true or false": bool,
    "an array": list,
    "an object": dict,
}


def place_of(path: Sequence[str | int], key: str) -> str:
    """Pointer to a key as a message names it: one that is no plain name may be personal data."""
    return pointer_to(path, key if _PLAIN.fullmatch(key) else "…")


def _beyond(value: Mapping[str, Any], path: Sequence[str | int], allowed: Sequence[str]) -> Iterator[Fault]:
    for key in value:
        if key not in allowed:
            pointer = pointer_to(path, key.replace("~", "~0").replace("/", "~1"))
            yield Fault(pointer, f"{place_of(path, key)} is not a key that is read there")


@shared
def only_keys(*allowed: str, path: Path = ()) -> Find:
    """The object under these keys has no others than those."""

    def find(record: Record) -> Iterator[Fault]:
        value = at(record, path)
        if isinstance(value, dict) and not value.keys() <= set(allowed):
            yield from _beyond(value, path, allowed)

    return find


@shared_beyond_plain
def only_message_keys(*allowed: str, path: Path = MESSAGES) -> Find:
    """No message has other keys than those."""
    known = set(allowed)

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if not message.keys() <= known:
                yield from _beyond(message, (*path, index), allowed)

    return find


@shared_beyond_plain
def message_has(
    key: str, *, roles: Sequence[str] = (), unless: Sequence[str] = (), path: Path = MESSAGES
) -> Find:
    """Every message (of these roles) has this key, unless it has one of the others."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if roles and message.get("role") not in roles:
                continue
            if key not in message and not any(other in message for other in unless):
                yield Fault(pointer_to(path, index), f"{pointer_to(path, index, key)} is missing")

    return find


@shared_beyond_plain
def message_without(key: str, path: Path = MESSAGES) -> Find:
    """No message has this key."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if message.get(key) is not None:
                place = pointer_to(path, index, key)
                yield Fault(place, f"{place} is not read there")

    return find


@shared
def without_keys(*keys: str) -> Find:
    """The record has none of these keys."""

    def find(record: Record) -> Iterator[Fault]:
        for key in keys:
            if record.get(key) is not None:
                yield Fault(f"/{key}", f"/{key} is not read there")

    return find


@shared
def has_key(*keys: str) -> Find:
    """The record has one of these keys."""

    def find(record: Record) -> Iterator[Fault]:
        if not any(key in record for key in keys):
            yield Fault(
                "", f"/{keys[0]} is missing" if len(keys) == 1 else f"record has none of {', '.join(keys)}"
            )

    return find


@shared
def one_key_of(*keys: str) -> Find:
    """The record has at most one of these keys, be it null."""

    def find(record: Record) -> Iterator[Fault]:
        there = [key for key in keys if key in record]
        if len(there) > 1:
            yield Fault("", f"record has {' and '.join(there)}: expected one of them")

    return find


@shared
def is_type(kind: str, *path: str) -> Find:
    """The value under these keys, where there is one, is of this type."""

    def find(record: Record) -> Iterator[Fault]:
        value = at(record, path)
        if value is not None and not isinstance(value, _TYPES[kind]):
            yield Fault(pointer_to(path), f"{pointer_to(path)} is {shown(value)}: expected {kind}")

    return find


@shared
def is_one_of(words: Sequence[str], *path: str) -> Find:
    """The value under these keys, where there is one, is one of these words."""

    def find(record: Record) -> Iterator[Fault]:
        value = at(record, path)
        if value is not None and value not in words:
            yield Fault(pointer_to(path), f"{pointer_to(path)} is {shown(value)}: expected {either(words)}")

    return find
