"""What the examples of a dataset share, and what of each text varies.

A run of tokens is boilerplate when each four neighbouring tokens in it stand in many examples *and* the
run itself, from its first token to its last, does so too. An instruction template, a tool block, a
common first or last sentence pass that test; the pieces between the edits in a cluster of near-copies
do not, since they begin and end somewhere else in each copy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.tokens import Flags, Hashes, Places, Tokens, runs_of

WIDTH = 4
"""Tokens in the pieces that are counted."""

_FEWEST = 5
_HALF_UP_TO = 50
_RUN_SHARE = 2
_SLOTS = 1 << 20


def many(examples: int) -> float:
    """In how many of so many examples a piece must stand to be shared: half in small sets, 1 % of 100,000.

    >>> [round(many(n)) for n in (20, 1_000, 10_000, 200_000)]
    [10, 112, 354, 1581]
    """
    root = math.sqrt(_HALF_UP_TO) / 2
    return max(_FEWEST, min(examples / 2, root * math.sqrt(examples)))


@dataclass(frozen=True, eq=False)
class HashSet:
    """A set of hashes that answers for whole arrays; one stranger in some hundreds is taken for a member."""

    slots: Flags

    @classmethod
    def of(cls, members: Hashes) -> HashSet:
        """The set of these."""
        slots = np.zeros(_SLOTS if len(members) else 1, np.bool_)
        slots[members & np.uint32(len(slots) - 1)] = True
        return cls(slots)

    def __bool__(self) -> bool:
        """Whether there is any member."""
        return len(self.slots) > 1

    def has(self, hashes: Hashes) -> Flags:
        """Which of these are members."""
        found: Flags = self.slots[hashes & np.uint32(len(self.slots) - 1)]
        return found


@dataclass(frozen=True)
class Boilerplate:
    """What is shared: `pieces` of four tokens, whole `runs`; and `common` tokens and pairs of tokens.

    Pieces and runs are set aside. Common tokens and pairs are compared, but say nothing of who to
    compare with.
    """

    pieces: HashSet
    runs: HashSet
    common: HashSet

    def varies(self, tokens: Tokens) -> Flags:
        """Which tokens vary from example to example.

        Of a run that chance has made longer (the text goes on as a few others do), the longest
        beginning and the longest end that are boilerplate are set aside.
        """
        covered = _covered(tokens, self.pieces)
        runs = _runs(tokens, covered)
        kept: Flags = ~covered
        if len(runs.places):
            total = _totals(tokens.hashes)
            places, number = runs.places, runs.number
            begin, end = runs.begin[number], runs.end[number]
            from_begin = self.runs.has(_top(total[places + 1] - total[begin])) & (places + 1 - begin >= WIDTH)
            to_end = self.runs.has(_top(total[end] - total[places])) & (end - places >= WIDTH)
            head = np.maximum.reduceat(np.where(from_begin, places, -1), runs.first)
            tail = np.minimum.reduceat(np.where(to_end, places, len(covered)), runs.first)
            kept[places] = (places > head[number]) & (places < tail[number])
        return kept


NOTHING_SHARED = Boilerplate(*3 * (HashSet.of(np.zeros(0, np.uint32)),))
"""What is known to be shared before anything is known."""


def learn(sample: Tokens, examples: int) -> Boilerplate:
    """What is shared, from a sample of distinct examples out of so many."""
    texts = len(sample.bounds) - 1
    least = max(_FEWEST, math.ceil(many(examples) * texts / max(examples, 1)))
    grams, places = runs_of(sample, WIDTH)
    pieces = HashSet.of(_frequent(grams, sample.text[places], least))
    runs = _runs(sample, _covered(sample, pieces))
    total = _totals(sample.hashes)
    whole = _top(total[runs.end] - total[runs.begin])
    pairs, places = runs_of(sample, 2)
    singles = _frequent(sample.hashes, sample.text, least)
    common = np.concatenate((singles, _frequent(pairs, sample.text[places], least)))
    frequent = _frequent(whole, sample.text[runs.begin], max(_FEWEST - 2, least // _RUN_SHARE))
    shared = _parts(runs, np.isin(whole, frequent), total)
    return Boilerplate(pieces, HashSet.of(shared), HashSet.of(common))


def _parts(runs: _Runs, shared: Flags, total: npt.NDArray[np.uint64]) -> Hashes:
    """The shared runs, and the beginnings and ends of them: a template with a typing error is one still."""
    inside = shared[runs.number]
    places, number = runs.places[inside], runs.number[inside]
    begin, end = runs.begin[number], runs.end[number]
    beginnings = (total[places + 1] - total[begin])[places + 1 - begin >= WIDTH]
    ends = (total[end] - total[places])[end - places >= WIDTH]
    return np.unique(_top(np.concatenate((beginnings, ends))))


def _frequent(hashes: Hashes, text: Places, least: int) -> Hashes:
    """The hashes that stand in at least so many texts, sorted."""
    each = np.sort(hashes.astype(np.uint64) << np.uint64(32) | text.astype(np.uint64))
    once = (each[_changes(each)] >> np.uint64(32)).astype(np.uint32)
    first = np.flatnonzero(_changes(once))
    return once[first][np.diff(np.append(first, len(once))) >= least]


def _changes(ordered: npt.NDArray[Any]) -> Flags:
    """Where an element differs from the one before it; the first does."""
    return np.append(np.ones(min(1, len(ordered)), np.bool_), ordered[1:] != ordered[:-1])


def _covered(tokens: Tokens, pieces: HashSet) -> Flags:
    """Which tokens lie in a shared piece."""
    covered = np.zeros(len(tokens.hashes), np.bool_)
    if pieces:
        grams, places = runs_of(tokens, WIDTH)
        shared = places[pieces.has(grams)]
        for offset in range(WIDTH):
            covered[shared + offset] = True
    return covered


class _Runs(NamedTuple):
    """Runs of covered tokens: `begin` and `end` of each; the tokens in them, and the number of their run.

    `first` says where in `places` each run begins.
    """

    begin: Places
    end: Places
    places: Places
    number: Places
    first: Places


def _runs(tokens: Tokens, covered: Flags) -> _Runs:
    """The runs of covered tokens; each lies within one text."""
    places = np.flatnonzero(covered)
    text = tokens.text[places]
    goes_on = (places[1:] == places[:-1] + 1) & (text[1:] == text[:-1])
    first = np.flatnonzero(np.append(np.ones(min(1, len(places)), np.bool_), ~goes_on))
    sizes = np.diff(np.append(first, len(places)))
    begin = places[first]
    return _Runs(begin, begin + sizes, places, np.repeat(np.arange(len(first)), sizes), first)


def weights(hashes: Hashes) -> npt.NDArray[np.uint64]:
    """A wide number for each token, so that the sum over a run tells runs apart."""
    wide = hashes.astype(np.uint64)
    return (wide ^ (wide << np.uint64(29))) * np.uint64(0xD6E8FEB86659FD93)


def _totals(hashes: Hashes) -> npt.NDArray[np.uint64]:
    """Sums of the weights before each token, and of all."""
    return np.append(np.zeros(1, np.uint64), np.cumsum(weights(hashes)))


def _top(sums: npt.NDArray[np.uint64]) -> Hashes:
    """The upper half of each sum."""
    return (sums >> np.uint64(32)).astype(np.uint32)
