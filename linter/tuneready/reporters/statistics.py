"""The statistics report: a line a check, with what it found and what it took."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.report import Report
from tuneready.reporters._plain import plain
from tuneready.reporters._wording import by_gravity
from tuneready.reporters.style import Style
from tuneready.reporters.text import LOOKS, head

_COLUMNS = ("errors", "warnings", "notes", "unusable", "points")


def render(report: Report, style: Style) -> str:
    """A table of the checks that found something, and the verdict below it."""
    return "".join(f"{line}\n" for line in _lines(report, style))


def _lines(report: Report, style: Style) -> Iterator[str]:
    found = by_gravity(report)
    if found:
        yield style.paint("  ".join([*(f"{title:>8}" for title in _COLUMNS), "check"]), "dim")
    for name, totals in found:
        numbers = (totals.errors, totals.warnings, totals.infos, totals.examples, totals.points)
        looks = (LOOKS["error"], LOOKS["warning"], LOOKS["info"], "", "")
        cells = [_cell(number, look, style) for number, look in zip(numbers, looks, strict=True)]
        yield "  ".join([*cells, style.paint(plain(name), "bold")])
    yield from head(report, style)


def _cell(number: int, look: str, style: Style) -> str:
    if not number:
        return style.paint(f"{style.signs.dot:>8}", "dim")
    return style.paint(f"{number:>8,}", *filter(None, [look]))
