"""The first look at a dataset: who is there, who is a copy of whom, and what is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import LINE_MASK, Block, Facts
from tuneready_checks._near.blobs import Keys, packed, unpacked
from tuneready_checks._near.boilerplate import NOTHING_SHARED, Boilerplate
from tuneready_checks._near.texts import Compare, sides
from tuneready_checks._near.tokens import Hashes, Places, Tokens, tokenise
from tuneready_checks._near.varying import SKETCH, sketched

Ids = npt.NDArray[np.int64]

SAMPLE = 2048
"""Distinct examples, about, from which boilerplate is learnt; smaller datasets are taken whole."""

_ALL = 2.0**64
_PLAIN, _LONG, _NEARLY_ALL = 0.75, 16, 0.95


@dataclass(frozen=True)
class Census:
    """Ids of all examples and their keys (equal for copies), a sample as tokens, sketches of whole texts."""

    ids: Ids
    keys: Keys
    sampled: Ids
    sizes: Places
    tokens: Hashes
    sketches: npt.NDArray[Any]

    def distinct(self, split: Places) -> tuple[Ids, Keys]:
        """The first of each group of copies in a split, in reading order, and their keys."""
        order = np.lexsort((self.ids, split, self.keys))
        keys, split = self.keys[order], split[order]
        changes = (keys[1:] != keys[:-1]) | (split[1:] != split[:-1])
        first = order[np.append(np.ones(min(1, len(keys)), np.bool_), changes)]
        first = first[np.argsort(self.ids[first])]
        return self.ids[first], self.keys[first]

    def sample(self, lines: int) -> Tokens:
        """One of each group of copies in the sample, in tokens.

        `lines`: the highest number of a line, or more; who is in the sample hangs on nothing else than
        that and content.
        """
        chance = min(1.0, SAMPLE / max(lines, 1)) * _ALL
        order = np.argsort(self.ids)
        keys = self.keys[order][np.searchsorted(self.ids[order], self.sampled)]
        first = np.zeros(len(keys), np.bool_)
        first[np.unique(keys, return_index=True)[1]] = True
        return _chosen(self, first & (_spread(keys) < chance))


def is_plain(sample: Tokens, shared: Boilerplate) -> bool:
    """Whether sketches of whole texts will do: nearly all texts are long, and vary nearly throughout."""
    sizes = sample.counts()
    varying = np.bincount(sample.text[shared.varies(sample)], minlength=len(sizes))
    ordinary = (varying >= _PLAIN * sizes) & (sizes >= _LONG)
    return bool(ordinary.mean() >= _NEARLY_ALL) if len(sizes) else True


def take(block: Block, keys: Keys, compare: Compare) -> Facts:
    """Facts for a census. `keys`: one an example, equal for copies. `compare`: what of it is compared.

    The sample is drawn by content, and so that it is fair however many lines follow: an example is
    taken with a chance of SAMPLE / its line, and `Census.sample` thins out what came first.
    """
    if not len(keys):
        return {}
    lines = np.maximum(block.ids & LINE_MASK, 1)
    chosen = np.flatnonzero(_spread(keys) < np.minimum(1.0, SAMPLE / lines) * _ALL)
    tokens = tokenise([sides(block.examples[index], compare).whole for index in chosen])
    sketches = sketched(block.examples, compare, NOTHING_SHARED)
    return {0: packed(block.ids, keys, block.ids[chosen], tokens.counts(), tokens.hashes, sketches)}


def census(facts: npt.NDArray[Any]) -> Census:
    """All that `take` gave, together."""
    blobs = unpacked(facts, np.int64, np.uint64, np.int64, np.int64, np.uint32, SKETCH)
    return Census(*(np.concatenate(column) for column in zip(*blobs, strict=True)))


def _spread(keys: Keys) -> npt.NDArray[np.float64]:
    """The keys as numbers that are even over the range of 64 bits, whatever else they are used for."""
    mixed = (keys ^ (keys >> np.uint64(31))) * np.uint64(0x7FB5D329728EA185)
    return (mixed ^ (mixed >> np.uint64(27))).astype(np.float64)


def _chosen(census: Census, wanted: npt.NDArray[np.bool_]) -> Tokens:
    """The tokens of the wanted samples; only hashes, texts and their number are real."""
    which = np.flatnonzero(wanted)
    text = np.repeat(np.arange(len(wanted)), census.sizes)
    keep = wanted[text]
    renumbered = np.repeat(np.arange(len(which)), census.sizes[which])
    none = np.zeros(0, np.int64)
    bounds = np.zeros(len(which) + 1, np.int64)
    return Tokens(census.tokens[keep], none, none, renumbered, none.astype(np.uint8), bounds)
