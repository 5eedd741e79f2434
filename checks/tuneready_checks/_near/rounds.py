"""What checks of near texts have in common: their options, and the first of their rounds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Round
from tuneready_checks._near.alike import Definition
from tuneready_checks._near.blobs import Keys
from tuneready_checks._near.boilerplate import learn
from tuneready_checks._near.census import ROW, distinct, is_plain, sketch_bare, take
from tuneready_checks._near.marking import Marking
from tuneready_checks._near.pool import Pool
from tuneready_checks._near.sampling import Texts, sample
from tuneready_checks._near.setting_aside import set_aside
from tuneready_checks._near.telling import Cluster
from tuneready_checks._near.texts import Compare

COMPARE_ALL = 2000
"""Up to so many distinct examples every pair is compared."""


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
        """Whether pairs across splits with different keys are looked for, and not those within one."""
        return False

    def definition(self, overview: Overview) -> Definition:
        """What is near, as options say; of two labels under one prompt the label checks speak."""
        labels = overview.task(overview.dataset.splits[0]) == "classification"
        prompts = self.across and self.compare == "both"
        return Definition(self.similarity, self.overlap, self.facts_matter, labels, other_prompts=prompts)

    def keys(self, block: Block) -> Keys:
        """Equal for examples of which only the first is compared."""
        return block.soft_keys

    def map(self, block: Block) -> Facts:
        return {} if self.across and block.file.alone else take(block, self.keys(block), self.compare)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        yield facts if facts.dtype == ROW else Texts.of(facts, _lines(overview))

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding | Remark] | Round:
        found = {type(facts): facts for facts in results}
        if not found or (self.across and len(overview.dataset.splits) == 1):
            return ()
        return self._marked(found[np.ndarray], found[Texts], overview)

    def _marked(
        self, rows: npt.NDArray[Any], texts: Texts, overview: Overview
    ) -> Iterable[Finding | Remark] | Round:
        """Marks of the examples to compare where the census has them, else the round that makes them."""
        ids, keys = distinct(rows, overview.dataset.split_numbers(rows["id"]))
        drawn = sample(texts, ids, _lines(overview)).tokens()
        shared = learn(drawn, len(ids))
        varying = shared.varies(drawn)
        remarks = () if self.across else set_aside(drawn, varying, len(ids))
        pool = Pool(ids, keys, np.zeros(len(ids), np.int64))
        marking = Marking(self, shared, pool, remarks, exact=len(ids) <= COMPARE_ALL)
        there = texts.chosen(np.isin(texts.ids, ids))
        if marking.exact and len(there.ids) == len(ids):
            return marking.conclude(marking.reduce_texts(there, overview), overview)
        if marking.exact or not is_plain(drawn, varying):
            return marking
        sketch_bare(rows, there)
        return marking.conclude(marking.reduce_rows(rows, overview), overview)

    @abstractmethod
    def judge(self, cluster: Cluster, overview: Overview) -> Iterator[Finding]:
        """What a cluster means."""

    @abstractmethod
    def shown(self, ids: Sequence[int], _overview: Overview) -> tuple[int, int]:
        """Which member of a cluster is shown, and beside which other one if the two are near."""


def _lines(overview: Overview) -> int:
    return sum(split.lines + split.blank for split in overview.splits.values())
