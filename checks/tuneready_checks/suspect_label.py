"""The check suspect-label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, Facts, Finding, Overview, Related, Remark, Round, Severity, key, table
from tuneready_checks._labels.census import BySplit, Label, LabelCheck, labelled
from tuneready_checks._labels.names import named
from tuneready_checks._labels.variants import pooled, variants

if TYPE_CHECKING:
    from tuneready_checks._labels.verdicts import Verdicts

_FEWEST = 3
_FEWEST_EXAMPLES = 20
_NEIGHBOURS = 3
_MOST_EXAMPLES = 50_000
_MOST_WORK = 4_000_000
_HASH_BITS = 32
_FEW = f"labels cannot be checked from the text: fewer than two have {_FEWEST} examples"


class SuspectLabel(LabelCheck):
    """The words of a prompt speak for another label than the one it has.

    Two simple classifiers look at each example with the example itself left out: naive Bayes over words,
    and the nearest centroid (TF-IDF, cosine). Together they say how likely each label is; where another one
    is 18 times as likely as the given one (more, where words tell labels less well), it is suspect.

    Splits are looked at together; labels with fewer than three examples are left out, and of
    very large sets a part that is chosen by content.

    It is asked only where it can be trusted: naive Bayes must find at least 80 % of the labels as they
    are. Otherwise a remark says that labels cannot be checked from the text.

    A suspicion stays a warning, and the example stays usable, until 5 % of all examples are suspect.

    ## Why it matters

    One wrong label in twenty costs more than it seems: the model learns the confusion, and an evaluation
    with the same fault in it rewards it for that.

    ## How to fix it

    Read the line beside those that are named with it, and correct the one that is wrong. A label that is
    right and looks odd is a good example: leave it.
    """

    name = "suspect-label"
    severity = Severity.WARNING
    stage = "consistent"
    good = [
        [
            {"text": f"{verb} {thing} number {n}", "label": verb}
            for n in range(6)
            for thing in ("table", "song", "ticket")
            for verb in ("book", "play", "cancel")
        ],
        [{"text": f"{n} things", "label": "ab"[n % 2]} for n in range(60)],
    ]
    bad = [
        [
            *(
                {"text": f"please {verb} the {thing} number {n}", "label": verb}
                for n in range(6)
                for thing in ("table", "song", "ticket")
                for verb in ("book", "play", "cancel")
            ),
            {"text": "please play the song number 40", "label": "cancel"},
        ]
    ]

    accuracy: float = Field(
        0.8, ge=0, le=1, description="least share of labels that must be found as they are"
    )
    grave: float = Field(0.05, ge=0, le=1, description="share of suspects from which they are not usable")

    def fields(self, overview: Overview) -> dict[str, tuple[str, ...]]:
        """The main label alone: to read the words of all prompts once more for each field takes too long."""
        return {split: fields[:1] for split, fields in labelled(overview).items()}

    def judge(self, labels: BySplit, overview: Overview) -> Iterable[Finding | Remark] | Round:
        everyone = pooled(labels)
        home = _classes(everyone)
        if len(set(home.values())) < 2:  # noqa: PLR2004 — with one label there is no other
            return [Remark(message=_FEW)] if len(everyone) > 1 else ()
        total = sum(label.seen for label in everyone)
        if total < _FEWEST_EXAMPLES:
            return [Remark(message=f"labels cannot be checked from the text: {total} examples are too few")]
        names = {
            class_: label.text for label in reversed(everyone) if (class_ := home.get(label.key)) is not None
        }
        most = min(_MOST_EXAMPLES, max(_FEWEST_EXAMPLES, _MOST_WORK // len(names)))
        return _Reading(self, self.fields(overview), home, names, min(1.0, most / total))


def _classes(labels: Sequence[Label]) -> dict[int, int]:
    """The class of each label by its key: spellings of one label share it, and rare labels have none."""
    meant = {variant.label.key: variant.meant.key for variant in variants(labels)}
    root = {label.key: label.key for label in labels}
    for label in labels:
        root[label.key] = root.get(meant.get(label.key, label.key), label.key)
    seen: dict[int, int] = {}
    for label in labels:
        seen[root[label.key]] = seen.get(root[label.key], 0) + label.seen
    numbers = {
        value: number for number, value in enumerate(v for v, count in seen.items() if count >= _FEWEST)
    }
    return {value: numbers[top] for value, top in root.items() if top in numbers}


@dataclass(frozen=True)
class _Reading(Round):
    """Reads the words of the prompts; `share` of them, where there are too many.

    `home`: the class of each label, by its key. `names`: a label of each class.
    """

    check: SuspectLabel
    fields: Mapping[str, tuple[str, ...]]
    home: Mapping[int, int]
    names: Mapping[int, str]
    share: float

    @cached_property
    def _limit(self) -> int:
        return int(self.share * (1 << _HASH_BITS))

    def map(self, block: Block) -> Facts:
        if block.file.split not in self.fields:
            return {}
        from tuneready_checks._labels.words import hashed

        classes: dict[str | None, int] = {None: -1}
        known: dict[str, int] = {}
        chosen = (block.exact_keys & np.uint64((1 << _HASH_BITS) - 1) < self._limit) & block.has_prompt
        indices, homes, sizes, words = [], [], [], []
        labels = block.labels(self.fields[block.file.split][0])
        for index in np.flatnonzero(chosen).tolist():
            label = labels[index]
            if label not in classes:
                classes[label] = self.home.get(key(label or ""), -1)
            if classes[label] >= 0:
                found = hashed(block.examples[index].prompt, known)
                indices.append(index)
                homes.append(classes[label])
                sizes.append(len(found))
                words += found
        if not indices:
            return {}
        rows = table(
            id=block.ids[indices],
            content=block.exact_keys[indices],
            home=np.array(homes, np.int64),
            size=np.array(sizes, np.int64),
        )
        return {0: rows, 1: np.array(words, np.uint32)}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[npt.NDArray[Any]]:  # noqa: ARG002
        yield facts

    def conclude(self, results: Iterable[npt.NDArray[Any]], overview: Overview) -> Iterable[Finding | Remark]:
        from tuneready_checks._labels.verdicts import nearest, verdicts
        from tuneready_checks._labels.words import Table

        tables = list(results)
        if not tables:
            return
        rows, words = tables
        present, home = np.unique(rows["home"], return_inverse=True)
        if len(present) < 2:  # noqa: PLR2004 — with one label there is no other
            return
        entries = Table.of(rows["size"], words, len(present))
        seen = verdicts(entries, home, len(present))
        if seen.accuracy < self.check.accuracy:
            yield Remark(
                message="labels cannot be checked from the text: "
                f"words tell only {100 * seen.accuracy:.0f} % of them",
                data={"accuracy": round(seen.accuracy, 4)},
            )
            return
        suspects = np.flatnonzero(seen.suspect)
        grave = len(suspects) >= self.check.grave * len(rows)
        near = nearest(entries, home, suspects, seen.other, _NEIGHBOURS)
        names = [named(self.names[class_]) for class_ in present.tolist()]
        for suspect, others in near:
            yield _finding(
                rows,
                suspect,
                others,
                (names[home[suspect]], names[seen.other[suspect]]),
                overview,
                grave=grave,
            )
        yield _remark(seen, len(suspects), len(rows))


def _finding(
    rows: npt.NDArray[Any],
    suspect: int,
    others: Sequence[int],
    names: tuple[str, str],
    overview: Overview,
    *,
    grave: bool,
) -> Finding:
    here = int(rows["id"][suspect])
    neighbours = [int(rows["id"][other]) for other in others]
    given, meant = names
    like = ", like " + overview.dataset.beside(here, neighbours[0]) if neighbours else ""
    return Finding(
        at=here,
        message=f"labelled {given}, but its words speak for {meant}{like}",
        identity=f"{int(rows['content'][suspect]):016x} {given} {meant}",
        unusable=(here,) if grave else (),
        related=tuple(Related(other, f"near it, labelled {meant}") for other in neighbours),
        severity=None if grave else Severity.WARNING,
    )


def _remark(seen: Verdicts, suspects: int, examples: int) -> Remark:
    return Remark(
        message=f"{suspects:,} of {examples:,} labels are suspect; "
        f"words tell {100 * seen.accuracy:.0f} % of all",
        data={"suspects": suspects, "examples": examples, "accuracy": round(seen.accuracy, 4)},
    )
