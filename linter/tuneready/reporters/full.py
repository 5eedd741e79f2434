"""The full text report: every finding with all of its places, every check with how to fix it."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.report import CheckTotals, FindingEntry, Report
from tuneready.reporters._identity import gravest_first
from tuneready.reporters._plain import colored_place, joined, place_of, plain
from tuneready.reporters.style import Style
from tuneready.reporters.text import LOOKS, blocks, check_head, more

_MOST_PLACES = 10


def render(report: Report, style: Style) -> str:
    """As the text report, with nothing folded away."""
    return joined(blocks(report, style, _one_check))


def _one_check(name: str, totals: CheckTotals, found: list[FindingEntry], style: Style) -> Iterator[str]:
    yield from check_head(name, totals, style)
    yield from style.lines(plain(totals.about), "  ", "  ")
    for finding in gravest_first(found):
        yield ""
        yield from _finding(finding, style)
    yield from more(totals, len(found), style)
    if totals.fix:
        yield ""
        yield style.paint("  how to fix it", "bold")
        for paragraph in totals.fix.split("\n\n"):
            yield from style.lines(plain(" ".join(paragraph.split())), "  ", "  ")
    if totals.page:
        yield style.paint(f"  {plain(totals.page)}", "dim")


def _finding(finding: FindingEntry, style: Style) -> Iterator[str]:
    place = place_of(finding.file, finding.line)
    first, *rest = style.lines(plain(f"{place}: {finding.severity}: {finding.message}"), "  ", "      ")
    yield colored_place(first, place, LOOKS[finding.severity], style)
    yield from rest
    for line in _details(finding):
        for part in style.lines(line, "      ", "      "):
            yield style.paint(part, "dim")


def _details(finding: FindingEntry) -> Iterator[str]:
    if finding.pointer:
        span = f", characters {finding.span[0]} to {finding.span[1]}" if finding.span else ""
        yield f"in {plain(finding.pointer)}{span}"
    for other in finding.related[:_MOST_PLACES]:
        yield plain(f"{place_of(other.file, other.line)}: {other.note}")
    left = max(finding.related_total, len(finding.related)) - min(len(finding.related), _MOST_PLACES)
    if left > 0:
        yield f"and {left:,} more places"
    if finding.examples_total > 1:
        yield f"makes {finding.examples_total:,} examples unusable"
