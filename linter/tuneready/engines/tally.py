"""What a check said, counted: totals are always true, however many findings are kept."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from tuneready.finding import Finding, Severity
from tuneready.overview import Overview
from tuneready.remark import Remark
from tuneready.severities import Placed


@dataclass
class Tally:
    """The findings of one check, in reading order, and its remarks.

    `severity`: the check's own, as configured; `placed`: by file, where that differs. `keep`: how many
    findings of each severity to hold on to, 0 for all.
    `unusable`: ids of the examples that the check makes unusable, with repeats. `copies`: of those that are
    copies, the id of what is kept and then their own, one pair after the other. `failed`: why the
    check did not run to its end; empty when it did. `seconds`: processor time that the check took; a
    column that several share counts for the first that asks.
    """

    severity: Severity
    keep: int = 0
    total: int = 0
    by_severity: Counter[Severity] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unusable: array[int] = field(default_factory=lambda: array("q"))
    copies: array[int] = field(default_factory=lambda: array("q"))
    failed: str = ""
    seconds: float = field(default=0.0, compare=False)
    placed: Placed | None = None

    def severity_of(self, finding: Finding) -> Severity | None:
        """The finding's own severity, but never above the check's; None: the check is off where it stands."""
        if self.placed:
            return self.placed.severity_of(finding)
        return max(finding.severity or self.severity, self.severity, key=list(Severity).index)

    def add(self, said: Iterable[Finding | Remark]) -> None:
        """Count these findings and hold on to as many as `keep` allows; note the remarks."""
        for finding in said:
            if isinstance(finding, Remark):
                self.remarks.append(finding)
                continue
            severity = self.severity_of(finding)
            if severity is None:
                continue
            self.total += 1
            self.by_severity[severity] += 1
            if severity is not Severity.INFO:
                self.unusable.extend(finding.unusable)
                if finding.kept is not None:
                    self.copies.extend(each for copy in finding.unusable for each in (finding.kept, copy))
            if not self.keep or self.by_severity[severity] <= self.keep:
                self.findings.append(finding)

    def fresh(self) -> Tally:
        """An empty tally of the same check."""
        return Tally(self.severity, self.keep, placed=self.placed)

    def merge(self, later: Tally) -> None:
        """Add what the same check, with the same `keep`, said of what follows."""
        held = self.by_severity.copy()
        for finding in later.findings:
            severity = self.severity_of(finding)
            if severity is None:
                continue
            held[severity] += 1
            if not self.keep or held[severity] <= self.keep:
                self.findings.append(finding)
        self.total += later.total
        self.by_severity.update(later.by_severity)
        self.remarks += later.remarks
        self.unusable.extend(later.unusable)
        self.copies.extend(later.copies)
        self.failed = later.failed
        self.seconds += later.seconds


@contextmanager
def guarded(tally: Tally) -> Iterator[None]:
    """Whatever a check raises in here is that check's failure, told without a word of the data."""
    start = process_time()
    try:
        yield
    except Exception as error:  # noqa: BLE001 — a pack's code may raise anything
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        tally.failed = f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
    finally:
        tally.seconds += process_time() - start


@dataclass(frozen=True)
class Examined:
    """What an engine brings back: the overview, and a tally for each check by name."""

    overview: Overview
    tallies: dict[str, Tally]
