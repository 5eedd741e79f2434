"""The check inconsistent-output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Severity, key
from tuneready_checks._outputs.prose import outputs
from tuneready_checks._outputs.shape import BROKEN_JSON, JSON, LINE, NONE, closing, fields, opening, parsed
from tuneready_checks._outputs.shapes import FIELD, OUTPUT, Split

_OUTPUTS, _FIELDS = 0, 1


class InconsistentOutput(DatasetCheck):
    """Most outputs have one form, and this one has another.

    The form is JSON, XML, one line, the same words before the first colon, the same mark before the last
    line. A split has it when at least 90 % of its outputs do (90 % of the lines: one line is told from
    98 % on); JSON that does not parse is told wherever most of what looks like JSON parses. Of JSON, a
    field counts as required when 95 % of the outputs have it, and a type as usual when 5 % have it.

    ## Why it matters

    What reads the model's output expects one form. Each example in another form teaches that the form
    does not matter, and one broken answer in fifty is one failed request in fifty.

    ## How to fix it

    Bring the output into the form of the others, or delete the record. A set with two tasks is better
    split into two, or the system text of each should say which form is wanted.
    """

    name = "inconsistent-output"
    severity = Severity.WARNING
    good = [
        [{"prompt": f"Order {n}", "completion": f'{{"order": {n}, "paid": true}}'} for n in range(30)],
        [{"prompt": f"Tell me of {n}", "completion": f"It is {n}.\nThat is all."} for n in range(30)],
        [
            {"prompt": f"Number {n}", "completion": f'{{"n": {n}}}' if n % 3 else f"There is no number {n}."}
            for n in range(60)
        ],
    ]
    bad = [
        [
            *({"prompt": f"Order {n}", "completion": f'{{"order": {n}, "paid": true}}'} for n in range(30)),
            {"prompt": "Order 30", "completion": "It is order 30, and it is paid."},
        ],
        [
            *({"prompt": f"Order {n}", "completion": f'{{"order": {n}, "paid": true}}'} for n in range(30)),
            {"prompt": "Order 30", "completion": '{"order": 30, "paid": tru'},
        ],
        [
            *({"prompt": f"Order {n}", "completion": f'{{"order": {n}, "paid": true}}'} for n in range(30)),
            {"prompt": "Order 30", "completion": '{"order": "30", "payed": true}'},
        ],
        [
            *({"prompt": f"Is {n} odd?", "completion": f"Answer: {n % 2}"} for n in range(30)),
            {"prompt": "Is 31 odd?", "completion": "It is."},
        ],
    ]

    most: float = Field(0.9, gt=0.5, le=1, description="share of outputs that make a form the split's form")
    least: int = Field(10, ge=2, description="outputs below which there is no form")

    def map(self, block: Block) -> Facts:
        rows: list[tuple[int, int, int, int, int]] = []
        seen: list[tuple[int, int, int, bytes]] = []
        for example, text in zip(block.examples, outputs(block), strict=True):
            kind, value = parsed(text)
            if kind == NONE:
                continue
            structured = kind in {JSON, BROKEN_JSON}
            rows.append(
                (
                    example.id,
                    example.key,
                    kind,
                    0 if structured else opening(text),
                    0 if structured or kind == LINE else closing(text),
                )
            )
            if kind == JSON:
                seen += [(example.id, key(name), type_, name.encode()[:40]) for name, type_ in fields(value)]
        facts = {_OUTPUTS: np.array(rows, OUTPUT), _FIELDS: np.array(seen, FIELD)}
        return {part: found for part, found in facts.items() if len(found)}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:  # noqa: ARG002 — joined below
        yield facts

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterator[Finding | Remark]:
        found = list(results)
        rows = next((each for each in found if each.dtype == OUTPUT), np.empty(0, OUTPUT))
        seen = next((each for each in found if each.dtype == FIELD), np.empty(0, FIELD))
        dataset = overview.dataset
        for number, split in enumerate(dataset.splits):
            own = rows[dataset.split_numbers(rows["id"]) == number]
            if len(own) >= self.least:
                of_split = Split(split, own, seen[dataset.split_numbers(seen["id"]) == number], self.most)
                yield from of_split.said()
