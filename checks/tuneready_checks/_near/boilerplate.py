"""What the examples of a dataset share, and what of each text varies.

A run of tokens is boilerplate when each four neighbouring tokens in it stand in many examples *and* the
run itself, from its first token to its last, does so too. An instruction template, a tool block, a
common first or last sentence pass that test; the pieces between the edits in a cluster of near-copies
do not, since they begin and end somewhere else in each copy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.hash_set import HashSet
from tuneready_checks._near.tokens import Flags, Hashes, Places, Tokens, changes, runs_of

WIDTH = 4
"""Tokens in the pieces that are counted."""

_FEWEST = 5
_HALF_UP_TO = 50
_FEWEST_RUNS = 3
_PART = 4
_MOULD = 0.25


def many(examples: int) -> float:
    """In how many of so many examples a piece must stand to be shared: half in small sets, 1 % of 100,000.

    >>> [round(many(n)) for n in (20, 1_000, 10_000, 200_000)]
    [10, 112, 354, 1581]
    """
    root = math.sqrt(_HALF_UP_TO) / 2
    return max(_FEWEST, min(examples / 2, root * math.sqrt(examples)))


@dataclass(frozen=True)
class Frame:
    """What is set aside: `pieces` of four tokens that stand in many examples, whole `runs` of those."""

    pieces: HashSet
    runs: HashSet

    def leaves(self, tokens: Tokens) -> Flags:
        """Which tokens are left.

        Of a run that chance has made longer (the text goes on as a few others do), the longest
        beginning and the longest end that are boilerplate are set aside.
        """
        covered = _covered(tokens, self.pieces)
        runs = _runs(tokens, covered)
        kept: Flags = ~covered
        if len(runs.places):
            total = np.append(np.zeros(1, np.uint64), np.cumsum(weights(tokens.hashes)))
            places, number = runs.places, runs.number
            begin, end = runs.begin[number], runs.end[number]
            from_begin = self.runs.has(_top(total[places + 1] - total[begin])) & (places + 1 - begin >= WIDTH)
            to_end = self.runs.has(_top(total[end] - total[places])) & (end - places >= WIDTH)
            head = np.maximum.reduceat(np.where(from_begin, places, -1), runs.first)
            tail = np.minimum.reduceat(np.where(to_end, places, len(covered)), runs.first)
            kept[places] = (places > head[number]) & (places < tail[number])
        return kept


@dataclass(frozen=True)
class Boilerplate:
    """What is shared: the `frames` that are set aside, and `common` tokens and pairs of tokens.

    Common tokens and pairs are compared, but say nothing of who to compare with.
    """

    frames: tuple[Frame, ...]
    common: HashSet

    def varies(self, tokens: Tokens) -> Flags:
        """Which tokens vary from example to example."""
        varying = np.ones(len(tokens.hashes), np.bool_)
        for frame in self.frames:
            varying &= frame.leaves(tokens)
        return varying


NOTHING_SHARED = Boilerplate((), HashSet.of(np.zeros(0, np.uint32)))
"""What is known to be shared before anything is known."""


def learn(sample: Tokens, examples: int) -> Boilerplate:
    """What is shared, from a sample of distinct examples out of so many.

    Where the slots of a mould are filled from short lists, pieces across a slot are many too, and the
    whole text is one run; what is in a quarter of the examples tells the mould from what fills it.
    """
    texts = len(sample.bounds) - 1
    least = max(_FEWEST, math.ceil(many(examples) * texts / max(examples, 1)))
    often = max(least, math.ceil(_MOULD * texts))
    frames = [_frame(sample, least)]
    if often > least:
        mould = _frame(sample, often)
        if (frames[0].leaves(sample) & ~mould.leaves(sample)).any():
            frames.append(mould)
    pairs, places = runs_of(sample, 2)
    singles, times = _counted(sample.hashes, sample.text)
    doubles, pair_times = _counted(pairs, sample.text[places])
    common = np.concatenate((singles[times >= least], doubles[pair_times >= least]))
    return Boilerplate(tuple(frames), HashSet.of(common))


def _frame(sample: Tokens, least: int) -> Frame:
    """What so many examples of the sample share."""
    grams, places = runs_of(sample, WIDTH)
    pieces, counts = _counted(grams, sample.text[places])
    shared = HashSet.of(pieces[counts >= least])
    often = np.full(len(sample.hashes), len(sample.bounds) - 1)
    known = shared.has(grams)
    often[places[known]] = counts[np.searchsorted(pieces, grams[known])]
    return Frame(shared, HashSet.of(_whole_runs(sample, shared, often, least)))


def _whole_runs(sample: Tokens, pieces: HashSet, often: Places, least: int) -> Hashes:
    """Hashes of the runs that are boilerplate as they stand.

    `often`: in how many texts the piece that begins at a token stands. A template begins and ends where
    its rarest piece does, in most of the texts that have it; what is left between two edits of a much
    copied text does not.
    """
    runs = _runs(sample, _covered(sample, pieces))
    if not len(runs.begin):
        return np.zeros(0, np.uint32)
    total = np.append(np.zeros(1, np.uint64), np.cumsum(weights(sample.hashes)))
    whole = _top(total[runs.end] - total[runs.begin])
    found, counts = _counted(whole, sample.text[runs.begin])
    rarest = np.zeros(len(found), np.int64)
    rarest[np.searchsorted(found, whole)] = np.minimum.reduceat(often[runs.places], runs.first)
    return found[(counts >= max(_FEWEST_RUNS, least // 2)) & (_PART * counts >= rarest)]


def _counted(hashes: Hashes, text: Places) -> tuple[Hashes, Places]:
    """The different hashes, sorted, and in how many texts each stands."""
    each = np.sort(hashes.astype(np.uint64) << np.uint64(32) | text.astype(np.uint64))
    once = (each[changes(each)] >> np.uint64(32)).astype(np.uint32)
    first = np.flatnonzero(changes(once))
    return once[first], np.diff(np.append(first, len(once)))


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


def _top(sums: npt.NDArray[np.uint64]) -> Hashes:
    """The upper half of each sum."""
    return (sums >> np.uint64(32)).astype(np.uint32)
