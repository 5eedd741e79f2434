"""The check wrong-format."""

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
    Example,
    ExampleCheck,
    Facts,
    Finding,
    Overview,
    Related,
    SetDemand,
    Severity,
    Target,
    example_id,
    fault,
    plural,
    shown,
    unlike,
    unread_by,
)
from tuneready_checks._roles import template_roles
from tuneready_checks._sets import counted_kinds, numbered, unmet_set
from tuneready_checks._targets import SAID, unmet


class WrongFormat(ExampleCheck, DatasetCheck):
    """A record is not what its format, or its target, asks for.

    ## Why it matters

    A misspelt role, a number for a text, a missing list of messages: the provider refuses the file, or
    the trainer skips the record, or trains on something that nobody meant.

    ## How to fix it

    The finding names the place in the record (a JSON pointer), what stands there and what is expected.
    `tuneready list formats` shows the formats that are known. Where the format was guessed wrongly,
    name it with `--format`. A file of a format that the target does not read is told once, with all its
    records: convert it. `tuneready explain TARGET` shows all that a target asks for, and who says so.
    """

    name = "wrong-format"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [
            {
                "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}],
                "id": 7,
            }
        ]
    ]
    bad = [
        [{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistnt", "content": "Hello"}]}],
        [{"messages": [{"role": "user", "content": 5}, {"role": "assistant", "content": "Hello"}]}],
        [{"messages": []}],
        [{"mesages": [{"role": "user", "content": "Hi"}]}],
        [{"prompt": "Hi", "completion": 5}],
    ]

    def find(self, example: Example) -> Iterator[Finding]:
        """An example fits its format; without a target, roles that only some templates know are told."""
        for pointer, role in template_roles(example.record):
            yield fault(
                example,
                f"{pointer} is {shown(role)}: some chat templates know this role, most providers do not",
                pointer=pointer,
                usable=True,
                severity=Severity.INFO,
            )

    def look(self, block: Block) -> Iterator[Finding]:
        for misfit in block.misfits:
            at = example_id(block.file.number, misfit.line)
            yield Finding(
                at=at,
                message=misfit.message,
                identity=f"{misfit.identity} {misfit.pointer} {misfit.message}",
                pointer=misfit.pointer,
                unusable=(at,),
                data={"format": misfit.format or None},
            )
        if not block.targets:
            yield from super().look(block)
        yield from unmet(block, self.name)

    def map(self, block: Block) -> Facts:
        formats = {example.format for example in block.examples}
        unread = {form for form in formats if unread_by(block.targets, form)}
        rows = [(each.id, each.format, _NO_SET, 0) for each in block.examples if each.format in unread]
        facts = np.array([*rows, *counted_kinds(block)], _FACT)
        return block.partition(np.zeros(len(facts), np.uint64), facts)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        def kind(fact: Any) -> tuple[str, str]:  # noqa: ANN401 — a row of a structured array
            return overview.dataset.place(int(fact["id"])).file, str(fact["format"])

        unread = facts[facts["demand"] == _NO_SET]
        for (_file, form), rows in groupby(sorted(unread, key=kind), kind):
            ids = sorted(int(row["id"]) for row in rows)
            for target in unread_by(overview.targets, form):
                yield _unread(target, form, ids)
        for number, target, form, demand in numbered(overview.targets):
            counted = facts[facts["demand"] == number]
            splits = overview.dataset.split_numbers(counted["id"])
            for split in np.unique(splits):
                rows = counted[splits == split]
                first = int(rows["id"].min())
                train = overview.dataset.split_of(first) == "train"
                for fact in unmet_set(demand, rows["id"], rows["kind"], minimums=train):
                    yield _unmet_set(target, demand, f"{form}: {fact}", first)


_NO_SET = -1
_FACT = [("id", np.int64), ("format", "U40"), ("demand", np.int64), ("kind", np.uint64)]


def _unmet_set(target: Target, demand: SetDemand, fact: str, first: int) -> Finding:
    said, severity = SAID[demand.effect]
    return Finding(
        at=first,
        message=f"{fact} ({said} {target.name}: {target.sources[demand.source]})",
        identity=f"{target.name} {demand.says} {fact}",
        severity=severity,
        data={"target": target.name, "effect": demand.effect},
    )


def _unread(target: Target, form: str, ids: list[int]) -> Finding:
    """The records of one file that a target does not read at all."""
    home = next(iter(target.formats))
    verb = "record is" if len(ids) == 1 else "records are"
    what = f"{len(ids):,} {verb} {form}: {target.name} reads {' or '.join(_few(target))}"
    return Finding(
        at=ids[0],
        message=f"{what}; {unlike(form, home)} (refused by {target.name})",
        identity=f"{target.name} {form}",
        unusable=tuple(ids),
        related=tuple(Related(other, f"is {form} too") for other in ids[1 : MOST_RELATED + 1]),
        related_total=len(ids) - 1,
        data={
            "format": form,
            "target": target.name,
            "reads": list(target.formats),
            "records": plural(len(ids), "record"),
        },
    )


def _few(target: Target) -> list[str]:
    return list(target.formats)[:3]
