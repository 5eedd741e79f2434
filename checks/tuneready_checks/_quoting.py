"""How much of an item an example must hold before it is said to quote it; pure functions."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready_checks._quotes import Held, Items

Rows = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]
Parts = npt.NDArray[np.float64]
"""Parts of the words of items, 0 to 1."""

_FAIR_PART = 1 / 5
_LONG = 13
_LONG_PART = 1 / 4
_ALL = 0.95
_NEARLY_ALL = 0.8
_LONGER = 1.5
_COMMON = 10
_FEWEST_OWN_RUNS = 8


def worth_telling(held: Held, part: Parts, hits: int, coverage: float) -> Flags:
    """Which pairs of text and item are more than a few words in common."""
    enough = (part >= min(_FAIR_PART, coverage)) | (held.longest >= _LONG)
    told: Flags = (held.hits >= hits) & enough
    return told


def grave(facts: Rows, part: Parts, coverage: float) -> Flags:
    """Where so much is there that the evaluation would lie: an error, where it is a benchmark's item."""
    long_part = (facts["longest"] >= _LONG) & (part >= _LONG_PART)
    large_part = (facts["words"] >= _LONG) & (part >= coverage)
    found: Flags = long_part | large_part | (part >= max(_ALL, coverage))
    return found


def no_phrase(facts: Rows, part: Parts, coverage: float) -> Flags:
    """All but small parts that begin at the same word of the item in many examples."""
    small = part < coverage
    place = facts["item"] * (1 << 24) + facts["start"]
    _, number, counts = np.unique(place[small], return_inverse=True, return_counts=True)
    told = np.ones(len(facts), np.bool_)
    told[small] = counts[number] <= _COMMON
    return told


def beyond_likeness(facts: Rows, part: Parts, items: Items, coverage: float) -> Flags:
    """Which examples hold nearly all of an item of the dataset's own, and are not just like it.

    What is like it as a whole, or has a prompt like it, is for the checks of leaks to tell. `facts` are
    of one item.
    """
    number = int(facts["item"][0])
    if items.runs[number] < _FEWEST_OWN_RUNS:
        return np.zeros(len(facts), np.bool_)
    whole = items.whole[number]
    compared = facts["said" if whole else "asked"]
    elsewhere = (compared >= _LONGER * facts["words"]) | (~whole & (compared < facts["words"]))
    other = facts["key"] != items.keys[number]
    told: Flags = (part >= max(_NEARLY_ALL, coverage)) & elsewhere & other
    return told
