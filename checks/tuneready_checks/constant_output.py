"""The check constant-output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import (
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Severity,
    example_id,
    key,
    plural,
    table,
)

_NOTHING = key("")


class ConstantOutput(DatasetCheck):
    """All outputs of a split are the same.

    Outputs are compared after soft normalisation, from five examples on (ten in an evaluation split).
    Empty ones are `empty-output`'s.

    ## Why it matters

    There is nothing to learn but to say that one thing, whatever is asked: the loss falls at once, the
    model is ruined for everything else. In an evaluation split, a model that says nothing else is right
    every time.

    ## How to fix it

    Look at how the file was written: a column was mixed up, a filter kept one label, a default was never
    filled in. Give the set the answers that it was to have.
    """

    name = "constant-output"
    severity = Severity.ERROR
    good = [
        [{"prompt": f"Is {n} even?", "completion": ("yes", "no")[n % 2]} for n in range(12)],
        [{"prompt": f"Is {n} even?", "completion": "yes"} for n in range(4)],
        [{"prompt": f"What ends this: so it is{n}", "completion": ".!?"[n % 3]} for n in range(12)],
    ]
    bad = [
        [{"prompt": f"Is {n} even?", "completion": ("Yes", "yes.")[n % 2]} for n in range(12)],
        {
            "train": [{"prompt": f"Is {n} even?", "completion": ("yes", "no")[n % 2]} for n in range(12)],
            "test": [{"prompt": f"Is {n} odd?", "completion": "no"} for n in range(12)],
        },
    ]

    least: int = Field(5, ge=2, description="training examples from which outputs are compared")
    least_evaluation: int = Field(10, ge=2, description="the same, of an evaluation split")

    def map(self, block: Block) -> Facts:
        outputs = block.output_keys[block.has_prompt]
        if not len(outputs):
            return {}
        ids = block.ids[block.has_prompt]
        return {
            0: table(
                id=ids[:1],
                least=outputs.min(keepdims=True),
                most=outputs.max(keepdims=True),
                count=np.array([len(outputs)]),
            )
        }

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        split = overview.dataset.split_numbers(facts["id"])
        for number, name in enumerate(overview.dataset.splits):
            here = facts[split == number]
            if len(here) and here["least"].min() == here["most"].max() != _NOTHING:
                yield from self._finding(here, name, overview)

    def _finding(self, facts: npt.NDArray[Any], split: str, overview: Overview) -> Iterator[Finding]:
        count = int(facts["count"].sum())
        trained = split == "train"
        if count < (self.least if trained else self.least_evaluation):
            return
        yield Finding(
            at=example_id(next(overview.dataset.in_split(split)).number, 0),
            message=f"all {plural(count, 'output')} of {split} are the same",
            identity=f"{split} {int(facts['least'][0]):016x}",
            severity=None if trained else Severity.WARNING,
            data={"examples": count},
        )
