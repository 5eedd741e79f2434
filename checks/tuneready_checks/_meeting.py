"""Bringing together prompts of the same words, or of the same words but one, whatever their order.

The key of a prompt is the sum of its words' hashes: without a word it is the sum less that word's hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[Any]
Group = tuple[int, ...]

CELL = [("id", "i8"), ("key", "u8"), ("word", "u8")]
WHOLE = 0
"""In place of a word: the key is of all content words; else of all but that word."""

_MASK = (1 << 64) - 1
_ODD = 0x9E3779B97F4A7C15
_LONGEST = 16
_FEWEST = 3
_RARE = 2
_MOST_MEMBERS = 60
_MOST_PAIRS = 200_000

SOME = f"only the first {_MOST_PAIRS:,} pairs of like prompts were compared"


class Met(NamedTuple):
    """Groups to compare; `complete`: whether there is room for all of them."""

    groups: tuple[Group, ...]
    complete: bool


def cells(
    prompts: Iterable[tuple[int, int, str]], hashes: Callable[[str], tuple[int, ...]]
) -> Iterator[tuple[int, int, int]]:
    """Rows of type CELL of (id, key of the context, prompt) triples.

    `hashes`: those of the content words in a piece of text between blanks, lower case.
    """
    for example, context, prompt in prompts:
        found = list(chain.from_iterable(map(hashes, prompt.lower().split())))
        if not found:
            continue
        whole = context * _ODD + sum(found)
        yield example, whole & _MASK, WHOLE
        if _FEWEST <= len(found) <= _LONGEST:
            for word in dict.fromkeys(found):
                yield example, (whole - word) & _MASK, word


def groups_to_compare(rows: Rows, found: Rows, splits: npt.NDArray[np.int64], *, within: bool) -> Met:
    """Ids of examples of one split that meet and have different outputs; those of all the same words first.

    `rows` has id, prompt and output (hashes) of each example, sorted by id; `found` the cells, `splits` the
    number of each cell's split. `within`: whether examples of one and the same prompt meet too.
    """
    home = np.unique(found["key"] ^ splits.astype(np.uint64), return_inverse=True)[1].ravel()
    where = np.searchsorted(rows["id"], found["id"])
    differs = _differ(home, rows["output"][where])
    if not within:
        differs &= _differ(home, rows["prompt"][where])
    seen = np.unique(found["word"], return_inverse=True, return_counts=True)
    telling = (found["word"] == WHOLE) | (seen[2][seen[1].ravel()] <= _RARE)
    differs &= _any(home, telling)
    apart = found["word"] != WHOLE
    order = np.lexsort((found["id"], apart, home, ~_any(home, ~apart)[home]))
    order = order[differs[home[order]]]
    groups: dict[Group, None] = {}
    pairs = 0
    for members in np.split(order, np.flatnonzero(np.diff(home[order])) + 1):
        group = tuple(sorted(set(found["id"][members[:_MOST_MEMBERS]].tolist())))
        if len(group) > 1 and group not in groups:
            pairs += len(group) * (len(group) - 1) // 2
            if pairs > _MOST_PAIRS:
                return Met(tuple(groups), complete=False)
            groups[group] = None
    return Met(tuple(groups), complete=True)


def _differ(home: npt.NDArray[np.int64], values: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Of each home, whether it has two values or more."""
    if not len(home):
        return np.zeros(0, np.bool_)
    least = np.full(home.max() + 1, np.iinfo(np.uint64).max, np.uint64)
    most = np.zeros(home.max() + 1, np.uint64)
    np.minimum.at(least, home, values)
    np.maximum.at(most, home, values)
    return least < most


def _any(home: npt.NDArray[np.int64], flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Of each home, whether one of its cells is flagged."""
    return np.bincount(home, flags, minlength=len(home) and home.max() + 1) > 0
