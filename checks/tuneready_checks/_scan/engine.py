r"""Which texts may hold what.

A trigger is a byte pattern in the syntax that RE2 and Hyperscan share: no look-around, no Unicode classes,
no \\s. It must fire wherever the exact pattern behind it matches, on two bytes or more. It must not match
across the two NUL bytes that part joined texts, except with its last byte.

A backend tells in which texts of a batch any trigger fires; only these are asked which shapes they hold.
Few texts hold anything, and a text that holds a thousand numbers costs one call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol

from tuneready_checks._scan.pattern import pattern_options

BETWEEN = b"\0\0"
BATCH_BYTES = 1 << 20

Candidates = list[tuple[int, tuple[int, ...]]]
"""For each text that holds a shape its index, and the indexes of the shapes, both rising."""


class Backend(Protocol):
    """Finds texts in which any trigger fires."""

    def touched(self, joined: bytes, starts: Sequence[int]) -> Iterable[int]:
        """Indexes of these texts, rising; `starts` are where the texts begin in `joined`, and its end."""


class Engine:
    """A backend for all triggers, and the set of shapes behind them."""

    def __init__(self, shapes: Sequence[bytes], backend: Backend) -> None:
        import re2

        self.backend = backend
        self._each = re2.Set.SearchSet(pattern_options())
        for shape in shapes:
            self._each.Add(shape)
        self._each.Compile()

    def candidates(self, texts: Sequence[bytes]) -> Candidates:
        """Which shapes stand in which texts."""
        asked = (
            (first + index, self._each.Match(batch[index]))
            for first, batch in _batches(texts)
            for index in _touched(self.backend, batch)
        )
        return [(index, tuple(sorted(shapes))) for index, shapes in asked if shapes]


def _batches(texts: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Runs of texts of about BATCH_BYTES together, each with the index of its first text."""
    start = size = 0
    for index, text in enumerate(texts):
        size += len(text)
        if size >= BATCH_BYTES:
            yield start, texts[start : index + 1]
            start, size = index + 1, 0
    if start < len(texts):
        yield start, texts[start:]


def _touched(backend: Backend, batch: Sequence[bytes]) -> Iterable[int]:
    """Indexes of the texts in which any trigger fires."""
    starts = [0, *accumulate(len(text) + len(BETWEEN) for text in batch)]
    return backend.touched(BETWEEN.join((*batch, b"")), starts)
