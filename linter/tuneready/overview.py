"""What is known of the dataset as a whole once every line has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuneready.declaration import NOTHING_DECLARED, Declaration
from tuneready.reading.dataset import Dataset
from tuneready.remark import Bars, Histogram, Remark
from tuneready.targets.base import Target
from tuneready.task import Task
from tuneready.versions import OTHERS, Changes, Past, Version

__all__ = ["Overview", "SplitFacts", "Summary", "Task"]


@dataclass(frozen=True)
class SplitFacts:
    """Counts of one split: `lines` are not blank, `parsed` hold an object, `examples` fit their format.

    `label_fields`: of a classification set whose outputs are JSON objects, pointers to the fields that are
    labels, the main one first; empty where the whole output is. `characters`: of all outputs together.
    `content`: a sum of the hashes of the examples, the same whatever their order. `fits`: by target, why the
    first examples of the split do not fit it; empty where they do. Told only where no target is named.
    `lengths`: of the examples, in characters.
    """

    lines: int = 0
    blank: int = 0
    parsed: int = 0
    examples: int = 0
    format: str | None = None
    task: Task = "generation"
    label_fields: tuple[str, ...] = ()
    characters: int = 0
    content: int = 0
    fits: Mapping[str, str] = field(default_factory=dict)
    lengths: Histogram | None = None


@dataclass(frozen=True)
class Overview:
    """The dataset and the facts of its splits, by name.

    `lost` and `unfit`: ids of the lines that hold no JSON object, and of those whose object is no example.
    `unreadable`: by number of file, lines that one fault of the file as a whole makes unreadable.
    `targets`: what the dataset is meant for.
    """

    dataset: Dataset
    splits: Mapping[str, SplitFacts]
    lost: frozenset[int] = frozenset()
    unfit: frozenset[int] = frozenset()
    unreadable: Mapping[int, int] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()

    def task(self, split: str) -> Task:
        """What the model is to learn; a split that is too small to tell follows the training split."""
        if split in self.dataset.tasks:
            return self.dataset.tasks[split]
        facts = self.splits.get("train") or self.splits.get(split)
        return facts.task if facts else "generation"

    def label_fields(self, split: str) -> tuple[str, ...]:
        """Pointers to the fields of its JSON outputs that are labels, the main one first.

        One that is empty stands for the whole output.
        """
        for name in ("train", split):
            facts = self.splits.get(name)
            if facts and facts.examples and facts.task == "classification":
                return facts.label_fields or ("",)
        return ("",)


@dataclass(frozen=True)
class Said:
    """What one check said, in numbers: its findings, the examples that they spoil, and its remarks."""

    findings: int = 0
    errors: int = 0
    warnings: int = 0
    examples: int = 0
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Summary:
    """The overview, and how many examples of each split no check faults: what a SummaryCheck looks at.

    `minimum`: usable training examples below which the dataset is not ready. `declaration`: what the
    owner says of the dataset. `said`: what other checks said, by name; those that failed said nothing.
    `changes`: how the dataset differs from an earlier version, where one is compared. `unlooked`: stages
    of the funnel that no check of this run looks at.
    """

    overview: Overview
    usable: Mapping[str, int]
    minimum: int
    declaration: Declaration = NOTHING_DECLARED
    said: Mapping[str, Said] = field(default_factory=dict)
    unlooked: frozenset[str] = frozenset()
    changes: Changes | None = None


_COUNTS_LABELS = "label-imbalance"
"""The check whose remarks count the labels of each split."""


def version(name: str, overview: Overview, said: Mapping[str, Said]) -> Version:
    """The dataset as a version that a later one can be compared with."""
    remarks = said.get(_COUNTS_LABELS, Said()).remarks
    counted = {remark.split: remark for remark in remarks if "field" not in remark.data}
    return Version(
        name,
        {
            split: Past(facts.examples, facts.characters, facts.content, *_labels(counted.get(split)))
            for split, facts in overview.splits.items()
        },
    )


def _labels(remark: Remark | None) -> tuple[dict[str, int], bool]:
    """How often each label is seen that a remark names, the others as one, and whether it names all."""
    if remark is None or not isinstance(remark.picture, Bars):
        return {}, True
    bars = remark.picture.bars
    whole = remark.data.get("labels") == len(bars)
    counts: dict[str, int] = {}
    for label, count in bars if whole else (*bars[:-1], (OTHERS, bars[-1][1])):
        counts[label] = counts.get(label, 0) + count
    return counts, whole
