"""The check conflicting-label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import (
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Related,
    Round,
    Severity,
    mix,
    plural,
    shown,
    table,
)
from tuneready_checks._groups import groups

_RELATED = 100


class ConflictingLabel(DatasetCheck):
    """The same prompt has different outputs.

    Prompts (with their system text) and outputs are compared after soft normalisation. In a
    classification set this is an error: one of the labels is wrong. Elsewhere several answers may be
    legitimate, and it is only information.

    A set counts as classification when 80 % of its outputs occur three times or more, 95 % have at most
    12 words, and there are between 2 and n/4 different ones (precision .96, recall 1.00 on 269 real files).

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
    good = [[{"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")]]
    bad = [
        [
            *({"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")),
            {"text": "Spam 3!", "label": "ham"},
        ],
        [
            {"prompt": "Name a river.", "completion": "Rhine"},
            {"prompt": "name a river", "completion": "Nile"},
        ],
    ]

    def map(self, block: Block) -> Facts:
        keys = mix(block.system_keys, block.prompt_keys)
        files = np.full(len(keys), block.file.number, np.int64)
        facts = table(key=keys, id=block.ids, output=block.output_keys, file=files)
        return block.partition(keys[block.has_prompt], facts[block.has_prompt])

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        for rows in groups(facts, overview):
            outputs, counts = np.unique(rows["output"], return_counts=True)
            if len(outputs) > 1:
                yield _finding(rows, outputs, counts, overview)

    def conclude(self, results: Iterable[Finding], _overview: Overview) -> Iterable[Finding] | Round:
        """Findings; where labels are at odds, another round reads the labels so that they can be named."""
        found = list(results)
        at_odds = [finding for finding in found if finding.severity is None]
        return _NameLabels(tuple(found)) if at_odds else found


@dataclass(frozen=True)
class _NameLabels(Round):
    """Reads the labels of the examples that are at odds, and names them in the findings."""

    found: tuple[Finding, ...]

    @cached_property
    def _wanted(self) -> npt.NDArray[np.int64]:
        pairs = [
            (finding.at, finding.related[0].example) for finding in self.found if finding.severity is None
        ]
        return np.array(pairs, np.int64).ravel()

    def map(self, block: Block) -> Facts:
        chosen = np.flatnonzero(np.isin(block.ids, self._wanted))
        labels = [shown(block.examples[index].output.strip()) for index in chosen]
        facts = table(id=block.ids[chosen], label=np.array(labels, "U48"))
        return block.partition(np.zeros(len(chosen), np.uint64), facts)

    def reduce(self, facts: npt.NDArray[Any], _overview: Overview) -> Iterator[Finding]:
        labels = {int(fact["id"]): str(fact["label"]) for fact in facts}
        for finding in self.found:
            if finding.severity is None:
                here, there = labels[finding.at], labels[finding.related[0].example]
                yield replace(finding, message=f"{finding.message}: {here} here, {there} there")
            else:
                yield finding


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
        related=tuple(Related(other, "the same prompt") for other in others[:_RELATED]),
        related_total=len(others),
        severity=None if labels else Severity.INFO,
        data={"outputs": len(outputs), "examples": len(ids)},
    )


def _message(place: str, outputs: int, *, labels: bool) -> str:
    if labels:
        more = f" ({plural(outputs, 'label')} in all)" if outputs > 2 else ""  # noqa: PLR2004 — two are a pair
        return f"same prompt as {place}, another label{more}"
    return f"same prompt as {place}, another answer ({plural(outputs, 'answer')} in all)"
