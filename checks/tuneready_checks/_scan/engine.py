"""Which texts may hold what: the interface of the pattern engines, and how they are fed.

A trigger is a byte pattern in the syntax that RE2 and Hyperscan share: no look-around, no Unicode classes.
It must fire wherever the exact pattern behind it would match. It must not match across the two NUL bytes
that part joined texts, except with its last byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

BETWEEN = b"\0\0"
BATCH_BYTES = 1 << 20

Candidates = set[tuple[int, int]]
"""Pairs (index of the text, index of a trigger that fires in it)."""


class Engine(Protocol):
    """A compiled set of triggers."""

    def candidates(self, texts: Sequence[bytes]) -> Candidates:
        """Which trigger fires in which text."""


def batches(texts: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Runs of texts of about BATCH_BYTES together, each with the index of its first text."""
    start = size = 0
    for index, text in enumerate(texts):
        size += len(text)
        if size >= BATCH_BYTES:
            yield start, texts[start : index + 1]
            start, size = index + 1, 0
    if start < len(texts):
        yield start, texts[start:]
