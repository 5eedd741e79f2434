"""The labels of each split, counted; the base class of the checks that look at them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Round, key, table

MOST_CHARACTERS = 64
"""Of a longer label so many characters are kept; it is told from others by its hash."""


class Label(NamedTuple):
    """A label, how often it is seen, the first example that has it, and how long it truly is."""

    text: str
    key: int
    seen: int
    first: int
    length: int

    @property
    def whole(self) -> bool:
        """Whether `text` is all of it."""
        return self.length == len(self.text)


@dataclass(frozen=True)
class Labels:
    """The labels of one split, the commonest first."""

    split: str
    labels: tuple[Label, ...]

    @property
    def total(self) -> int:
        """How many examples have a label."""
        return sum(label.seen for label in self.labels)

    @property
    def counts(self) -> dict[int, int]:
        """How often each label is seen, by its key."""
        return {label.key: label.seen for label in self.labels}


BySplit = Mapping[str, Labels]
Said = Iterable[Finding | Remark]


def labelled(overview: Overview) -> dict[str, str]:
    """The splits that are classification sets, each with the field that is the label."""
    return {
        split: overview.label_field(split)
        for split in overview.dataset.splits
        if overview.task(split) == "classification" and overview.splits[split].examples
    }


class LabelCheck(DatasetCheck, ABC):
    """A check of the labels of classification sets; other sets it leaves after the first look."""

    def map(self, block: Block) -> Facts:  # noqa: ARG002 — nothing is known of the task yet
        return {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Any]:  # noqa: ARG002
        return ()

    def conclude(self, results: Iterable[Any], overview: Overview) -> Said | Round:  # noqa: ARG002
        fields = labelled(overview)
        return Counting(self, fields) if fields else ()

    @abstractmethod
    def judge(self, labels: BySplit, overview: Overview) -> Said | Round:
        """What the labels of the splits say: findings and remarks, or one more round."""


@dataclass(frozen=True)
class Counting(Round):
    """Counts the labels of each split."""

    check: LabelCheck
    fields: Mapping[str, str]

    def map(self, block: Block) -> Facts:
        field = self.fields.get(block.file.split)
        if field is None:
            return {}
        counts: dict[str, int] = {}
        first: dict[str, int] = {}
        asked = block.has_prompt.tolist()
        for label, example, prompt in zip(block.labels(field), block.ids.tolist(), asked, strict=True):
            if label is not None and prompt and not label.isspace() and label:
                counts[label] = counts.get(label, 0) + 1
                first.setdefault(label, example)
        texts = list(counts)
        return {0: _facts(texts, counts, first)} if texts else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Labels]:
        names = overview.dataset.splits
        split = overview.dataset.split_numbers(facts["first"])
        for number in np.unique(split).tolist():
            yield Labels(names[number], _merged(facts[split == number]))

    def conclude(self, results: Iterable[Labels], overview: Overview) -> Said | Round:
        found = {labels.split: labels for labels in results}
        return self.check.judge(found, overview) if found else ()


def _facts(texts: Sequence[str], counts: Mapping[str, int], first: Mapping[str, int]) -> npt.NDArray[Any]:
    return table(
        key=np.array([key(text) for text in texts], np.uint64),
        first=np.array([first[text] for text in texts], np.int64),
        count=np.array([counts[text] for text in texts], np.int64),
        length=np.array([len(text) for text in texts], np.int64),
        text=np.array(texts, f"U{MOST_CHARACTERS}"),
    )


def _merged(facts: npt.NDArray[Any]) -> tuple[Label, ...]:
    """One label for the facts of all blocks that have it, the commonest first."""
    keys, where, home = np.unique(facts["key"], return_index=True, return_inverse=True)
    counts = np.zeros(len(keys), np.int64)
    np.add.at(counts, home.ravel(), facts["count"])
    merged = (
        Label(
            str(facts["text"][at]), int(value), int(count), int(facts["first"][at]), int(facts["length"][at])
        )
        for value, at, count in zip(keys, where, counts, strict=True)
    )
    return tuple(sorted(merged, key=lambda label: (-label.seen, label.text, label.key)))
