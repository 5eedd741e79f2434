"""How long examples are, counted as they pass by: a histogram that any two halves of can be added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from tuneready.remark import Histogram

if TYPE_CHECKING:
    import numpy.typing as npt

    from tuneready.example import Example

    Counts = npt.NDArray[np.int64]

_STEPS = (10, 12, 15, 18, 20, 25, 30, 35, 40, 50, 60, 80)
EDGES = (0, *(step * 10**power for power in range(7) for step in _STEPS), 10**8)
"""Where intervals begin, in characters: twelve a decade, so that numbers are round."""


def counted(examples: Iterable[Example]) -> Counts:
    """How many of these examples are so long, by interval: characters of instruction, prompt and output."""
    sizes = [len(each.system) + len(each.prompt) + len(each.output) for each in examples]
    places = np.searchsorted(EDGES, np.minimum(sizes, EDGES[-1] - 1), side="right") - 1
    return np.bincount(places, minlength=len(EDGES) - 1).astype(np.int64)


def pictured(counts: Counts) -> Histogram | None:
    """The histogram, without what is empty at either end; None where there is nothing."""
    held = np.flatnonzero(counts)
    if not len(held):
        return None
    low, high = int(held[0]), int(held[-1])
    return Histogram(
        unit="characters",
        edges=tuple(map(float, EDGES[low : high + 2])),
        counts=tuple(counts[low : high + 1].tolist()),
    )
