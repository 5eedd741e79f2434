r"""Which texts may hold what.

A trigger is a byte pattern in the syntax that RE2 and Hyperscan share: no look-around, no Unicode classes,
no \s. It must fire wherever the exact pattern behind it matches. It must not match NUL, which parts joined
texts.

A backend tells in which texts of a batch any trigger fires; only these are asked which shapes they hold.
Few texts hold anything, and a text that holds a thousand numbers costs one call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol

from tuneready_checks._scan.pattern import pattern_options

BETWEEN = "\0"
BATCH_SIZE = 1 << 20

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

    def candidates(self, texts: Sequence[str]) -> Candidates:
        """Which shapes stand in which texts."""
        asked = (
            (first + index, self._each.Match(encoded(batch[index])))
            for first, batch in _batches(texts)
            for index in _touched(self.backend, batch)
        )
        return [(index, tuple(sorted(shapes))) for index, shapes in asked if shapes]


def encoded(text: str) -> bytes:
    """UTF-8 of a text, whatever a record holds."""
    return text.encode("utf-8", "surrogatepass")


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Runs of texts of about BATCH_SIZE characters together, each with the index of its first text."""
    start, room = 0, BATCH_SIZE
    for index, end in enumerate(accumulate(map(len, texts)), 1):
        if end >= room:
            yield start, texts[start:index]
            start, room = index, end + BATCH_SIZE
    if start < len(texts):
        yield start, texts[start:] if start else texts


def _touched(backend: Backend, batch: Sequence[str]) -> Iterable[int]:
    """Indexes of the texts in which any trigger fires.

    Texts are joined before they are encoded; a byte is a character in most batches, else each is measured.
    """
    import numpy as np

    text = BETWEEN.join((*batch, ""))
    joined = encoded(text)
    sizes: Iterable[int] = map(len, batch if len(joined) == len(text) else map(encoded, batch))
    starts = np.arange(len(batch) + 1)
    starts[1:] += np.cumsum(np.fromiter(sizes, np.int64, len(batch)))
    return backend.touched(joined, starts.tolist())
