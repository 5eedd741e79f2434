"""Pairs of a preferred and a rejected answer."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import listed, messages_at, said_role, shared
from tuneready.words import plural, shown

OUTPUTS = ("preferred_output", "non_preferred_output")


@shared
def one_message_each(*roles: str) -> Find:
    """Each output is one message, of one of these roles."""

    def find(record: Record) -> Iterator[Fault]:
        for key in OUTPUTS:
            found = len(listed(record.get(key)))
            if found > 1:
                yield Fault(f"/{key}", f"/{key} has {plural(found, 'message')}: expected one")
            for index, message in messages_at(record, (key,)):
                if said_role(message) not in roles:
                    place = f"/{key}/{index}/role"
                    yield Fault(place, f"{place} is {shown(message.get('role'))}: expected {roles[0]}")

    return find


@shared
def sides_differ(one: str, other: str) -> Find:
    """What stands under the two keys is not the same."""

    def find(record: Record) -> Iterator[Fault]:
        if one in record and other in record and record[one] == record[other]:
            yield Fault(f"/{other}", f"/{other} is the same as /{one}: nothing tells which is better")

    return find
