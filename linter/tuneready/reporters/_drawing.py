"""What a page draws, as numbers: the template turns them into SVG. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tuneready.remark import Bars, Histogram, Matrix
from tuneready.report import Stage

WIDTH, HEIGHT = 1000.0, 200.0
_MOST_BARS = 20
_MOST_NAMES = 12
_MOST_COLUMNS = 60
_FEWEST_COLUMNS = 6
"""So that a histogram of one column is no block."""
_TICKS = 4


class Flow(NamedTuple):
    """The funnel as one band: its outline, that of its last column, and those of what falls out of it."""

    band: str
    last: str
    losses: list[str]


def flow(stages: Sequence[Stage]) -> Flow:
    """A band as high as what is left at each stage; columns of equal width, curves between them."""
    full = max(1, *(stage.left for stage in stages))
    column = WIDTH / len(stages)
    heights = [HEIGHT * stage.left / full for stage in stages]
    edge = [
        _curve(index * column, column, heights[index], heights[index - 1])
        for index in range(len(stages) - 1, 0, -1)
    ]
    last = f"M{WIDTH - column:.1f} 0H{WIDTH:g}V{heights[-1]:.1f}H{WIDTH - column:.1f}Z"
    losses = [
        _loss((index + 1) * column, column, high, low)
        for index, (high, low) in enumerate(pairwise(heights))
        if high > low
    ]
    return Flow("".join([f"M0 0H{WIDTH:g}V{heights[-1]:.1f}", *edge, "H0Z"]), last, losses)


def _curve(at: float, column: float, right: float, left: float) -> str:
    """Leftwards from the height of one column to that of its neighbour, around the border at `at`."""
    reach = column * 0.3
    return f"H{at + reach:.1f}C{at:.1f} {right:.1f} {at:.1f} {left:.1f} {at - reach:.1f} {left:.1f}"


def _loss(at: float, column: float, high: float, low: float) -> str:
    """What leaves the band at a border: it bends down and runs out at the bottom."""
    left, right = at - column * 0.3, at + column * 0.3
    wide = max(2.0, min(high - low, column * 0.34))
    bottom = HEIGHT + 36
    middle = (left + right) / 2
    return (
        f"M{left:.1f} {low:.1f}C{middle:.1f} {low:.1f} {right:.1f} {low:.1f} {right:.1f} {bottom:g}"
        f"H{right - wide:.1f}C{right - wide:.1f} {high:.1f} {middle - wide / 2:.1f} {high:.1f}"
        f" {left:.1f} {high:.1f}Z"
    )


class Column(NamedTuple):
    """A column of a histogram: where it stands, how high it is, and what it says."""

    x: float
    width: float
    height: float
    words: str


class Tick(NamedTuple):
    """A number below a histogram, and where it stands."""

    x: float
    words: str


class Columns(NamedTuple):
    """A histogram to draw, in a box of 100 by 100, with the numbers below it."""

    columns: list[Column]
    ticks: list[Tick]
    words: str


def columns(histogram: Histogram) -> Columns:
    """Columns of equal width; the intervals may not be, so that the numbers below are their edges."""
    edges, counts = _thinned(histogram.edges or (0,), histogram.counts)
    full = max(1, *counts) if counts else 1
    wide = 100 / max(_FEWEST_COLUMNS, len(counts))
    left = (100 - wide * len(counts)) / 2
    drawn = [
        Column(
            round(left + index * wide + wide * 0.06, 2),
            round(wide * 0.88, 2),
            round(max(100 * count / full, 1.5 if count else 0), 2),
            f"{number(low)} to {number(high)} {histogram.unit}: {count:,}",
        )
        for index, (count, (low, high)) in enumerate(zip(counts, pairwise(edges), strict=False))
    ]
    ticks = [
        Tick(round(left + index * wide, 2), number(edges[index]))
        for index in sorted({round(part * len(counts) / _TICKS) for part in range(_TICKS + 1)})
    ]
    peak = max(drawn, key=lambda column: column.height).words if drawn else "nothing"
    return Columns(drawn, ticks, f"{sum(counts):,} in all; most often {peak}")


def _thinned(edges: Sequence[float], counts: Sequence[int]) -> tuple[list[float], list[int]]:
    """At most so many columns as can be seen: neighbours are put together."""
    step = -(-len(counts) // _MOST_COLUMNS) or 1
    joined = [sum(counts[at : at + step]) for at in range(0, len(counts), step)]
    return [*edges[:-1:step], *edges[-1:]], joined


def number(value: float) -> str:
    """A number as people write it.

    >>> number(1200.0), number(0.5), number(3.14159)
    ('1,200', '0.5', '3.14')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


class Bar(NamedTuple):
    """A bar: its name, its count, and its share of the longest one in per cent."""

    name: str
    value: int
    share: float


def lengths(bars: Bars) -> tuple[list[Bar], str]:
    """The bars to draw, and what is left out."""
    full = max(1, *(count for _, count in bars.bars)) if bars.bars else 1
    drawn = [Bar(name, count, round(100 * count / full, 2)) for name, count in bars.bars[:_MOST_BARS]]
    rest = bars.bars[_MOST_BARS:]
    return drawn, f"and {len(rest):,} more, {sum(count for _, count in rest):,} together" if rest else ""


class Cell(NamedTuple):
    """A cell of a matrix, and its share of the fullest one, 0 to 1."""

    value: int
    share: float


class Grid(NamedTuple):
    """A matrix to draw."""

    columns: list[str]
    rows: list[tuple[str, list[Cell]]]


def grid(matrix: Matrix) -> Grid:
    """The cells with their shares; names beyond the twelfth are left out."""
    full = max([1, *(count for row in matrix.cells for count in row)])
    rows = [
        (name, [Cell(count, round(count / full, 3)) for count in row[:_MOST_NAMES]])
        for name, row in zip(matrix.rows[:_MOST_NAMES], matrix.cells, strict=False)
    ]
    return Grid(list(matrix.columns[:_MOST_NAMES]), rows)
