"""The labels of each split, counted; the base class of the checks that look at them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Round, key, table
from tuneready_checks._labels.places import beside, joined

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
    """The labels of one split, the commonest first; `field` points to them in JSON outputs."""

    split: str
    labels: tuple[Label, ...]
    field: str = ""

    @property
    def total(self) -> int:
        """How many examples have a label."""
        return sum(label.seen for label in self.labels)

    @property
    def counts(self) -> dict[int, int]:
        """How often each label is seen, by its key."""
        return {label.key: label.seen for label in self.labels}


WHOLE = ("",)
"""Stands for the fields of a split where the whole output is the label."""

BySplit = Mapping[str, Labels]
Said = Iterable[Finding | Remark]


def labelled(overview: Overview) -> dict[str, tuple[str, ...]]:
    """The splits that are classification sets, each with the fields that are labels, the main one first."""
    return {
        split: overview.label_fields(split)
        for split in overview.dataset.splits
        if overview.task(split) == "classification" and overview.splits[split].examples
    }


def together(block: Block, fields: Sequence[str]) -> list[str | None]:
    """The labels of each example in all these fields as one text; None where it has none of them."""
    if len(fields) == 1:
        return list(block.labels(fields[0]))
    columns = zip(*(block.labels(field) for field in fields), strict=True)
    return [
        None
        if all(each is None for each in labels)
        else ", ".join("" if each is None else each for each in labels)
        for labels in columns
    ]


class LabelCheck(DatasetCheck, ABC):
    """A check of the labels of classification sets; other sets it leaves after the first look.

    Where outputs are JSON objects with several labels in them, each of these fields is judged for itself.
    """

    def map(self, block: Block) -> Facts:  # noqa: ARG002 — nothing is known of the task yet
        return {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Any]:  # noqa: ARG002
        return ()

    def conclude(self, results: Iterable[Any], overview: Overview) -> Said | Round:  # noqa: ARG002
        fields = self.fields(overview)
        return Counting(self, fields) if fields else ()

    def fields(self, overview: Overview) -> dict[str, tuple[str, ...]]:
        """The fields that are judged, by split."""
        return labelled(overview)

    @abstractmethod
    def judge(self, labels: BySplit, _overview: Overview) -> Said | Round:
        """What the labels of one field say, by split: findings and remarks, or one more round."""

    def beside(self, finding: Finding) -> Finding:
        """What is said of a field that is not the main label; override it where less is meant."""
        return finding


@dataclass(frozen=True)
class Counting(Round):
    """Counts the labels of each split, field by field."""

    check: LabelCheck
    fields: Mapping[str, tuple[str, ...]]

    def map(self, block: Block) -> Facts:
        asked = block.has_prompt.tolist()
        found = {}
        for place, field in enumerate(self.fields.get(block.file.split, ())):
            counts: dict[str, int] = {}
            first: dict[str, int] = {}
            for label, example, prompt in zip(block.labels(field), block.ids.tolist(), asked, strict=True):
                if label is not None and prompt and not label.isspace() and label:
                    counts[label] = counts.get(label, 0) + 1
                    first.setdefault(label, example)
            if counts:
                found[place] = _facts(counts, first, place)
        return found

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Labels]:
        names = overview.dataset.splits
        split = overview.dataset.split_numbers(facts["first"])
        for number in np.unique(split).tolist():
            here = facts[split == number]
            for place in np.unique(here["place"]).tolist():
                field = self.fields[names[number]][place]
                yield Labels(names[number], _merged(here[here["place"] == place]), field)

    def conclude(self, results: Iterable[Labels], overview: Overview) -> Said | Round:
        by_field: dict[str, dict[str, Labels]] = {}
        for labels in results:
            by_field.setdefault(labels.field, {})[labels.split] = labels
        main = {fields[0] for fields in self.fields.values()}
        order = sorted(by_field, key=lambda field: (field not in main, field))
        return joined(
            self.check.judge(by_field[field], overview)
            if field in main
            else beside(self.check.judge(by_field[field], overview), field, self.check.beside)
            for field in order
        )


def _facts(counts: Mapping[str, int], first: Mapping[str, int], place: int) -> npt.NDArray[Any]:
    texts = list(counts)
    return table(
        place=np.full(len(texts), place, np.uint8),
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
