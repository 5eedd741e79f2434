"""Places of runs of words: groups of them, and those that a template holds."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready_checks._runs import Hashes, Places

Rows = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]

_COMMON = 10


class Pairs(NamedTuple):
    """Places of runs in order, group by group: where each group begins, and how many are in it."""

    place: Places
    first: Places
    hits: Places

    @classmethod
    def of(cls, group: Places, place: Places) -> Pairs:
        """The groups of equal neighbours."""
        first = np.flatnonzero(changes(group))
        return cls(place, first, np.diff(np.append(first, len(place))))

    def words(self, words: int) -> Places:
        """How many words lie in the runs of each group."""
        step = np.minimum(np.diff(self.place, append=0), words)
        step[self.first + self.hits - 1] = words
        return np.add.reduceat(step, self.first) if len(self.first) else self.first

    def longest(self, words: int) -> tuple[Places, Places]:
        """The words in the longest stretch of neighbouring runs of each group, and where it begins."""
        begins = np.append(True, np.diff(self.place) != 1)[: len(self.place)]
        begins[self.first] = True
        starts = np.flatnonzero(begins)
        sizes = np.diff(np.append(starts, len(self.place)))
        group = np.searchsorted(self.first, starts, "right") - 1
        order = np.lexsort((starts, -sizes, group))
        best = order[np.flatnonzero(changes(group[order]))]
        return sizes[best] + words - 1, self.place[starts[best]]


def changes(ordered: Rows) -> Flags:
    """Where an element differs from the one before it; the first does."""
    return np.append(np.ones(min(1, len(ordered)), np.bool_), ordered[1:] != ordered[:-1])


def in_template(hashes: Hashes, item: Places, place: Places, sets: Places, words: int) -> Flags:
    """Which runs are common to many items of their set, or lie in such a run by more than a quarter."""
    if not len(hashes):
        return np.zeros(0, np.bool_)
    own = sets[item]
    order = np.lexsort((item, own, hashes))
    new = changes(hashes[order]) | changes(own[order])
    first = np.flatnonzero(new)
    items = np.add.reduceat(new | changes(item[order]), first, dtype=np.int64)
    members = np.bincount(sets)
    most = np.minimum(_COMMON, np.maximum(2, members // 4))
    common = np.empty(len(hashes), np.bool_)
    common[order] = (items > most[own[order][first]])[np.cumsum(new) - 1]
    return _reach(common, item, place, words) > words // 4


def _reach(common: Flags, item: Places, place: Places, words: int) -> Places:
    """How many words of each run lie in a common one."""
    width = np.zeros(int(item.max()) + 1, np.int64)
    np.maximum.at(width, item, place + words)
    at = (np.cumsum(width) - width)[item] + place
    inside = np.zeros(int(width.sum()) + 1, np.int64)
    for offset in range(words):
        inside[at[common] + offset] = 1
    total = np.append(0, np.cumsum(inside))
    covered: Places = total[at + words] - total[at]
    return covered
