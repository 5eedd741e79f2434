"""Progress on a terminal, on standard error; nothing in a hook, a pipe or CI."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from tuneready.engines.watch import S, Watch, unwatched
from tuneready.reporters.style import Signs, signs_for

if TYPE_CHECKING:
    from tuneready.reading.dataset import Dataset
    from tuneready.run import Outcome

_PATIENCE = 1.0
"""Seconds before a run is worth a word."""
_PAUSE = 0.2
_PACKED = (".gz", ".bz2", ".xz", ".zst", ".parquet")


def watched(dataset: Dataset, *, quiet: bool) -> Watch:
    """What to pass steps through: a bar on a terminal, else nothing at all."""
    if not sys.stderr.isatty() or quiet or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        return unwatched
    return Bar(_bytes_of(dataset), signs_for(sys.stderr.encoding or "ascii")).passing


def _bytes_of(dataset: Dataset) -> int:
    """How much there is to read; 0 where nobody can tell, since a file is packed or has gone."""
    if any(file.name.endswith(_PACKED) for file in dataset.files):
        return 0
    try:
        return sum(file.path.stat().st_size for file in dataset.files)
    except OSError:
        return 0


@dataclass
class Bar:
    """One line on a terminal, drawn anew as steps pass, from however many processes.

    `total`: bytes of a pass, 0 where that is not known. `records` and `done` are those of this pass.
    """

    total: int
    signs: Signs
    clock: Callable[[], float] = monotonic
    passes: int = 0
    records: int = 0
    done: int = 0
    start: float = 0.0
    said: float = 0.0
    first: float = 0.0

    def passing(self, steps: Iterable[S], /) -> Iterator[S]:
        """The same steps; the bar moves as they pass."""
        self.begin()
        try:
            for step in steps:
                yield step
                self.advance(step.lines, step.size)
        finally:
            self.clear()

    def begin(self) -> None:
        """Another pass over the dataset starts."""
        self.passes += 1
        self.records = self.done = 0
        self.start = self.clock()
        self.first = self.first or self.start

    def advance(self, records: int, size: int) -> None:
        """So many more records, of so many bytes, are done."""
        self.records += records
        self.done += size
        now = self.clock()
        if now - self.first > _PATIENCE and now - self.said > _PAUSE:
            self.said = now
            width = shutil.get_terminal_size((80, 24)).columns
            sys.stderr.write(f"\r\x1b[K{self.line(now, width)}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave no trace."""
        if self.said:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def line(self, now: float, width: int) -> str:
        """What the bar says now, within the width of the terminal."""
        spent = max(now - self.start, 1e-6)
        share = min(1.0, self.done / self.total) if self.total else 0.0
        words = [f"{self.records:,} records", f"{self.records / spent:,.0f} a second"]
        if share:
            words.append(f"{_clock(spent / share - spent)} left")
        if self.passes > 1:
            words.append(f"pass {self.passes}")
        text = f" {self.signs.dot} ".join(words)
        room = min(30, width - len(text) - 8)
        if share and room >= 10:  # noqa: PLR2004 — a shorter bar says nothing
            full = round(room * share)
            text = f"{self.signs.bar * full}{self.signs.rest * (room - full)} {share:4.0%} {text}"
        return text[: width - 1]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def say_times(outcome: Outcome) -> None:
    """What each check took, on standard error, the slowest first."""
    times = {name: tally.seconds for name, tally in outcome.tallies.items()}
    sys.stderr.write("processor seconds a check (a column that several share counts for the first):\n")
    for name, seconds in sorted(times.items(), key=lambda item: -item[1]):
        sys.stderr.write(f"{seconds:8.2f}  {name}\n")
    sys.stderr.write(f"{sum(times.values()):8.2f}  all checks; reading and sorting are not in it\n")
