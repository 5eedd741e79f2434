"""Groups of things that are joined by pairs, in numpy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]


def merged(labels: Labels, first: Labels, second: Labels) -> Labels:
    """Labels after joining `first[i]` with `second[i]` for all i.

    A label is the lowest index of its group; `np.arange(n)` is n groups of one.
    """
    labels = labels.copy()
    while len(first):
        low = np.minimum(labels[first], labels[second])
        high = np.maximum(labels[first], labels[second])
        apart = low != high
        first, second, low, high = first[apart], second[apart], low[apart], high[apart]
        np.minimum.at(labels, high, low)
        labels = _settled(labels)
    return labels


def _settled(labels: Labels) -> Labels:
    """Labels that point to a label which points to itself."""
    while True:
        further = labels[labels]
        if np.array_equal(further, labels):
            return labels
        labels = further
