"""The words of prompts as 32-bit hashes, and a sparse table of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

MOST_WORDS = 128
"""Different words of one prompt that are looked at."""
_END = 2000
"""Characters at either end of a long prompt that are looked at."""
_CELLS = 1 << 24

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_]+|\d+")

Hashes = npt.NDArray[np.uint32]
Index = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float32]


def hashed(text: str, known: dict[str, int]) -> list[int]:
    """Hashes of the different words of a text, in order of their value; `known` is filled in on the way."""
    if len(text) > 2 * _END:
        text = f"{text[:_END]}\n{text[-_END:]}"
    found = set()
    for word in _WORD.findall(text.lower()):
        value = known.get(word)
        if value is None:
            value = known[word] = crc32(word.encode("utf-8", "surrogatepass"))
        found.add(value)
    return sorted(found)[:MOST_WORDS]


@dataclass(frozen=True, eq=False)
class Table:
    """Which word stands in which prompt: entry by entry, prompts in order. Words seen once are left out."""

    prompt: Index
    word: Index
    prompts: int
    words: int

    @classmethod
    def of(cls, sizes: Sequence[int] | Index, hashes: Hashes, classes: int) -> Table:
        """From the hashes of all prompts, `sizes` a prompt; with as many words as classes leave room for."""
        _, word, seen = np.unique(hashes, return_inverse=True, return_counts=True)
        kept = seen >= 2  # noqa: PLR2004 — a word that is seen once says nothing of others
        most = max(1, _CELLS // max(1, classes))
        if np.count_nonzero(kept) > most:
            kept &= seen >= np.partition(seen, len(seen) - most)[len(seen) - most]
            kept &= np.cumsum(kept) <= most
        number = np.cumsum(kept) - 1
        here = kept[word.ravel()]
        prompt = np.repeat(np.arange(len(sizes)), sizes)
        return cls(prompt[here], number[word.ravel()[here]], len(sizes), int(np.count_nonzero(kept)))

    def counts(self, home: Index, classes: int, weight: Reals | None = None) -> Reals:
        """How often each word stands in the prompts of each class: words down, classes across."""
        cell = self.word * classes + home[self.prompt]
        summed = np.bincount(cell, weight, minlength=self.words * classes)
        return summed.reshape(self.words, classes).astype(np.float32)

    def products(self, by_word: Reals, weight: Reals | None = None) -> Reals:
        """For each prompt the sum of its words' rows; a slice of prompts at a time, to bound memory."""
        summed = np.zeros((self.prompts, by_word.shape[1]), np.float32)
        step = max(1, (1 << 22) // by_word.shape[1])
        starts = np.flatnonzero(np.diff(self.prompt, prepend=-1))
        for begin, end in _slices(np.append(starts, len(self.prompt)), step):
            rows = by_word[self.word[begin:end]]
            if weight is not None:
                rows *= weight[begin:end, None]
            prompt = self.prompt[begin:end]
            first = np.flatnonzero(np.diff(prompt, prepend=-1))
            summed[prompt[first]] = np.add.reduceat(rows, first, axis=0)
        return summed

    def sums(self, weight: npt.NDArray[np.float32] | None = None) -> npt.NDArray[np.float64]:
        """For each prompt the sum of its entries, or how many it has."""
        return np.bincount(self.prompt, weight, minlength=self.prompts).astype(np.float64)


def _slices(edges: Index, step: int) -> Iterable[tuple[int, int]]:
    """Spans of whole prompts, each of about `step` entries; `edges` are where prompts begin, and the end."""
    at = 0
    while at < len(edges) - 1:
        until = int(np.searchsorted(edges, edges[at] + step, "right")) - 1
        until = min(max(until, at + 1), len(edges) - 1)
        yield int(edges[at]), int(edges[until])
        at = until
