"""Texts in tokens, and which of a dataset's are in the sample from which boilerplate is learnt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import LINE_MASK
from tuneready_checks._near.blobs import Keys, packed, unpacked
from tuneready_checks._near.tokens import Flags, Hashes, Places, Tokens, kept

Ids = npt.NDArray[np.int64]

SAMPLE = 2048
"""Distinct examples, about, from which boilerplate is learnt; smaller datasets are taken whole."""

_TEXT_KINDS = (np.int64, np.uint64, np.int64, np.uint32, np.uint16, np.uint8)
_ALL = 2.0**64


def token_facts(ids: Ids, keys: Keys, tokens: Tokens) -> npt.NDArray[np.uint8]:
    """Texts in tokens, as bytes; `Texts.of` reads them."""
    sizes = tokens.ends - tokens.starts
    steps = sizes.copy()
    goes_on = np.flatnonzero(tokens.text[1:] == tokens.text[:-1])
    steps[goes_on] = tokens.starts[goes_on + 1] - tokens.starts[goes_on]
    return packed(
        ids,
        keys,
        tokens.counts(),
        tokens.hashes,
        np.minimum(steps, 65_535).astype(np.uint16),
        sizes.astype(np.uint8),
    )


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts in tokens, in the order of their ids: of each how many tokens, and of each token its hash.

    `steps`: bytes from the token's begin to the next one's. `sizes`: bytes of the token itself.
    """

    ids: Ids
    keys: Keys
    counts: Places
    hashes: Hashes
    steps: npt.NDArray[np.uint16]
    sizes: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, facts: npt.NDArray[Any], lines: int = 0) -> Texts:
        """What `token_facts` wrote, from a chain of its blobs; of so many lines, as many as are needed."""
        blobs = [
            each.chosen((each.ids & LINE_MASK <= SAMPLE) | drawn(each.keys, lines))
            for each in (cls(*columns) for columns in unpacked(facts, *_TEXT_KINDS))
        ]
        columns = zip(*(each.columns for each in blobs), strict=True)
        return cls(*(np.concatenate(column) for column in columns)).in_order()

    @property
    def columns(self) -> tuple[Any, ...]:
        """All arrays."""
        return self.ids, self.keys, self.counts, self.hashes, self.steps, self.sizes

    def in_order(self) -> Texts:
        """The same in the order of ids."""
        if (self.ids[1:] > self.ids[:-1]).all():
            return self
        order = np.argsort(self.ids, kind="stable")
        counts = self.counts[order]
        first = np.cumsum(self.counts) - self.counts
        places = np.repeat(first[order] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        tokens = (column[places] for column in (self.hashes, self.steps, self.sizes))
        return Texts(self.ids[order], self.keys[order], counts, *tokens)

    def chosen(self, wanted: Flags) -> Texts:
        """Only the texts that are wanted."""
        keep = np.repeat(wanted, self.counts)
        return Texts(
            self.ids[wanted],
            self.keys[wanted],
            self.counts[wanted],
            self.hashes[keep],
            self.steps[keep],
            self.sizes[keep],
        )

    def tokens(self) -> Tokens:
        """As tokens; of where they stand, only how long they are is true."""
        text = np.repeat(np.arange(len(self.counts)), self.counts)
        ends = np.cumsum(self.steps, dtype=np.int64)
        starts = ends - self.steps
        bounds = np.zeros(len(self.counts) + 1, np.int64)
        return Tokens(self.hashes, starts, starts + self.sizes, text, np.zeros(0, np.uint8), bounds)


def renumbered(tokens: Tokens, chosen: Flags) -> Tokens:
    """The tokens of the chosen texts, which are numbered anew."""
    number = np.cumsum(chosen) - 1
    keep = chosen[tokens.text]
    some = kept(tokens, keep)
    bounds = np.append(tokens.bounds[:-1][chosen], tokens.bounds[1:][chosen][-1:])
    return some._replace(text=number[some.text], bounds=bounds)


def sample(texts: Texts, everyone: Ids, lines: int) -> Texts:
    """One of each group of copies among the texts, thinned out to what a set of so many lines needs.

    `everyone`: ids of distinct examples, sorted. Who is in the sample hangs on `lines` and on content,
    and on nothing else.
    """
    candidates = np.flatnonzero(drawn(texts.keys, lines) & np.isin(texts.ids, everyone))
    once = np.zeros(len(texts.ids), np.bool_)
    once[candidates[np.unique(texts.keys[candidates], return_index=True)[1]]] = True
    return texts.chosen(once)


def drawn(keys: Keys, lines: int | Places) -> Flags:
    """Which examples are in the sample of a set of so many lines: by content, SAMPLE of them or so."""
    flags: Flags = _spread(keys) < np.minimum(1.0, SAMPLE / np.maximum(lines, 1)) * _ALL
    return flags


def _spread(keys: Keys) -> npt.NDArray[np.float64]:
    """The keys as numbers that are even over the range of 64 bits, whatever else they are used for."""
    mixed = (keys ^ (keys >> np.uint64(31))) * np.uint64(0x7FB5D329728EA185)
    return (mixed ^ (mixed >> np.uint64(27))).astype(np.float64)
