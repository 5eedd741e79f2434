"""What the examples of a dataset share, and what of each text varies.

A run of tokens is boilerplate when each four neighbouring tokens in it stand in many examples *and* the
run itself, from its first token to its last, does so too. An instruction template, a tool block, a
common first or last sentence pass that test; the pieces between the edits in a cluster of near-copies
do not, since they begin and end somewhere else in each copy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.tokens import Flags, Hashes, Places, Tokens, runs_of

WIDTH = 4
"""Tokens in the pieces that are counted."""

_FEWEST = 5
_HALF_UP_TO = 50
_RUN_SHARE = 4
_SLOTS = 1 << 16
_NONE: Hashes = np.zeros(0, np.uint32)


def many(examples: int) -> float:
    """In how many of so many examples a piece must stand to be shared: half in small sets, 1 % of 100,000.

    >>> [round(many(n)) for n in (20, 1_000, 10_000, 200_000)]
    [10, 112, 354, 1581]
    """
    root = math.sqrt(_HALF_UP_TO) / 2
    return max(_FEWEST, min(examples / 2, root * math.sqrt(examples)))


@dataclass(frozen=True)
class HashSet:
    """A set of 32-bit hashes that answers for whole arrays; most questions meet a small bitmap only."""

    members: Hashes = field(default_factory=lambda: _NONE)

    def __post_init__(self) -> None:
        bitmap = np.zeros(_SLOTS, np.bool_)
        bitmap[self.members & np.uint32(_SLOTS - 1)] = True
        object.__setattr__(self, "bitmap", bitmap)

    bitmap: npt.NDArray[np.bool_] = field(init=False, repr=False)

    def has(self, hashes: Hashes) -> Flags:
        """Which of these are members."""
        if not len(self.members):
            return np.zeros(len(hashes), np.bool_)
        found: Flags = self.bitmap[hashes & np.uint32(_SLOTS - 1)]
        likely = np.flatnonzero(found)
        place = np.searchsorted(self.members, hashes[likely])
        place[place == len(self.members)] = 0
        found[likely] = self.members[place] == hashes[likely]
        return found


@dataclass(frozen=True)
class Boilerplate:
    """What is shared: `pieces` of four tokens, whole `runs`; and `common` tokens and pairs of tokens.

    Pieces and runs are set aside. Common tokens and pairs are compared, but say nothing of who to
    compare with.
    """

    pieces: HashSet = field(default_factory=HashSet)
    runs: HashSet = field(default_factory=HashSet)
    common: HashSet = field(default_factory=HashSet)

    def varies(self, tokens: Tokens) -> Flags:
        """Which tokens vary from example to example."""
        covered = _covered(tokens, self.pieces)
        first, runs = _runs(tokens, covered)
        shared = np.append(self.runs.has(runs), False)  # noqa: FBT003 — the run before the first
        number = np.zeros(len(covered), np.int64)
        number[first] = 1
        kept: Flags = ~(covered & shared[np.cumsum(number) - 1])
        return kept


def learn(sample: Tokens, examples: int) -> Boilerplate:
    """What is shared, from a sample of distinct examples out of so many."""
    texts = len(sample.bounds) - 1
    least = max(_FEWEST, math.ceil(many(examples) * texts / max(examples, 1)))
    grams, places = runs_of(sample, WIDTH)
    pieces = HashSet(_frequent(grams, sample.text[places], least))
    covered = _covered(sample, pieces)
    first, runs = _runs(sample, covered)
    pairs, places = runs_of(sample, 2)
    return Boilerplate(
        pieces=pieces,
        runs=HashSet(_frequent(runs, sample.text[first], max(_FEWEST - 2, least // _RUN_SHARE))),
        common=HashSet(
            np.union1d(
                _frequent(sample.hashes, sample.text, least), _frequent(pairs, sample.text[places], least)
            )
        ),
    )


def _frequent(hashes: Hashes, text: Places, least: int) -> Hashes:
    """The hashes that stand in at least so many texts, sorted."""
    once = np.unique(text.astype(np.uint64) << np.uint64(32) | hashes)
    found, counts = np.unique(once.astype(np.uint32), return_counts=True)
    return found[counts >= least]


def _covered(tokens: Tokens, pieces: HashSet) -> Flags:
    """Which tokens lie in a shared piece."""
    covered = np.zeros(len(tokens.hashes), np.bool_)
    if len(pieces.members):
        grams, places = runs_of(tokens, WIDTH)
        shared = places[pieces.has(grams)]
        for offset in range(WIDTH):
            covered[shared + offset] = True
    return covered


def _runs(tokens: Tokens, covered: Flags) -> tuple[Places, Hashes]:
    """The first token of each run of covered ones within a text, and the run's hash."""
    begins = covered.copy()
    begins[1:] &= ~covered[:-1] | (tokens.text[1:] != tokens.text[:-1])
    first = np.flatnonzero(begins)
    if not len(first):
        return first, _NONE
    value = np.where(covered, tokens.hashes, 0).astype(np.uint64)
    value = (value ^ (value >> np.uint64(15))) * np.uint64(0xD6E8FEB86659FD93)
    total = np.add.reduceat(value, first)
    return first, (total >> np.uint64(32)).astype(np.uint32)
