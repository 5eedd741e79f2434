"""A batch: some consecutive lines of a file, read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from tuneready.reading.lines import BadLine, Parsed


class Batch(NamedTuple):
    """What some consecutive lines turned out to be.

    `lines` counts those that are not blank, or the elements of an array; `blank` counts the rest. Each
    of the lines gave a record or a bad line that is lost, unless one fault of the file as a whole (line
    0, lost) makes all of it unreadable. A bad line that is not lost stands beside a record or about the
    file. Where a file breaks, one line counts for what is missing. `size`: bytes that it was read
    from, unpacked; for progress only.
    """

    lines: int
    blank: int
    records: list[Parsed]
    bad_lines: list[BadLine]
    size: int = 0


def join(batches: Sequence[Batch]) -> Batch:
    """Consecutive batches as one."""
    return Batch(
        sum(batch.lines for batch in batches),
        sum(batch.blank for batch in batches),
        list(chain.from_iterable(batch.records for batch in batches)),
        list(chain.from_iterable(batch.bad_lines for batch in batches)),
        sum(batch.size for batch in batches),
    )
