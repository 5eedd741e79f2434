"""The rounds that compare texts, as many at once as memory allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, Facts, Finding, Overview, Remark, Round
from tuneready_checks._near.alike import Definition, similarities
from tuneready_checks._near.apart import MOULD
from tuneready_checks._near.boilerplate import Boilerplate
from tuneready_checks._near.clusters import Labels, merged
from tuneready_checks._near.groups import Told
from tuneready_checks._near.join import Codes, pair_of
from tuneready_checks._near.joined import Alike, Joined
from tuneready_checks._near.pool import Pool, batch, in_order, paired, turns, with_other_keys
from tuneready_checks._near.telling import telling
from tuneready_checks._near.tokens import Flags, Places
from tuneready_checks._near.varying import Store, written

if TYPE_CHECKING:
    from tuneready_checks._near.rounds import NearCheck

BYTES_AT_ONCE = 24 << 20
"""Bytes of texts that are held at once, or BYTES_AN_EXAMPLE where that is more."""
BYTES_AN_EXAMPLE = 100

_FEW_PAIRS = 4096


def comparison(
    check: NearCheck,
    shared: Boilerplate,
    remarks: tuple[Remark, ...],
    pool: Pool,
    pairs: Codes,
    overview: Overview,
) -> Iterable[Finding | Remark] | Round:
    """The round in which these pairs (places in the pool) are compared; without pairs, what is to tell."""
    examples = len(pool.ids)
    limit = max(BYTES_AT_ONCE, BYTES_AN_EXAMPLE * examples)
    if check.across:
        pairs = with_other_keys(pairs, pool.keys)
    pool, pairs = paired(pool, pairs)
    nobody = Joined.nobody(len(pool.ids))
    pairs = in_order(pool, pairs, limit)
    return Comparing(check, shared, remarks, pool, pairs, nobody, nobody, limit, examples).next(overview)


@dataclass(frozen=True, eq=False)
class Comparing(Round):
    """The texts that some of the pairs need, and a comparison of those.

    `near`: who is known to be of one cluster. `twins`: the same, with those whose numbers alone tell them
    apart; partners are such ones. `held`: which examples this round holds, and `now` how many of the
    pairs, from the first, it compares. `limit`: bytes of texts to hold. `examples`: how
    many there are in all.
    """

    check: NearCheck
    shared: Boilerplate
    remarks: tuple[Remark, ...]
    pool: Pool
    pairs: Codes
    near: Joined
    twins: Joined
    limit: int
    examples: int
    held: Places = field(default_factory=lambda: np.zeros(0, np.int64))
    now: int = 0

    def next(self, overview: Overview) -> Iterable[Finding | Remark] | Round:
        """The same with the batch that comes next; when all is compared, what is told of it."""
        if len(self.pairs):
            held, now = batch(self.pairs, self.pool.size, self.limit)
            return replace(self, held=held, now=now)
        told = Told(self.pool, self.near, self.twins)
        return telling(self.check, self.shared, self.remarks, told, overview, self.limit, self.examples)

    def wanted(self) -> npt.NDArray[np.int64]:
        return self.pool.ids[self.held]

    def map(self, block: Block) -> Facts:
        _, here = self.pool.only(self.held).find(block.ids)
        examples = [block.examples[index] for index in here.tolist()]
        return {0: written(examples, self.check.compare, self.shared)} if examples else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        store = Store.of(facts)
        place, _ = self.pool.find(store.ids)
        local = np.full(len(self.pool.ids), -1)
        local[place] = np.arange(len(place))
        first, second = (local[side] for side in pair_of(self.pairs[: self.now]))
        there = (first >= 0) & (second >= 0)
        definition = self.check.definition(overview)
        for one, other, alike in _compared(store, first[there], second[there], definition):
            yield place[one], place[other], alike

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding | Remark] | Round:
        near, twins, keys = self.near, self.twins, self.pool.keys
        for first, second, alike in results:
            joins, parts = alike > 0, alike < 0
            near = near.plus(first[joins], second[joins], alike[joins], keys)
            twins = twins.plus(first[parts], second[parts], -alike[parts], keys)
            twins = twins._replace(labels=merged(twins.labels, first[joins], second[joins]))
        rest = self.pairs[self.now :]
        first, second = pair_of(rest)
        rest = rest[near.labels[first] != near.labels[second]]
        return replace(self, pairs=rest, near=near, twins=twins).next(overview)


def _compared(
    store: Store, first: Places, second: Places, definition: Definition
) -> Iterator[tuple[Places, Places, Alike]]:
    """The pairs that are near, and how alike; negative where numbers tell them apart.

    A pair that lies in a cluster already is not compared any more.
    """
    near = twins = np.arange(len(store.ids))
    if len(first) > _FEW_PAIRS:
        order = np.argsort(turns(first), kind="stable")
        first, second = first[order], second[order]
    step = max(_FEW_PAIRS, len(near) // 4)
    for begin in range(0, len(first), step):
        one, other = first[begin : begin + step], second[begin : begin + step]
        apart = near[one] != near[other]
        one, other = one[apart], other[apart]
        alike = similarities(store.load, one, other, definition, numbers=_may_be_told(twins, one, other))
        some = alike != 0
        one, other, alike = one[some], other[some], alike[some]
        yield one, other, alike
        near = merged(near, one[alike > 0], other[alike > 0])
        twins = merged(twins, one, other)


def _may_be_told(twins: Labels, one: Places, other: Places) -> Flags:
    """Whether those of a pair are in groups that may be small enough to be told of."""
    size = np.bincount(twins)[twins]
    flags: Flags = np.maximum(size[one], size[other]) <= MOULD
    return flags
