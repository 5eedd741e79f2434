"""Which fields put examples into groups, and the groups that their values stand for."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Overview

LONGEST_ID = 256
"""Characters of what may be an id; longer texts are what the example says."""

_NO_NUMBER = -1
_LONGEST_NUMBER = 18
_ENOUGH_GROUPS = 100
_KINDS = (
    "customer client account user patient student member employee person subject contact household caller "
    "thread conversation conv chat dialog dialogue session call ticket case order claim incident issue email "
    "document doc article page book paper patent contract report file source parent group cluster family "
    "repo repository project site domain channel video episode author speaker writer annotator device"
)
_BY_THEMSELVES = (
    "customer client patient username thread conversation ticket author speaker writer repo repository"
)
_OTHERS = (
    "email emailaddress customeremail useremail url uri sourceurl sourceuri documenturl pageurl articleurl "
    "threadurl sourcefile sourcedocument sourceid"
)
NAMES = frozenset(
    {
        *(kind + part for kind in _KINDS.split() for part in ("id", "uuid", "key", "hash")),
        *_BY_THEMSELVES.split(),
        *_OTHERS.split(),
    }
) - {"sourcehash", "sourcekey", "filehash"}
"""Names of fields that tell what an example belongs to, in lower case, without "_" and "-"."""

_NOBODY = frozenset(
    {"", "-", "none", "null", "nan", "n/a", "na", "unknown", "anonymous", "deleted", "[deleted]"}
)


def group_of(value: object) -> str:
    """The group that a value stands for; empty for none. Whole numbers may have been written as 3.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    group = str(value).strip()
    return "" if group.lower() in _NOBODY else group


def number_of(group: str) -> int:
    """The number that a group is called by; less than 0 for none."""
    return int(group) if group.isdecimal() and len(group) <= _LONGEST_NUMBER else _NO_NUMBER


def in_splits(keys: npt.NDArray[np.uint64], split: npt.NDArray[np.int64]) -> tuple[npt.NDArray[Any], ...]:
    """The different pairs of key and split: key, split, and how often; sorted by key."""
    order = np.lexsort((split, keys))
    keys, split = keys[order], split[order]
    first = np.flatnonzero(np.append(True, (keys[1:] != keys[:-1]) | (split[1:] != split[:-1]))[: len(keys)])
    return keys[first], split[first], np.diff(np.append(first, len(keys)))


def is_group(rows: npt.NDArray[Any], overview: Overview) -> bool:
    """Whether a field that nobody named puts examples into groups: no number of their own, and no kind."""
    counts = np.unique(rows["key"], return_counts=True)[1]
    if len(counts) < min(np.sqrt(len(rows)), _ENOUGH_GROUPS) or counts.max() > max(10, len(rows) // 3):
        return False
    split = overview.dataset.split_numbers(rows["id"])
    repeated = int((in_splits(rows["key"], split)[2] > 1).sum())
    if repeated < max(2, len(counts) // 20):
        return False
    return not all(_counted_up(rows["number"][split == each]) for each in np.unique(split))


def _counted_up(numbers: npt.NDArray[np.int64]) -> bool:
    """Whether these are 0, 1, 2, 3, … with few gaps, as a counter gives them."""
    each = np.unique(numbers)
    return bool(0 <= each[0] <= 1 and each[-1] <= 2 * len(each))
