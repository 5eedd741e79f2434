"""A text under search, with the words that say what the numbers after them are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from tuneready_checks._scan.context import KINDS, LEFT_OF, RIGHT_OF
from tuneready_checks._scan.pattern import compiled_pattern

REACH = 48
"""Bytes within which a word governs what follows it."""


class Text:
    """UTF-8 bytes of one text."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def matches(self, pattern: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Spans of an RE2 pattern, from left to right, in linear time."""
        for found in compiled_pattern(pattern).finditer(self.data, start, end):
            yield found.span()

    def has(self, pattern: bytes) -> bool:
        """Whether an RE2 pattern matches anywhere."""
        return compiled_pattern(pattern).search(self.data) is not None

    def before(self, position: int, count: int = 1) -> bytes:
        """Up to `count` bytes before this position."""
        return self.data[max(0, position - count) : position]

    def after(self, position: int, count: int = 1) -> bytes:
        """Up to `count` bytes from this position."""
        return self.data[position : position + count]

    @cached_property
    def _words(self) -> tuple[list[int], list[str]]:
        """Ends and kinds of all context words, from left to right."""
        ends: list[int] = []
        kinds: list[str] = []
        for start, end in self.matches(LEFT_OF):
            ends.append(end)
            kinds.append(KINDS[self.data[start:end].lower().rstrip(b"s")])
        return ends, kinds

    def kind_before(self, position: int) -> str:
        """What the nearest word before this position says the number is; empty where none is near."""
        ends, kinds = self._words
        index = bisect_right(ends, position) - 1
        if index < 0 or position - ends[index] > REACH:
            return ""
        return kinds[index]

    def governed(self, kind: str) -> Iterator[tuple[int, int]]:
        """Stretches that a word of this kind governs: up to the next word, REACH bytes at the most."""
        ends, kinds = self._words
        for index, end in enumerate(ends):
            if kinds[index] == kind:
                following = ends[index + 1] if index + 1 < len(ends) else len(self.data)
                yield end, min(following, end + REACH, len(self.data))

    def labelled_phone(self, position: int) -> bool:
        """Whether a label such as "(fax)" or "-Office" follows."""
        return compiled_pattern(RIGHT_OF).match(self.data, position) is not None
