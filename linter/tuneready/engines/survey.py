"""Counts of each split, and what kind of task it is; an engine's own first round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.block import Block, table
from tuneready.engines.fields import Fields, are_labels
from tuneready.example import Example, example_id
from tuneready.lengths import counted, pictured
from tuneready.overview import Overview, SplitFacts
from tuneready.reading.dataset import Dataset
from tuneready.targets.base import Target
from tuneready.targets.fit import Fit
from tuneready.task import Task

_MOST_LABEL_WORDS = 12
_FEWEST_CONSTANT = 5


def task_of(keys: npt.NDArray[np.uint64], words: npt.NDArray[np.uint8]) -> Task:
    """What these outputs (their hashes and their lengths in words) teach, as far as they alone tell.

    Labels are as `are_labels` says: measured on 269 real files, precision .964 and recall 1.000.
    """
    counts = np.unique(keys, return_counts=True)[1]
    if len(counts) == 1 and len(keys) >= _FEWEST_CONSTANT and words.any():
        return "constant"
    long = int(np.count_nonzero(words > _MOST_LABEL_WORDS))
    return "classification" if are_labels(counts, len(keys), long) else "generation"


@dataclass
class Survey:
    """Takes notes of every block as it passes by; `overview` sums them up."""

    targets: tuple[Target, ...] = ()
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    formats: dict[str, Counter[str]] = field(default_factory=dict)
    outputs: dict[str, list[npt.NDArray[Any]]] = field(default_factory=dict)
    fields: dict[str, Fields] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    unfit: set[int] = field(default_factory=set)
    unreadable: Counter[int] = field(default_factory=Counter)
    fits: dict[str, Fit] = field(default_factory=dict)
    lengths: dict[str, npt.NDArray[np.int64]] = field(default_factory=dict)

    def note(self, block: Block) -> None:
        """Count this block's lines, and keep 9 bytes an example: its output's hash and its length."""
        split, number = block.file.split, block.file.number
        lost = {example_id(number, bad.line) for bad in block.bad_lines if bad.lost and bad.line}
        unfit = {example_id(number, misfit.line) for misfit in block.misfits}
        self.lost |= lost
        self.unfit |= unfit
        parsed = len(block.examples) + len(unfit)
        self.unreadable[number] += block.lines - parsed - len(lost)
        self.counts.setdefault(split, Counter()).update(
            lines=block.lines,
            blank=block.blank,
            parsed=parsed,
            examples=len(block.examples),
            preferences=sum(bool(example.view.rejected) for example in block.examples),
            calls=sum(map(_calls, block.examples)),
            characters=sum(len(example.output) for example in block.examples),
            content=int(block.exact_keys.sum()),
        )
        self.lengths[split] = self.lengths.get(split, 0) + counted(block.examples)
        fields = self.fields.setdefault(split, Fields())
        fields.add([example.output for example in block.examples])
        self.formats.setdefault(split, Counter()).update(example.format for example in block.examples)
        if not self.targets:
            own = [example for example in block.examples if example.format == block.format]
            columns = block.file.name.endswith(".parquet")
            self.fits.setdefault(split, Fit()).look(own, columns=columns)
        self.outputs.setdefault(split, []).append(table(key=block.output_keys, words=block.output_words))

    def merge(self, later: Survey) -> None:
        """Add the notes of blocks that follow."""
        for split, counts in later.counts.items():
            self.counts.setdefault(split, Counter()).update(counts)
            self.formats.setdefault(split, Counter()).update(later.formats[split])
            self.outputs.setdefault(split, []).extend(later.outputs[split])
            self.fields.setdefault(split, Fields()).merge(later.fields[split])
            self.lengths[split] = self.lengths.get(split, 0) + later.lengths[split]
        for split, fit in later.fits.items():
            self.fits.setdefault(split, Fit()).merge(fit)
        self.lost |= later.lost
        self.unfit |= later.unfit
        self.unreadable.update(later.unreadable)

    def overview(self, dataset: Dataset) -> Overview:
        """What is known once every block has been noted."""
        facts = {split: self._facts(split, dataset) for split in dataset.splits}
        return Overview(
            dataset, facts, frozenset(self.lost), frozenset(self.unfit), +self.unreadable, self.targets
        )

    def _facts(self, split: str, dataset: Dataset) -> SplitFacts:
        if split not in self.counts:
            return SplitFacts()
        counts = self.counts[split]
        commonest = self.formats[split].most_common(1)
        task, label_fields = self._task(split, dataset)
        return SplitFacts(
            lines=counts["lines"],
            blank=counts["blank"],
            parsed=counts["parsed"],
            examples=counts["examples"],
            format=commonest[0][0] if commonest else None,
            task=task,
            label_fields=label_fields,
            characters=counts["characters"],
            content=counts["content"] % (1 << 64),
            fits=self.fits[split].told(counts["lines"], counts["lines"] - counts["examples"])
            if split in self.fits
            else {},
            lengths=pictured(self.lengths[split]),
        )

    def _task(self, split: str, dataset: Dataset) -> tuple[Task, tuple[str, ...]]:
        """What a split teaches, as its owner says or as it looks, and the fields that are labels."""
        counts, fields = self.counts[split], self.fields[split]
        declared = dataset.tasks.get(split)
        if declared is not None:
            labels = fields.label_fields(counts["examples"]) if declared == "classification" else ()
            return declared, labels
        if 2 * counts["preferences"] > counts["examples"]:
            return "preference", ()
        outputs = np.concatenate(self.outputs[split])
        task = task_of(outputs["key"], outputs["words"])
        labels = fields.label_fields(counts["examples"]) if task != "constant" else ()
        if labels:
            return "classification", labels
        if task == "generation" and 2 * counts["calls"] > counts["examples"]:
            return "tool-calling", ()
        return task, ()


def _calls(example: Example) -> bool:
    """Whether an example teaches when and how to call a tool."""
    turn = example.output_turn
    return bool(example.view.tools) or (turn is not None and any(part.kind == "call" for part in turn.parts))
