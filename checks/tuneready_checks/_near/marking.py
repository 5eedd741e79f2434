"""The round that tells who must be compared: all tokens of a small set, sketches of a large one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, Facts, Finding, Overview, Remark, Round
from tuneready_checks._near.boilerplate import Boilerplate
from tuneready_checks._near.census import (
    BY_PAIRS,
    BY_TOKENS,
    ROW,
    ROWS,
    TOKENS,
    bytes_of,
    rows_of,
)
from tuneready_checks._near.comparing import comparison
from tuneready_checks._near.every import every_pair
from tuneready_checks._near.join import Codes, Sketched, candidates, code_of
from tuneready_checks._near.pool import Pool, recoded
from tuneready_checks._near.sampling import Ids, Texts, token_facts
from tuneready_checks._near.texts import said_by
from tuneready_checks._near.tokens import Places, kept

if TYPE_CHECKING:
    from tuneready_checks._near.rounds import NearCheck


class Marked(NamedTuple):
    """Pairs that may be near, as places in a pool, and the sizes of all that is there."""

    pairs: Codes
    size: Places


@dataclass(frozen=True, eq=False)
class Marking(Round):
    """What varies in the distinct examples, in tokens (`exact`) or in sketches; and the pairs to compare."""

    check: NearCheck
    shared: Boilerplate
    pool: Pool
    remarks: tuple[Remark, ...]
    exact: bool

    def wanted(self) -> Ids:
        return self.pool.ids

    def map(self, block: Block) -> Facts:
        place, here = self.pool.find(block.ids)
        examples = [block.examples[index] for index in here.tolist()]
        if not examples:
            return {}
        tokens = said_by(examples, self.check.compare).tokens
        ids = self.pool.ids[place]
        if self.exact:
            return {TOKENS: token_facts(ids, self.pool.keys[place], tokens)}
        return {
            ROWS: rows_of(ids, self.pool.keys[place], kept(tokens, self.shared.varies(tokens)), self.shared)
        }

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Marked]:
        if facts.dtype == ROW:
            yield from self.reduce_rows(facts, overview)
        else:
            yield from self.reduce_texts(Texts.of(facts), overview)

    def reduce_texts(self, texts: Texts, overview: Overview) -> Iterator[Marked]:
        """The pairs among all these texts that can reach the overlap: none is missed."""
        tokens = texts.tokens()
        tokens = kept(tokens, self.shared.varies(tokens))
        size = bytes_of(tokens)
        check = self.check
        pairs = every_pair(tokens, size, similarity=check.similarity, overlap=check.overlap)
        split = overview.dataset.split_numbers(texts.ids)
        fitting = (split[pairs[0]] != split[pairs[1]]) == check.across
        place, _ = self.pool.find(texts.ids)
        sizes = np.zeros(len(self.pool.ids), np.int64)
        sizes[place] = size
        yield Marked(code_of(place[pairs[0][fitting]], place[pairs[1][fitting]]), sizes)

    def reduce_rows(self, rows: npt.NDArray[Any], overview: Overview) -> Iterator[Marked]:
        """The pairs that meet by their sketches."""
        place, here = self.pool.find(rows["id"])
        sizes = np.zeros(len(self.pool.ids), np.int64)
        np.maximum.at(sizes, place, rows["size"][here])
        split = overview.dataset.split_numbers(self.pool.ids)
        for kind in (BY_PAIRS, BY_TOKENS):
            some = rows["kind"][here] == kind
            of = place[some]
            sketched = Sketched(rows["sketch"], here[some], sizes[of], split[of], self.pool.keys[of])
            pairs = candidates(sketched, similarity=self.check.similarity, across=self.check.across)
            yield Marked(recoded(pairs, of), sizes)

    def conclude(self, results: Iterable[Marked], overview: Overview) -> Iterable[Finding | Remark] | Round:
        marked = list(results)
        if not marked:
            return self.remarks
        pairs = np.concatenate([each.pairs for each in marked])
        pool = self.pool._replace(size=marked[0].size)
        return comparison(self.check, self.shared, self.remarks, pool, pairs, overview)
