"""What the exact patterns find: the only place where a raw value lives, and only inside a scan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple

from tuneready_checks._scan.text import Text


class Level(IntEnum):
    """How sure it is. PLACEHOLDER: a value that stands for one (example.com). LOW: likely harmless."""

    PLACEHOLDER = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Hit(NamedTuple):
    """A value found: `start` and `end` are bytes of the text.

    `mask` is what may be shown; `value` is normalised, so that spellings of one value are equal, and
    `domain` is the host it belongs to, if any. Neither ever leaves the scan: only a keyed hash does.
    `judged`: its validity was looked into; not so where a text holds more candidates than are looked at.
    """

    entity: str
    level: Level
    start: int
    end: int
    mask: str
    value: str
    domain: str = ""
    judged: bool = True


class Family(NamedTuple):
    """One way to look for one entity.

    `title` and `titles` are how messages name one and several. `triggers` are cheap, and fire in whatever
    text `find` may find something in; `shape` says more, and decides whether `find` is called at all.
    """

    entity: str
    title: str
    titles: str
    triggers: tuple[bytes, ...]
    shape: bytes
    find: Callable[[Text], Iterator[Hit]]
