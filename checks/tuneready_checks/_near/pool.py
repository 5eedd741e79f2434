"""The examples that are compared, and the order in which their pairs are: by content, and as memory allows.

A pair is two places in the pool in one number, `one << 32 | other`: eight bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.blobs import Keys
from tuneready_checks._near.clusters import Labels, merged
from tuneready_checks._near.join import Codes, code_of, pair_of
from tuneready_checks._near.tokens import Flags, Places

Ids = npt.NDArray[np.int64]

OVERHEAD = 256
"""Bytes that a text takes besides its own, about."""

_AT_ONCE = 1 << 17
_STEP = 1024
_SHIFT = np.uint64(32)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_SHELF_BITS = np.uint64(16)


class Pool(NamedTuple):
    """Examples that are compared: their ids, sorted; keys, equal for copies; bytes that vary in each."""

    ids: Ids
    keys: Keys
    size: Places

    def find(self, ids: Ids) -> tuple[Places, Places]:
        """Which of these examples are in the pool: their places in it, and their places in `ids`."""
        place = np.searchsorted(self.ids, ids)
        here = np.flatnonzero(np.append(self.ids, -1)[place] == ids)
        return place[here], here

    def only(self, places: Places) -> Pool:
        """Some of them."""
        return Pool(self.ids[places], self.keys[places], self.size[places])


def recoded(codes: Codes, numbers: Places) -> Codes:
    """Pairs of other numbers for the same examples: `numbers[i]` for `i`."""
    new = np.empty_like(codes)
    for here in _slices(codes):
        one, other = pair_of(codes[here])
        new[here] = code_of(numbers[one], numbers[other])
    return new


def with_other_keys(codes: Codes, keys: Keys) -> Codes:
    """Only the pairs of two different keys."""
    keep = np.empty(len(codes), np.bool_)
    for here in _slices(codes):
        one, other = pair_of(codes[here])
        keep[here] = keys[one] != keys[other]
    return codes[keep]


def paired(pool: Pool, codes: Codes) -> tuple[Pool, Codes]:
    """Those of the pool that are in a pair, and the pairs of those; of each pair the lower key first."""
    used = np.zeros(len(pool.ids), np.bool_)
    for here in _slices(codes):
        one, other = pair_of(codes[here])
        used[one] = used[other] = True
        swap = pool.keys[one] > pool.keys[other]
        codes[here][swap] = codes[here][swap] << _SHIFT | codes[here][swap] >> _SHIFT
    return pool.only(np.flatnonzero(used)), recoded(codes, np.cumsum(used) - 1)


def in_order(pool: Pool, codes: Codes, limit: int) -> Codes:
    """The pairs in the order in which they are compared: in as few batches as may be.

    Examples fall into shelves of half the limit, group by group, so that two shelves are held at once: a
    group that is larger than memory needs a batch for each two of its shelves, not one for every few pairs.
    """
    shelf = _shelves(pool, _groups(len(pool.ids), codes), limit)
    rank = np.empty(len(codes), np.uint64)
    for here in _slices(codes):
        one, other = pair_of(codes[here])
        low, high = np.minimum(shelf[one], shelf[other]), np.maximum(shelf[one], shelf[other])
        mixed = (pool.keys[one] ^ pool.keys[other]) * _ODD >> _SHIFT
        rank[here] = (high << _SHELF_BITS | low) << _SHIFT | mixed
    return codes[np.argsort(rank, kind="stable")]


def _groups(count: int, codes: Codes) -> Labels:
    """A label for each example, equal for those that pairs join."""
    labels = np.arange(count)
    for here in _slices(codes):
        one, other = pair_of(codes[here])
        labels = merged(labels, one, other)
    return labels


def _shelves(pool: Pool, group: Labels, limit: int) -> Keys:
    """The number of each example's shelf; who lies where hangs on content alone."""
    least = np.full(len(group), np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, group, pool.keys)
    beside = np.lexsort((pool.keys, least[group]))
    shelf = np.empty(len(beside), np.uint64)
    shelf[beside] = np.cumsum(pool.size[beside] + OVERHEAD) // (limit // 2)
    return shelf


def batch(codes: Codes, size: Places, limit: int) -> tuple[Places, int]:
    """The examples of the first pairs, as many as the limit allows, and how many pairs those are."""
    held: Flags = np.zeros(len(size), np.bool_)
    total = done = 0
    for begin in range(0, len(codes), _STEP):
        here = np.unique(np.concatenate(pair_of(codes[begin : begin + _STEP])))
        fresh = here[~held[here]]
        total += int(size[fresh].sum()) + OVERHEAD * len(fresh)
        if total > limit and begin:
            break
        held[fresh] = True
        done = min(begin + _STEP, len(codes))
    return np.flatnonzero(held), done


def turns(owner: Places) -> Places:
    """How many pairs of the same owner come before each: all first ones are compared first, and so on.

    So a dense cluster is joined after a few turns, and what is left of its pairs need not be compared.
    """
    order = np.argsort(owner, kind="stable")
    begins = np.flatnonzero(np.append(np.ones(min(1, len(owner)), np.bool_), np.diff(owner[order]) != 0))
    sizes = np.diff(np.append(begins, len(owner)))
    result = np.empty(len(owner), np.int64)
    result[order] = np.arange(len(owner)) - np.repeat(begins, sizes)
    return result


def _slices(codes: Codes) -> Iterator[slice]:
    return (slice(begin, begin + _AT_ONCE) for begin in range(0, len(codes), _AT_ONCE))
