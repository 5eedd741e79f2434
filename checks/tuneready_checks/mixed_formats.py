"""The check mixed-formats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
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
    Severity,
    example_id,
    plural,
)


class MixedFormats(DatasetCheck):
    """Records of another format stand in a file.

    ## Why it matters

    Trainers and providers choose how to read a file once. What is of another format is refused, or read
    as empty. Mostly two exports were joined by mistake.

    ## How to fix it

    Convert the records that differ, or give them a file of their own.
    """

    name = "mixed-formats"
    severity = Severity.ERROR
    stage = "fitting"
    by_file = True
    good = [[{"prompt": "a", "completion": "b"}, {"prompt": "c", "completion": "d"}]]
    bad = [
        [
            {"prompt": "a", "completion": "b"},
            {"prompt": "c", "completion": "d"},
            {"instruction": "e", "input": "", "output": "f"},
        ],
    ]

    def map(self, block: Block) -> Facts:
        strays = block.strays
        facts = np.array(
            [(example_id(block.file.number, stray.line), stray.found, stray.expected) for stray in strays],
            [("id", np.int64), ("found", "U40"), ("expected", "U40")],
        )
        return block.partition(np.full(len(strays), block.file.number, np.uint64), facts)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        def kind(fact: Any) -> tuple[str, str, str]:  # noqa: ANN401 — a row of a structured array
            return overview.dataset.place(int(fact["id"])).file, str(fact["expected"]), str(fact["found"])

        for (_file, expected, found), rows in groupby(sorted(facts, key=kind), kind):
            ids = sorted(int(row["id"]) for row in rows)
            verb = "record is" if len(ids) == 1 else "records are"
            yield Finding(
                at=ids[0],
                message=f"{len(ids):,} {verb} {found}, in a file of {expected}",
                identity=f"{expected} {found}",
                unusable=tuple(ids),
                related=tuple(Related(other, f"is {found} too") for other in ids[1 : MOST_RELATED + 1]),
                related_total=len(ids) - 1,
                data={"expected": expected, "found": found, "records": plural(len(ids), "record")},
            )
