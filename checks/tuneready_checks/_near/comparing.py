"""The rounds that compare texts, as many at once as memory allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, Facts, Finding, Overview, Remark, Round
from tuneready_checks._near.alike import Definition, similarities
from tuneready_checks._near.blobs import Keys
from tuneready_checks._near.boilerplate import Boilerplate
from tuneready_checks._near.clusters import merged
from tuneready_checks._near.telling import Told, telling
from tuneready_checks._near.tokens import Flags, Places, changes
from tuneready_checks._near.varying import Store, written

if TYPE_CHECKING:
    from tuneready_checks._near.rounds import NearCheck

Ids = npt.NDArray[np.int64]
Pairs = tuple[Places, Places]

BYTES_AT_ONCE = 24 << 20
"""Bytes of texts that are held at once, or BYTES_AN_EXAMPLE where that is more."""
BYTES_AN_EXAMPLE = 100

_OVERHEAD = 256
_FEW_PAIRS = 4096
_STEP = 1024
_ODD = np.uint64(0x9E3779B97F4A7C15)


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


def comparison(
    check: NearCheck,
    shared: Boilerplate,
    remarks: tuple[Remark, ...],
    pool: Pool,
    pairs: Pairs,
    overview: Overview,
) -> Iterable[Finding | Remark] | Round:
    """The round in which these pairs (places in the pool) are compared; without pairs, what is to tell."""
    limit = max(BYTES_AT_ONCE, BYTES_AN_EXAMPLE * len(pool.ids))
    first, second = pairs
    if check.across:
        other = pool.keys[first] != pool.keys[second]
        first, second = first[other], second[other]
    places, numbers = np.unique(np.concatenate((first, second)), return_inverse=True)
    first, second = np.split(numbers, 2)
    pool = pool.only(places)
    order = _order(pool, first, second, limit)
    none = np.full(len(places), -1), np.zeros(len(places), np.float32)
    start = Comparing(
        check, shared, remarks, pool, (first[order], second[order]), np.arange(len(places)), none, limit
    )
    return start.next(overview)


def _order(pool: Pool, first: Places, second: Places, limit: int) -> Places:
    """The order in which pairs are compared: those of one group together, in as few batches as may be.

    Examples fall into shelves of half the limit, so that two shelves are held at once: a group that is
    larger than memory needs a batch for each two of its shelves, and not one for every few pairs.
    """
    group = merged(np.arange(len(pool.ids)), first, second)
    beside = np.lexsort((pool.keys, group))
    shelf = np.empty(len(beside), np.int64)
    shelf[beside] = np.cumsum(pool.size[beside] + _OVERHEAD) // (limit // 2)
    one, other = shelf[first], shelf[second]
    mixed = (pool.keys[first] ^ pool.keys[second]) * _ODD
    return np.lexsort((mixed, group[first], np.minimum(one, other), np.maximum(one, other)))


@dataclass(frozen=True, eq=False)
class Comparing(Round):
    """The texts that some of the pairs need, and a comparison of those.

    `labels`: equal for examples that are known to be of one cluster. `nearest`: of each the place of
    the one it is most alike, -1 if none is near, and how alike. `batch`: which examples this round
    holds, and how many of the pairs, from the first, it compares. `limit`: bytes of texts to hold.
    """

    check: NearCheck
    shared: Boilerplate
    remarks: tuple[Remark, ...]
    pool: Pool
    pairs: Pairs
    labels: Places
    nearest: tuple[Places, npt.NDArray[np.float32]]
    limit: int
    batch: tuple[Places, int] = (np.zeros(0, np.int64), 0)

    def next(self, overview: Overview) -> Iterable[Finding | Remark] | Round:
        """The same with the batch that comes next; when all is compared, what is told of it."""
        if len(self.pairs[0]):
            return replace(self, batch=_batch(self.pairs, self.pool.size, self.limit))
        told = Told(self.pool.ids, self.pool.keys, self.pool.size, self.labels, *self.nearest)
        return telling(self.check, self.shared, self.remarks, told, overview, self.limit)

    def wanted(self) -> Ids:
        return self.pool.ids[self.batch[0]]

    def map(self, block: Block) -> Facts:
        _, here = self.pool.only(self.batch[0]).find(block.ids)
        examples = [block.examples[index] for index in here.tolist()]
        return {0: written(examples, self.check.compare, self.shared)} if examples else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        store = Store.of(facts)
        place, _ = self.pool.find(store.ids)
        local = np.full(len(self.pool.ids), -1)
        local[place] = np.arange(len(place))
        first, second = (local[side[: self.batch[1]]] for side in self.pairs)
        there = (first >= 0) & (second >= 0)
        definition = self.check.definition(overview)
        for one, other, alike in _near_pairs(store, first[there], second[there], definition):
            yield place[one], place[other], alike

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding | Remark] | Round:
        labels, nearest = self.labels, self.nearest
        for first, second, alike in results:
            labels = merged(labels, first, second)
            nearest = _nearer(nearest, first, second, alike)
        first, second = (side[self.batch[1] :] for side in self.pairs)
        apart = labels[first] != labels[second]
        rest = replace(self, pairs=(first[apart], second[apart]), labels=labels, nearest=nearest)
        return rest.next(overview)


def _batch(pairs: Pairs, size: Places, limit: int) -> tuple[Places, int]:
    """The examples of the first pairs, as many as the limit allows, and how many pairs those are."""
    held: Flags = np.zeros(len(size), np.bool_)
    total = done = 0
    for begin in range(0, len(pairs[0]), _STEP):
        here = np.unique(np.concatenate([side[begin : begin + _STEP] for side in pairs]))
        fresh = here[~held[here]]
        total += int(size[fresh].sum()) + _OVERHEAD * len(fresh)
        if total > limit and begin:
            break
        held[fresh] = True
        done = min(begin + _STEP, len(pairs[0]))
    return np.flatnonzero(held), done


def _near_pairs(
    store: Store, first: Places, second: Places, definition: Definition
) -> Iterator[tuple[Places, Places, npt.NDArray[np.float32]]]:
    """The pairs that are near, and how alike; one that lies in a cluster already is not compared any more."""
    labels = np.arange(len(store.ids))
    if len(first) > _FEW_PAIRS:
        order = np.argsort(_turns(first), kind="stable")
        first, second = first[order], second[order]
    step = max(_FEW_PAIRS, len(labels) // 4)
    for begin in range(0, len(first), step):
        one, other = first[begin : begin + step], second[begin : begin + step]
        apart = labels[one] != labels[other]
        one, other = one[apart], other[apart]
        alike = similarities(store.load, one, other, definition)
        near = alike > 0
        yield one[near], other[near], alike[near]
        labels = merged(labels, one[near], other[near])


def _turns(owner: Places) -> Places:
    """How many pairs of the same owner come before each: all first ones are compared first, and so on.

    So a dense cluster is joined after a few turns, and what is left of its pairs need not be compared.
    """
    order = np.argsort(owner, kind="stable")
    begins = np.flatnonzero(changes(owner[order]))
    sizes = np.diff(np.append(begins, len(owner)))
    turns = np.empty(len(owner), np.int64)
    turns[order] = np.arange(len(owner)) - np.repeat(begins, sizes)
    return turns


def _nearer(
    nearest: tuple[Places, npt.NDArray[np.float32]],
    first: Places,
    second: Places,
    alike: npt.NDArray[np.float32],
) -> tuple[Places, npt.NDArray[np.float32]]:
    """Who is nearest to whom once these pairs are known; of two as near, the first in reading order."""
    known = np.flatnonzero(nearest[0] >= 0)
    who = np.concatenate((known, first, second))
    whom = np.concatenate((nearest[0][known], second, first))
    how = np.concatenate((nearest[1][known], alike, alike))
    order = np.lexsort((whom, -how, who))
    best = order[np.unique(who[order], return_index=True)[1]]
    partner, similarity = nearest[0].copy(), nearest[1].copy()
    partner[who[best]] = whom[best]
    similarity[who[best]] = how[best]
    return partner, similarity
