"""Order and roles of messages: who speaks first and last, who may speak at all, who follows whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    MESSAGES,
    ROLE,
    Path,
    Said,
    at,
    either,
    listed,
    messages_at,
    pointer_to,
    said_role,
    shared,
    things,
)
from tuneready.words import plural, shown


@shared
def roles_within(*allowed: str, path: Path = MESSAGES, key: str = ROLE) -> Find:
    """Every message has one of these roles."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if said_role(message, key) not in allowed and (key in message or key == ROLE):
                place = pointer_to(path, index, key)
                yield Fault(place, f"{place} is {shown(message.get(key))}: expected {either(allowed)}")

    return find


@shared
def has_role(*roles: str, path: Path = MESSAGES, key: str = ROLE) -> Find:
    """At least one message has one of these roles."""

    def find(record: Record) -> Iterator[Fault]:
        messages = messages_at(record, path)
        if messages and all(said_role(message, key) not in roles for _, message in messages):
            yield Fault(pointer_to(path), f"no message of role {either(roles)}: expected at least one")

    return find


@shared
def starts_with(*roles: str, after: Sequence[str] = (), path: Path = MESSAGES, key: str = ROLE) -> Find:
    """The first message whose role is not one of `after` has one of these roles."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            role = said_role(message, key)
            if role in after:
                continue
            if role not in roles:
                place = pointer_to(path, index, key)
                fact = f"{place} is {shown(message.get(key))}"
                yield Fault(place, f"{fact}: the first message must be of role {either(roles)}")
            return

    return find


def _without(messages: list[tuple[int, Said]], roles: Sequence[str]) -> list[tuple[int, Said]]:
    return [each for each in messages if said_role(each[1]) not in roles] if roles else messages


@shared
def ends_with(*roles: str, path: Path = MESSAGES, key: str = ROLE, apart: Sequence[str] = ()) -> Find:
    """The last message has one of these roles; those of the roles `apart` do not count."""

    def find(record: Record) -> Iterator[Fault]:
        messages = _without(messages_at(record, path), apart)
        if messages and said_role(messages[-1][1], key) not in roles:
            index, message = messages[-1]
            place = pointer_to(path, index, key)
            fact = f"{place} is {shown(message.get(key))}"
            yield Fault(place, f"{fact}: the last message must be of role {either(roles)}")

    return find


@shared
def follows(path: Path = MESSAGES, key: str = ROLE, **after: Sequence[str]) -> Find:
    """Each message's role is one that `after` lists for the role before it; other roles are not judged."""

    def find(record: Record) -> Iterator[Fault]:
        for (_, before), (index, message) in pairwise(messages_at(record, path)):
            allowed = after.get(said_role(before, key))
            if allowed is not None and said_role(message, key) not in allowed:
                place = pointer_to(path, index, key)
                fact = f"{place} is {shown(message.get(key))} after {shown(before.get(key))}"
                yield Fault(place, f"{fact}: expected {either(allowed)}")

    return find


@shared
def never_after(
    path: Path = MESSAGES, key: str = ROLE, apart: Sequence[str] = (), **before: Sequence[str]
) -> Find:
    """No message's role is one that `before` lists for the role before it; those `apart` do not count."""

    def find(record: Record) -> Iterator[Fault]:
        for (_, earlier), (index, message) in pairwise(_without(messages_at(record, path), apart)):
            if said_role(message, key) in before.get(said_role(earlier, key), ()):
                place = pointer_to(path, index, key)
                yield Fault(place, f"{place} is {shown(message.get(key))} after {shown(earlier.get(key))}")

    return find


@shared
def system_first(*roles: str, path: Path = MESSAGES, key: str = ROLE) -> Find:
    """A system message stands only at the start, and only once."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if index and said_role(message, key) in (roles or ("system",)):
                place = pointer_to(path, index, key)
                yield Fault(place, f"{place} is {shown(message.get(key))}: it may stand only at the start")

    return find


@shared
def system_once(path: Path = MESSAGES) -> Find:
    """At most one system message, and none beside a system prompt of the record."""

    def find(record: Record) -> Iterator[Fault]:
        found = [index for index, message in messages_at(record, path) if said_role(message) == "system"]
        first = 0 if record.get("system_prompt") else 1
        for index in found[first:]:
            place = pointer_to(path, index)
            yield Fault(place, f"{place} is a second system message: expected one at most")

    return find


@shared
def odd_and_even(
    odd: Sequence[str],
    even: Sequence[str],
    *,
    system: str,
    path: Path,
    key: str,
    whole: bool = True,
    joined: str = "",
) -> Find:
    """After a system message at the start, roles of `odd` and `even` take turns; in pairs where `whole`.

    Messages of the role `joined` that follow each other count as one, and as none at the end.
    """

    def find(record: Record) -> Iterator[Fault]:
        messages = messages_at(record, path)
        start = 1 if messages and said_role(messages[0][1], key) == system else 0
        counted = _joined(messages[start:], joined, key) if joined else messages[start:]
        for count, (index, message) in enumerate(counted):
            allowed = even if count % 2 else odd
            if said_role(message, key) not in allowed:
                place = pointer_to(path, index, key)
                yield Fault(place, f"{place} is {shown(message.get(key))}: expected {either(allowed)}")
                return
        if messages and len(counted) % 2 == whole:
            ends = either(even if whole else odd)
            yield Fault(pointer_to(path), f"{pointer_to(path)} must end with {ends}")

    return find


def _joined(messages: list[tuple[int, Said]], role: str, key: str) -> list[tuple[int, Said]]:
    return [
        each
        for each, later in zip_longest(messages, messages[1:])
        if said_role(each[1], key) != role or (later and said_role(later[1], key) != role)
    ]


@shared
def at_least(count: int, path: Path = MESSAGES, apart: Sequence[str] = ()) -> Find:
    """An array has at least this many items; messages of the roles `apart` do not count."""

    def find(record: Record) -> Iterator[Fault]:
        value = at(record, path)
        if isinstance(value, list):
            found = len(value) - sum(said_role(each) in apart for _, each in things(value) if apart)
            if found < count:
                place, beside = pointer_to(path), f" beside {either(apart)}" if found < len(value) else ""
                yield Fault(place, f"{place} has {plural(found, 'item')}{beside}: expected at least {count}")

    return find


@shared
def at_most(count: int, path: Path = MESSAGES) -> Find:
    """An array has at most this many items."""

    def find(record: Record) -> Iterator[Fault]:
        found = len(listed(at(record, path)))
        if found > count:
            place = pointer_to(path)
            yield Fault(place, f"{place} has {plural(found, 'item')}: expected at most {count}")

    return find
