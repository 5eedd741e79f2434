"""A text under search, with the words that say what the numbers after them are."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan.context import KINDS, LEFT_OF, RIGHT_OF, words_of
from tuneready_checks._scan.pattern import compiled_pattern

REACH = 48
"""Bytes within which a word governs what follows it."""
_LONGEST_WORD = 24


class Text:
    """UTF-8 bytes of one text."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def matches(self, pattern: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Spans of an RE2 pattern, from left to right, in linear time."""
        for found in compiled_pattern(pattern).finditer(self.data, start, end):
            yield found.span()

    def before(self, position: int, count: int = 1) -> bytes:
        """Up to `count` bytes before this position."""
        return self.data[max(0, position - count) : position]

    def after(self, position: int, count: int = 1) -> bytes:
        """Up to `count` bytes from this position."""
        return self.data[position : position + count]

    def kind_before(self, position: int) -> str:
        """What the nearest word before this position says the number is; empty where none is near."""
        found = ""
        for start, end in self.matches(LEFT_OF, max(0, position - REACH - _LONGEST_WORD), position):
            if position - end <= REACH:
                found = KINDS[self.data[start:end].lower().rstrip(b"s")]
        return found

    def governed(self, kind: str) -> Iterator[tuple[int, int]]:
        """Stretches after each word of this kind: up to its next word, REACH bytes at the most."""
        last = -1
        for start, end in self.matches(words_of(kind)):
            if last >= 0:
                yield last, min(start, last + REACH)
            last = end
        if last >= 0:
            yield last, min(len(self.data), last + REACH)

    def labelled(self, position: int) -> bool:
        """Whether a label such as "(fax)" or "-Office" follows."""
        return compiled_pattern(RIGHT_OF).match(self.data, position) is not None

    def labels(self) -> Iterator[int]:
        """Where such labels begin."""
        return (start for start, _ in self.matches(RIGHT_OF))
