"""The concise report: a line a finding, as compilers write them, and one for the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.report import Report
from tuneready.reporters._plain import colored_place, place_of, plain
from tuneready.reporters._wording import by_gravity
from tuneready.reporters.style import Style
from tuneready.reporters.text import LOOKS, head


def render(report: Report, style: Style) -> str:
    """Lines that are never broken: they are there to be searched."""
    return "".join(f"{line}\n" for line in _lines(report, style))


def _lines(report: Report, style: Style) -> Iterator[str]:
    for finding in report.findings:
        place = place_of(finding.file, finding.line)
        line = plain(f"{place}: {finding.message} [{finding.check}]")
        yield colored_place(line, place, LOOKS[finding.severity], style)
    for name, totals in by_gravity(report):
        listed = sum(finding.check == name for finding in report.findings)
        left = totals.findings - totals.accepted - listed
        if left > 0:
            yield f"{style.signs.more} {left:,} more of {plain(name)}"
    for reason in report.reasons:
        yield plain(f"{report.tool.name}: {reason}")
    yield from head(report, style)
