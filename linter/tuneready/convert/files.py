"""A file into another format: line by line, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from tuneready.convert.conversation import LostError, Writer
from tuneready.convert.records import READERS, converted
from tuneready.formats.base import Format
from tuneready.formats.detect import detect
from tuneready.formats.near_miss import hint
from tuneready.formats.validate import faults
from tuneready.reading.lines import Parsed
from tuneready.reading.records import read

MOST = 100
"""Refusals that are told; the others are counted."""


class Refusal(NamedTuple):
    """A line that cannot be converted, the place in its record, and why."""

    line: int
    message: str


@dataclass
class Outcome:
    """How many records were written, and what could not be."""

    written: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, message: str) -> None:
        """Count a refusal, and keep it while there are few."""
        self.refused += 1
        if len(self.refusals) < MOST:
            self.refusals.append(Refusal(line, message))


def convert(
    path: Path, name: str, writer: Writer, out: IO[bytes], *, form: Format | None, join: bool
) -> Outcome:
    """Write the records of a file to `out`; what is there is of use only where nothing was refused."""
    outcome = Outcome()
    for batch in read(path, name):
        for bad in batch.bad_lines:
            outcome.refuse(bad.line, bad.message)
        for parsed in batch.records:
            for line in _line(parsed, writer, outcome, form=form, join=join):
                out.write(line + b"\n")
                outcome.written += 1
    return outcome


def _line(
    parsed: Parsed, writer: Writer, outcome: Outcome, *, form: Format | None, join: bool
) -> Iterator[bytes]:
    number, record = parsed
    found = form or detect(record)
    if found is None:
        outcome.refuse(number, hint(record))
        return
    wrong = faults(found, record)
    if wrong:
        outcome.refuse(number, wrong[0].message)
    elif found.name not in READERS:
        outcome.refuse(number, f"record is {found.name}: only {', '.join(READERS)} can be converted")
    else:
        try:
            yield converted(record, found.name, writer, join=join)
        except LostError as lost:
            outcome.refuse(number, str(lost))
