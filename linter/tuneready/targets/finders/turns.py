"""Order and roles of messages: who speaks first and last, who may speak at all, who follows whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.words import shown

Path = tuple[str, ...]
MESSAGES: Path = ("messages",)


def messages_at(record: Record, path: Path) -> Sequence[Mapping[str, Any]]:
    """The list of messages under these keys; empty where there is none."""
    value: Any = record
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, list) else ()


def pointer_to(path: Path, *steps: str | int) -> str:
    """JSON pointer of a place below these keys."""
    return "".join(f"/{step}" for step in (*path, *steps))


def roles_within(*allowed: str, path: Path = MESSAGES) -> Find:
    """Every message has one of these roles."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in enumerate(messages_at(record, path)):
            role = message.get("role")
            if role not in allowed:
                at = pointer_to(path, index, "role")
                yield Fault(at, f"{at} is {shown(role)}: expected one of {', '.join(allowed)}")

    return find


def has_role(role: str, path: Path = MESSAGES) -> Find:
    """At least one message has this role."""

    def find(record: Record) -> Iterator[Fault]:
        if all(message.get("role") != role for message in messages_at(record, path)):
            yield Fault(pointer_to(path), f"no message of role {role}: expected at least one")

    return find


def starts_with(*roles: str, after: Sequence[str] = (), path: Path = MESSAGES) -> Find:
    """The first message whose role is not one of `after` has one of these roles."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in enumerate(messages_at(record, path)):
            role = message.get("role")
            if role in after:
                continue
            if role not in roles:
                at = pointer_to(path, index, "role")
                yield Fault(at, f"{at} is {shown(role)}: the first message must be of role {_or(roles)}")
            return

    return find


def ends_with(*roles: str, path: Path = MESSAGES) -> Find:
    """The last message has one of these roles."""

    def find(record: Record) -> Iterator[Fault]:
        messages = messages_at(record, path)
        if messages and messages[-1].get("role") not in roles:
            at = pointer_to(path, len(messages) - 1, "role")
            role = shown(messages[-1].get("role"))
            yield Fault(at, f"{at} is {role}: the last message must be of role {_or(roles)}")

    return find


def follows(after: Mapping[str, Sequence[str]], path: Path = MESSAGES) -> Find:
    """Each message's role is one that `after` lists for the role before it; other roles are not judged."""

    def find(record: Record) -> Iterator[Fault]:
        messages = messages_at(record, path)
        for index, (before, message) in enumerate(pairwise(messages), start=1):
            allowed = after.get(str(before.get("role")))
            role = message.get("role")
            if allowed is not None and role not in allowed:
                at = pointer_to(path, index, "role")
                yield Fault(
                    at, f"{at} is {shown(role)} after {shown(before.get('role'))}: expected {_or(allowed)}"
                )

    return find


def system_first(path: Path = MESSAGES, *, roles: Sequence[str] = ("system",)) -> Find:
    """A system message stands only at the start, and only once."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in enumerate(messages_at(record, path)):
            if index and message.get("role") in roles:
                at = pointer_to(path, index, "role")
                yield Fault(at, f"{at} is {shown(message.get('role'))}: it may stand only at the start")

    return find


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
