"""Facts that share a key, within a split or across splits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Overview

Rows = npt.NDArray[Any]

_KEPT_FIRST = ("test", "validation")


def keeping(split: str) -> tuple[int, str]:
    """Sort key: the split that keeps an example which leaked comes first; the training split never does."""
    if split in _KEPT_FIRST:
        return _KEPT_FIRST.index(split), split
    return (len(_KEPT_FIRST) + (split == "train"), split)


def groups(facts: Rows, overview: Overview) -> Iterator[Rows]:
    """Rows of one split that have the same `key`, two or more of them, each group sorted by `id`.

    `facts` has the fields `key` and `id`; others are carried along.
    """
    split = overview.dataset.split_numbers(facts["id"])
    order = np.lexsort((facts["id"], facts["key"], split))
    ordered, split = facts[order], split[order]
    same = (ordered["key"][1:] == ordered["key"][:-1]) & (split[1:] == split[:-1])
    yield from _runs(ordered, same)


def shared_keys(facts: Rows) -> Iterator[Rows]:
    """Rows of any split that have the same `key`, two or more of them, each group sorted by `id`."""
    ordered = facts[np.lexsort((facts["id"], facts["key"]))]
    yield from _runs(ordered, ordered["key"][1:] == ordered["key"][:-1])


def _runs(ordered: Rows, same: npt.NDArray[np.bool_]) -> Iterator[Rows]:
    """Slices of `ordered` between the places where `same` (row against the next) is false."""
    ends = np.flatnonzero(~same) + 1
    starts = np.concatenate(([0], ends))
    stops = np.concatenate((ends, [len(ordered)]))
    for index in np.flatnonzero(stops - starts > 1):
        yield ordered[starts[index] : stops[index]]
