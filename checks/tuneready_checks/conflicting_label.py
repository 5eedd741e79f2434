"""The check conflicting-label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import (
    MOST_RELATED,
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Related,
    Remark,
    Round,
    Severity,
    key,
    mix,
    plural,
    soft,
    table,
)
from tuneready_checks._contents import hashes
from tuneready_checks._groups import groups
from tuneready_checks._labels.census import WHOLE, labelled, together
from tuneready_checks._labels.contradictions import compare, is_judged
from tuneready_checks._labels.names import named
from tuneready_checks._meeting import CELL, SOME, Met, cells, groups_to_compare
from tuneready_checks._texts import Said, read, written

_MOST = 0.5
_MANY = 1000
_FLOOD = 0.02


class ConflictingLabel(DatasetCheck):
    """The same prompt has different outputs.

    Prompts (with their system text) and outputs are compared after soft normalisation; where outputs are
    JSON objects with labels in them, these fields are compared. In a classification set this is an error:
    one of the labels is wrong. Elsewhere several answers may be legitimate, and it is only information:
    answers that contradict each other are `conflicting-answer`'s.

    In a classification set, prompts with the same content words (in any order, one of them misspelt at
    most, at least 80 % alike) and other labels are a warning. Sets whose prompts hold an answer that is to
    be judged are exempt: they ask for fine differences.

    A set counts as classification when 80 % of its outputs occur three times or more, 95 % have at most
    12 words, and there are between 2 and n/4 different ones (precision .96, recall 1.00 on 269 real files),
    or when the configuration says so.

    ## Why it matters

    The model is told two things at once and learns neither; an evaluation against such labels has a
    ceiling below 100 % that nobody sees.

    ## How to fix it

    Decide which label is right and correct the other lines. Where most lines agree, the others are
    named as the ones to look at; where they are even, all are.
    """

    name = "conflicting-label"
    severity = Severity.ERROR
    stage = "consistent"
    good = [
        [{"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")],
        [
            *({"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")),
            {"text": "when is my train to York due at the station", "label": "ham"},
            {"text": "where is my train to York due at the station", "label": "spam"},
            {"text": "my train to York is not due at the station", "label": "ham"},
            {"text": "my train to York is due at the station", "label": "spam"},
        ],
    ]
    bad = [
        [
            *({"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")),
            {"text": "Spam 3!", "label": "ham"},
        ],
        [
            *({"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")),
            {"text": "how do I get a new card for the gate", "label": "ham"},
            {"text": "how to get new cards for the gate?", "label": "spam"},
        ],
        [
            {"prompt": f"{word} {n % 19}", "completion": f'{{"label": "{word if n else "x"}", "n": {n}}}'}
            for n in range(20)
            for word in ("spam", "ham")
        ],
        [
            {"prompt": "Name a river.", "completion": "Rhine"},
            {"prompt": "name a river", "completion": "Nile"},
        ],
    ]

    def map(self, block: Block) -> Facts:
        keys = mix(block.system_keys, block.prompt_keys)
        facts = table(key=keys, id=block.ids, output=block.output_keys)
        return block.partition(keys[block.has_prompt], facts[block.has_prompt])

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        for rows in groups(facts, overview):
            outputs, counts = np.unique(rows["output"], return_counts=True)
            if len(outputs) > 1:
                yield _finding(rows, outputs, counts, overview)

    def conclude(self, results: Iterable[Finding], overview: Overview) -> Iterable[Finding | Remark] | Round:
        """Findings; of classification sets, more rounds look at the words and name the labels."""
        fields = labelled(overview)
        found = [
            finding
            for finding in results
            if fields.get(overview.dataset.split_of(finding.at), WHOLE) == WHOLE
        ]
        return _Meeting(tuple(found), fields) if fields else found


@dataclass(frozen=True)
class _Meeting(Round):
    """Brings together the prompts of classification sets that have the same words, or all but one.

    `found`: conflicts of whole outputs. Where a field of JSON is the label, conflicts are looked for here.
    """

    found: tuple[Finding, ...]
    fields: Mapping[str, tuple[str, ...]]

    def map(self, block: Block) -> Facts:
        fields = self.fields.get(block.file.split)
        if fields is None:
            return {}
        labels = together(block, fields)
        asked = [n for n in np.flatnonzero(block.has_prompt).tolist() if labels[n] is not None]
        prompts = [block.examples[n].prompt for n in asked]
        context = block.system_keys[asked]
        rows = table(
            id=block.ids[asked],
            key=mix(context, block.prompt_keys[asked]),
            prompt=block.prompt_keys[asked],
            output=np.array([key(soft(labels[n] or "")) for n in asked], np.uint64),
            judged=np.array([is_judged(prompt) for prompt in prompts], np.bool_),
        )
        found = cells(zip(rows["id"].tolist(), context.tolist(), prompts, strict=True), hashes)
        return {0: rows, 1: np.array(list(found), CELL)}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[npt.NDArray[Any]]:  # noqa: ARG002
        yield facts

    def conclude(
        self, results: Iterable[npt.NDArray[Any]], overview: Overview
    ) -> Iterable[Finding | Remark] | Round:
        tables = list(results)
        if not tables:
            return self.found
        rows, met = tables
        split = overview.dataset.split_numbers(rows["id"])
        number = {name: at for at, name in enumerate(overview.dataset.splits)}
        judged = [name for name in self.fields if rows["judged"][split == number[name]].mean() > _MOST]
        inside = [number[name] for name, field in self.fields.items() if field != WHOLE]
        exact = [
            _finding(group, outputs, counts, overview)
            for group in groups(rows[np.isin(split, inside)], overview)
            for outputs, counts in [np.unique(group["output"], return_counts=True)]
            if len(outputs) > 1
        ]
        home = overview.dataset.split_numbers(met["id"])
        apart = ~np.isin(home, [number[name] for name in judged])
        met_groups = groups_to_compare(rows, met[apart], home[apart], within=False)
        return _Comparing((*self.found, *exact), met_groups, self.fields)


@dataclass(frozen=True)
class _Comparing(Round):
    """Reads the prompts and labels that are at odds, compares them, and names the labels."""

    found: tuple[Finding, ...]
    met: Met
    fields: Mapping[str, tuple[str, ...]]

    @cached_property
    def _read(self) -> npt.NDArray[np.int64]:
        at_odds = [finding for finding in self.found if finding.severity is None]
        named_ = {example for finding in at_odds for example in (finding.at, finding.related[0].example)}
        return np.array(sorted(named_.union(*self.met.groups)), np.int64)

    def wanted(self) -> npt.NDArray[np.int64]:
        return self._read

    def map(self, block: Block) -> Facts:
        fields = self.fields.get(block.file.split)
        if fields is None:
            return {}
        labels = together(block, fields)
        chosen = np.flatnonzero(np.isin(block.ids, self._read))
        said = [Said(int(block.ids[n]), block.examples[n].prompt, labels[n] or "") for n in chosen]
        return {0: written(said)} if said else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        said = {each.id: each for each in read(facts)}
        for finding in self.found:
            if finding.severity is None:
                here, there = said[finding.at], said[finding.related[0].example]
                labels = f"{named(here.output)} here, {named(there.output)} there"
                yield replace(finding, message=f"{finding.message}: {labels}")
        yield from self._near(said, overview)

    def _near(self, said: Mapping[int, Said], overview: Overview) -> Iterator[Finding]:
        """Of each example and of each pair one finding."""
        told: set[int] = set()
        for group in self.met.groups:
            for finding in compare(group, said, overview):
                if finding.at not in told:
                    told.add(finding.at)
                    yield finding

    def conclude(self, results: Iterable[Finding], overview: Overview) -> Iterator[Finding | Remark]:
        yield from (finding for finding in self.found if finding.severity is not None)
        if not self.met.complete:
            yield Remark(message=SOME)
        by_split: dict[str, list[Finding]] = {}
        for finding in results:
            if finding.severity is None:
                yield finding
            else:
                by_split.setdefault(overview.dataset.split_of(finding.at), []).append(finding)
        for split, near in by_split.items():
            examples = overview.splits[split].examples
            if examples >= _MANY and len(near) > _FLOOD * examples:
                yield Remark(split=split, message=_fine(len(near)), data={"left_out": len(near)})
            else:
                yield from near


def _fine(pairs: int) -> str:
    return (
        f"labels hang on fine differences: {plural(pairs, 'example')} with the words of another example "
        "and another label are not listed"
    )


def _finding(
    rows: npt.NDArray[Any],
    outputs: npt.NDArray[np.uint64],
    counts: npt.NDArray[np.int64],
    overview: Overview,
) -> Finding:
    ids = [int(example) for example in rows["id"]]
    labels = overview.task(overview.dataset.split_of(ids[0])) == "classification"
    most = int(counts.argmax())
    majority = outputs[most] if 2 * counts[most] > len(ids) else None
    doubtful = [example for example, output in zip(ids, rows["output"], strict=True) if output != majority]
    outputs_of = dict(zip(ids, rows["output"], strict=True))
    others = sorted(
        (example for example in ids if example != doubtful[0]),
        key=lambda example: (outputs_of[example] == outputs_of[doubtful[0]], example),
    )
    return Finding(
        at=doubtful[0],
        message=_message(overview.dataset.beside(doubtful[0], others[0]), len(outputs), labels=labels),
        identity=f"{int(rows['key'][0]):016x} {' '.join(f'{int(output):016x}' for output in outputs)}",
        unusable=tuple(doubtful) if labels else (),
        related=tuple(Related(other, "the same prompt") for other in others[:MOST_RELATED]),
        related_total=len(others),
        severity=None if labels else Severity.INFO,
        data={"outputs": len(outputs), "examples": len(ids)},
    )


def _message(place: str, outputs: int, *, labels: bool) -> str:
    if labels:
        more = f" ({plural(outputs, 'label')} in all)" if outputs > 2 else ""  # noqa: PLR2004 — two are a pair
        return f"same prompt as {place}, another label{more}"
    return f"same prompt as {place}, another answer ({plural(outputs, 'answer')} in all)"
