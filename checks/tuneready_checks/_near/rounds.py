"""The rounds of a check that finds near texts: census, sketches where the set is large, comparison."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Round, key, mix
from tuneready_checks._near.alike import Definition, Text, similarities
from tuneready_checks._near.boilerplate import Boilerplate
from tuneready_checks._near.census import Census, Ids, Keys, census, take
from tuneready_checks._near.clusters import merged
from tuneready_checks._near.every import every_pair
from tuneready_checks._near.join import candidates, pair_of
from tuneready_checks._near.texts import Compare, sides
from tuneready_checks._near.tokens import Places
from tuneready_checks._near.varying import read, sketched, written

COMPARE_ALL = 2000
"""Up to so many distinct examples every pair is compared."""

_FIRST_BATCH = 4096
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Cluster:
    """Texts that are near one another, in reading order of their examples."""

    ids: Ids
    texts: tuple[Text, ...]


class NearCheck(DatasetCheck, ABC):
    """A check of near texts within splits (`across` false) or across them; its first round is the census."""

    similarity: float = Field(0.85, ge=0.5, le=1, description="how alike what varies must be, 0.5 to 1")
    overlap: float = Field(0.45, ge=0, le=1, description="least share of pairs of words that both have")
    compare: Compare = Field("both", description="what is compared: prompt, output or both")
    facts_matter: bool = Field(
        default=True, description="whether examples that differ in numbers, signs or names alone are apart"
    )

    @property
    def across(self) -> bool:
        """Whether pairs across splits are looked for, and not those within one."""
        return False

    @property
    def definition(self) -> Definition:
        """What is near, as options say."""
        return Definition(self.similarity, self.overlap, self.facts_matter)

    def keys(self, block: Block) -> Keys:
        """Equal for examples of which only the first is compared."""
        return block.soft_keys

    def map(self, block: Block) -> Facts:
        split = np.full(len(block.examples), key(block.file.split), np.uint64)
        keys = mix(self.keys(block), split)
        return take(block, keys, lambda example: sides(example, self.compare).whole)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        yield census(facts)

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding] | Round:
        found: Census | None = next(iter(results), None)
        if found is None or (self.across and len(overview.dataset.splits) < 2):
            return ()
        copies = found.copies()
        distinct = len(found.ids) - len(copies)
        shared = found.boilerplate(distinct)
        if distinct > COMPARE_ALL:
            return Sketching(self, shared, copies)
        everyone = np.sort(found.ids[~np.isin(found.ids, copies)])
        return Comparing(self, shared, everyone, np.zeros(len(everyone), np.int64), None)

    @abstractmethod
    def judge(self, cluster: Cluster, overview: Overview) -> Iterator[Finding]:
        """What a cluster means."""

    def sum_up(self, findings: Iterable[Finding]) -> Iterable[Finding | Remark]:
        """What is said once every cluster is known."""
        return findings


@dataclass(frozen=True, eq=False)
class Sketching(Round):
    """A sketch of each example but the copies; and from all of them, the pairs to compare."""

    check: NearCheck
    shared: Boilerplate
    copies: Ids

    def map(self, block: Block) -> Facts:
        fresh = ~np.isin(block.ids, self.copies, assume_unique=True)
        examples = [block.examples[index] for index in np.flatnonzero(fresh)]
        return {0: sketched(examples, self.check.compare, self.shared)}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        split = overview.dataset.split_numbers(facts["id"])
        for single in (False, True):
            rows = np.flatnonzero(facts["single"] == single)
            pairs = candidates(
                facts["sketch"][rows],
                facts["size"][rows].astype(np.int64),
                split[rows],
                similarity=self.check.similarity,
                across=self.check.across,
            )
            for side in pair_of(pairs):
                yield facts["id"][rows[side]]

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding] | Round:
        sides = list(results)
        first, second = np.concatenate(sides[::2] or [[]]), np.concatenate(sides[1::2] or [[]])
        ids = np.union1d(first, second).astype(np.int64)
        pairs = np.searchsorted(ids, first), np.searchsorted(ids, second)
        home = merged(np.arange(len(ids)), *pairs)
        return Comparing(self.check, self.shared, ids, home, pairs)


@dataclass(frozen=True, eq=False)
class Comparing(Round):
    """The texts of some examples, and a comparison of the pairs; `pairs` None: of all.

    `ids` are sorted; `home` says by equal numbers which examples must meet.
    """

    check: NearCheck
    shared: Boilerplate
    ids: Ids
    home: Places
    pairs: tuple[Places, Places] | None

    def map(self, block: Block) -> Facts:
        place = np.searchsorted(self.ids, block.ids)
        known = np.flatnonzero(np.append(self.ids, -1)[place] == block.ids)
        home = self.home[place[known]] % block.partitions
        facts = {}
        for partition in sorted(set(home.tolist())):
            examples = [block.examples[index] for index in known[home == partition]]
            facts[partition] = written(examples, self.check.compare, self.shared)
        return facts

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        numbered = dict(read(facts))
        ids = np.array(sorted(numbered), np.int64)
        texts = [numbered[example] for example in ids.tolist()]
        split = overview.dataset.split_numbers(ids)
        first, second = self._pairs(ids, texts, split)
        labels = _joined(texts, first, second, self.check.definition)
        for members in _clusters(labels):
            cluster = Cluster(ids[members], tuple(texts[index] for index in members))
            yield from self.check.judge(cluster, overview)

    def conclude(self, results: Iterable[Finding], _overview: Overview) -> Iterable[Finding | Remark]:
        return self.check.sum_up(results)

    def _pairs(self, ids: Ids, texts: list[Text], split: Places) -> tuple[Places, Places]:
        """The pairs to compare, as indices of the ids that are here."""
        if self.pairs is None:
            check = self.check
            return every_pair(
                texts, split, similarity=check.similarity, overlap=check.overlap, across=check.across
            )
        place = np.searchsorted(ids, self.ids)
        here = np.append(ids, -1)[place] == self.ids
        both = here[self.pairs[0]] & here[self.pairs[1]]
        return place[self.pairs[0][both]], place[self.pairs[1][both]]


def _joined(texts: list[Text], first: Places, second: Places, definition: Definition) -> Places:
    """Labels of clusters; a pair that lies in one cluster already is not compared any more.

    Pairs are taken in a mixed order: two for each text, here and there, join a dense cluster at once.
    """
    labels = np.arange(len(texts))
    size = max(_FIRST_BATCH, 2 * len(texts))
    mixed = np.argsort((first << 32 | second).astype(np.uint64) * _ODD, kind="stable")
    first, second = first[mixed], second[mixed]
    while len(first):
        near = similarities(texts, first[:size], second[:size], definition) > 0
        labels = merged(labels, first[:size][near], second[:size][near])
        apart = labels[first[size:]] != labels[second[size:]]
        first, second = first[size:][apart], second[size:][apart]
        size *= 2
    return labels


def _clusters(labels: Places) -> Iterator[Places]:
    """The members of each cluster of two or more, in order."""
    order = np.argsort(labels, kind="stable")
    edges = np.flatnonzero(labels[order][1:] != labels[order][:-1]) + 1
    for members in np.split(order, edges):
        if len(members) > 1:
            yield members
