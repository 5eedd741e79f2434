"""Where labels stand: a round that adds the examples to findings about labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import MOST_RELATED, Block, Facts, Finding, Overview, Related, Remark, Round, key, table
from tuneready_checks._labels.names import pointed


@dataclass(frozen=True)
class About:
    """A finding about one label of one field in one split: its examples are to be added, `spoiled` or not."""

    finding: Finding
    split: str
    label: int
    spoiled: bool
    field: str = ""


@dataclass(frozen=True)
class Placing(Round):
    """Adds to each finding the examples that have its label."""

    found: Sequence[About]
    remarks: Sequence[Finding | Remark] = ()

    def map(self, block: Block) -> Facts:
        wanted: dict[str, set[int]] = defaultdict(set)
        for about in self.found:
            if about.split == block.file.split:
                wanted[about.field].add(about.label)
        places = {field: place for place, field in enumerate(sorted({about.field for about in self.found}))}
        found = {}
        for field, labels in wanted.items():
            column = _keys(block.labels(field))
            here = np.isin(column, np.array(sorted(labels), np.uint64)) & block.has_prompt
            if here.any():
                place = np.full(int(here.sum()), places[field], np.uint16)
                found[places[field]] = table(id=block.ids[here], key=column[here], place=place)
        return found

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        """One partition is the facts of one field, unless an engine joins them: each fact says its field."""
        fields = sorted({about.field for about in self.found})
        seen = {fields[place] for place in np.unique(facts["place"]).tolist()}
        places: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        columns = (facts[name].tolist() for name in ("id", "key", "place"))
        for example, label, place in zip(*columns, strict=True):
            places[fields[place], overview.dataset.split_of(example), label].append(example)
        for about in self.found:
            if about.field in seen:
                yield _placed(about, sorted(places[about.field, about.split, about.label]))

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


def _keys(labels: Iterable[str | None]) -> npt.NDArray[np.uint64]:
    known: dict[str | None, int] = {None: 0}
    keys = []
    for label in labels:
        if label not in known:
            known[label] = key(label or "")
        keys.append(known[label])
    return np.array(keys, np.uint64)


def joined(answers: Iterable[Iterable[Finding | Remark] | Round]) -> Iterable[Finding | Remark] | Round:
    """What is said of several fields as one answer; the findings that want their examples share a round."""
    rounds: list[Round] = []
    said: list[Finding | Remark] = []
    for answer in answers:
        if isinstance(answer, Round):
            rounds.append(answer)
        else:
            said += answer
    placing = [each for each in rounds if isinstance(each, Placing)]
    if not rounds:
        return said
    if len(rounds) == 1 and not said:
        return rounds[0]
    return Placing(
        [about for each in placing for about in each.found],
        [*said, *(remark for each in placing for remark in each.remarks)],
    )


def beside(
    answer: Iterable[Finding | Remark] | Round, field: str, told: Callable[[Finding], Finding]
) -> Iterable[Finding | Remark] | Round:
    """An answer about a field that is not the main label, which says so."""
    if isinstance(answer, Placing):
        found = [replace(about, finding=told(_in(about.finding, field))) for about in answer.found]
        return replace(answer, found=found)
    if isinstance(answer, Round):
        return answer
    return [
        replace(each, data={**each.data, "field": field})
        if isinstance(each, Remark)
        else told(_in(each, field))
        for each in answer
    ]


def _in(finding: Finding, field: str) -> Finding:
    return replace(
        finding,
        message=f"in the field {pointed(field)}: {finding.message}",
        identity=f"{field} {finding.identity}",
        data={**finding.data, "field": field},
    )
