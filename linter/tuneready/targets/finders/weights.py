"""Weights of messages: how they are written, where they stand, and whether any of them counts."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    MESSAGES,
    Path,
    either,
    messages_at,
    pointer_to,
    said_role,
    shared_beyond_plain,
)
from tuneready.words import shown


@shared_beyond_plain
def weight_is_integer(path: Path = MESSAGES, *, booleans: bool = False) -> Find:
    """A weight is 0 or 1, written as a whole number."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            weight = message.get("weight")
            if weight is not None and weight in (0, 1) and type(weight) is not int:
                if booleans and isinstance(weight, bool):
                    continue
                place = pointer_to(path, index, "weight")
                spelt = shown(weight) if isinstance(weight, bool) else f"{float(weight)}"
                yield Fault(place, f"{place} is {spelt}: expected {int(weight)}, a whole number")

    return find


@shared_beyond_plain
def weight_is_known(*roles: str, null: bool = False, path: Path = MESSAGES) -> Find:
    """A weight (of these roles, where any is named) is 0 or 1, however it is written; null where it may be."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            weight = message.get("weight", 1)
            if (roles and said_role(message) not in roles) or (null and weight is None):
                continue
            if weight not in (0, 1):
                place = pointer_to(path, index, "weight")
                yield Fault(place, f"{place} is {shown(weight)}: expected 0 or 1")

    return find


@shared_beyond_plain
def weight_only_on(*roles: str, path: Path = MESSAGES) -> Find:
    """Only messages of these roles have a weight."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if message.get("weight") is not None and said_role(message) not in roles:
                place = pointer_to(path, index, "weight")
                yield Fault(
                    place, f"{place} stands on {shown(message.get('role'))}: expected on {either(roles)}"
                )

    return find


@shared_beyond_plain
def some_weight(path: Path = MESSAGES) -> Find:
    """Not every assistant message has weight 0."""

    def find(record: Record) -> Iterator[Fault]:
        weights = [m.get("weight", 1) for _, m in messages_at(record, path) if said_role(m) == "assistant"]
        if weights and all(weight == 0 for weight in weights):
            yield Fault(pointer_to(path), "every assistant message has weight 0")

    return find
