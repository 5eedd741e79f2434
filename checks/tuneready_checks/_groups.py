"""Facts that share a key, within a split or across splits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Bars, Finding, Overview, Remark

Rows = npt.NDArray[Any]
_SIZES = ((2, "2 examples"), (5, "3 to 5"), (20, "6 to 20"), (100, "21 to 100"), (1 << 62, "more than 100"))
_FEW = 3

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


def with_sizes(findings: Iterable[Finding], size: str) -> Iterator[Finding | Remark]:
    """The findings, one a cluster, and a picture of how large the clusters are where there are a few.

    `size` is the key of a finding's data that holds the number of examples.
    """
    sizes: list[int] = []
    for finding in findings:
        sizes.append(finding.data[size])
        yield finding
    if len(sizes) < _FEW:
        return
    counts = Counter(next(name for most, name in _SIZES if count <= most) for count in sizes)
    yield Remark(
        message=f"{len(sizes):,} clusters of {sum(sizes):,} examples",
        picture=Bars(
            of="clusters, by size", bars=tuple((name, counts[name]) for _, name in _SIZES if counts[name])
        ),
    )
