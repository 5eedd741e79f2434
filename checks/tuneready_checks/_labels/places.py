"""Where labels stand: a round that adds the examples to findings about labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import MOST_RELATED, Block, Facts, Finding, Overview, Related, Remark, Round, key, table


@dataclass(frozen=True)
class About:
    """A finding about one label in one split: its examples are to be added, and are `spoiled` or not."""

    finding: Finding
    split: str
    label: int
    spoiled: bool


@dataclass(frozen=True)
class Placing(Round):
    """Adds to each finding the examples that have its label; `fields` as in `Counting`."""

    found: Sequence[About]
    fields: Mapping[str, str]
    remarks: Sequence[Finding | Remark] = ()

    def map(self, block: Block) -> Facts:
        wanted = {about.label for about in self.found if about.split == block.file.split}
        if not wanted:
            return {}
        known: dict[str | None, int] = {None: 0}
        keys = []
        for label in block.labels(self.fields[block.file.split]):
            if label not in known:
                known[label] = key(label or "")
            keys.append(known[label])
        column = np.array(keys, np.uint64)
        here = np.isin(column, np.array(sorted(wanted), np.uint64)) & block.has_prompt
        return {0: table(id=block.ids[here], key=column[here])} if here.any() else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        places: dict[tuple[str, int], list[int]] = defaultdict(list)
        for example, label in zip(facts["id"].tolist(), facts["key"].tolist(), strict=True):
            places[overview.dataset.split_of(example), label].append(example)
        for about in self.found:
            yield _placed(about, sorted(places[about.split, about.label]))

    def conclude(self, results: Iterable[Finding], _overview: Overview) -> Iterator[Finding | Remark]:
        yield from results
        yield from self.remarks


def _placed(about: About, examples: Sequence[int]) -> Finding:
    others = examples[1:]
    return replace(
        about.finding,
        unusable=tuple(examples) if about.spoiled else (),
        related=(
            *about.finding.related,
            *(Related(example, "the same label") for example in others[: MOST_RELATED - 1]),
        ),
        related_total=len(about.finding.related) + len(others),
    )
