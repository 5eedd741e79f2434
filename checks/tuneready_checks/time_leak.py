"""The check time-leak: examples to evaluate on that are older than what was trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import (
    LINE_BITS,
    MOST_RELATED,
    Block,
    DatasetCheck,
    Example,
    Facts,
    Finding,
    Overview,
    Related,
    Severity,
    key,
    plural,
    table,
)
from tuneready_checks._moments import DAY, moment
from tuneready_checks._pointers import known_fields, value_at

_NAMES = (
    "timestamp createdat createdon created creationdate createdtime createtime createdate createdutc "
    "datetime date time publishedat published publicationdate postedat sentat receivedat openedat startedat"
)
_KNOWN = frozenset(_NAMES.split())
_FACTS = np.dtype([("id", np.int64), ("time", np.float64), ("day", np.bool_), ("field", "S64")])


class TimeLeak(DatasetCheck):
    """Examples to evaluate on are older than examples to train on.

    When an example was made is told by `at`, or `--time` on the command line: a JSON pointer such as
    /metadata/created_at to an ISO 8601 date or time, or to seconds or milliseconds since 1970. Times
    without a zone are UTC; where one of them is a date alone, all are compared by the day. Each split that
    has an example older than the newest training example is a warning.

    Where nothing is named, fields are known by their names (created_at, timestamp, date and the like, in
    the record or in its metadata), and the same is told as information: splits that are drawn by chance
    have times too, and for many tasks that is right. No example becomes unusable.

    ## Why it matters

    The model will be asked about what comes after its training data. An evaluation that asks about what
    came before knows the future, and looks better than the model will be.

    ## How to fix it

    Cut by time: train on what came before a day, evaluate on what came after it. The finding says how many
    training examples are newer than the oldest one to evaluate on: where these are few, look at their
    times first, one of them may be wrong. Where time does not matter for your task, turn the check off.
    """

    name = "time-leak"
    good = [
        {
            "train": [
                {"prompt": f"a{n}", "completion": "x", "created_at": f"2024-01-0{n}"} for n in range(1, 9)
            ],
            "test": [
                {"prompt": f"b{n}", "completion": "x", "created_at": f"2024-01-{n}T12:00:00Z"}
                for n in range(10, 20)
            ],
        },
        [{"prompt": f"a{n}", "completion": "x", "date": f"2024-01-0{n}"} for n in range(1, 9)],
    ]
    bad = [
        {
            "train": [
                {"prompt": f"a{n}", "completion": "x", "created_at": f"2024-01-0{n}"} for n in range(1, 9)
            ],
            "test": [{"prompt": "c", "completion": "x", "created_at": "2024-01-03T12:00:00Z"}],
        },
        {
            "train": [{"prompt": "a", "completion": "x", "metadata": {"timestamp": 1_700_000_000}}],
            "validation": [{"prompt": "b", "completion": "x", "metadata": {"timestamp": 1_600_000_000_000}}],
        },
    ]

    at: str = Field(
        default="",
        pattern=r"^(/([^~/]|~[01])*)*$",
        description="JSON pointer to when an example was made",
    )

    def map(self, block: Block) -> Facts:
        rows = [
            (example.id, *time, field.encode())
            for example in block.examples
            for field, value in self._times(example)
            if (time := moment(value)) is not None
        ]
        facts = np.array(rows, _FACTS)
        fields = {field: key(field.decode(errors="replace")) for field in np.unique(facts["field"]).tolist()}
        keys = np.fromiter((fields[field] for field in facts["field"].tolist()), np.uint64, len(facts))
        return block.partition(keys, facts)

    def _times(self, example: Example) -> Iterator[tuple[str, object]]:
        if self.at:
            yield "/", value_at(example.record, self.at)
        else:
            yield from known_fields(example.record, _KNOWN)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding | set[str]]:
        for field in np.unique(facts["field"]):
            rows = facts[facts["field"] == field]
            time = np.floor(rows["time"] / DAY) * DAY if rows["day"].any() else rows["time"]
            dated = table(id=rows["id"], time=time)
            split = overview.dataset.split_numbers(rows["id"])
            by_split = {name: dated[split == number] for number, name in enumerate(overview.dataset.splits)}
            yield {name for name, mine in by_split.items() if len(mine)}
            train = by_split.pop("train", dated[:0])
            for mine in by_split.values():
                if len(train) and len(mine):
                    yield from self._leak(train, mine, self.at or field.decode(errors="replace"), overview)

    def conclude(self, results: Iterable[Finding | set[str]], overview: Overview) -> Iterator[Finding]:
        dated: set[str] = set()
        for result in results:
            if isinstance(result, Finding):
                yield result
            else:
                dated |= result
        for split, facts in overview.splits.items():
            if self.at and facts.examples and split not in dated:
                yield Finding(
                    at=next(overview.dataset.in_split(split)).number << LINE_BITS,
                    message=f"no example of {split} has a time at {self.at}: expected an ISO 8601 date, "
                    "or seconds or milliseconds since 1970",
                    identity=f"no time at {self.at} in {split}",
                )

    def _leak(
        self, train: npt.NDArray[Any], mine: npt.NDArray[Any], field: str, overview: Overview
    ) -> Iterator[Finding]:
        newest = train[np.lexsort((train["id"], -train["time"]))[0]]
        older = np.sort(mine["id"][mine["time"] < newest["time"]]).tolist()
        if not older:
            return
        newer = int((train["time"] > mine["time"].min()).sum())
        last = int(newest["id"])
        yield Finding(
            at=older[0],
            message=f"by {field}, {len(older):,} of {plural(len(mine), 'example')} "
            f"({_share(len(older), len(mine))}) are older than the newest in train: "
            f"{overview.dataset.beside(older[0], last)}; "
            f"{newer:,} of {len(train):,} in train are newer than the oldest here",
            identity=f"{field} {overview.dataset.split_of(older[0])}",
            pointer=field,
            related=(
                Related(last, "the newest in train"),
                *(Related(other, "older than that too") for other in older[1:MOST_RELATED]),
            ),
            related_total=len(older),
            severity=None if self.at else Severity.INFO,
            data={"older": len(older), "examples": len(mine), "newer_in_train": newer, "field": field},
        )


def _share(part: int, whole: int) -> str:
    """A share in per cent, never rounded to none or to all."""
    return f"{min(max(round(100 * part / whole), 1), 99 if part < whole else 100)} %"
