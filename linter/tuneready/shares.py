"""Whether two samples of labels may come from one mixture: a G-test of homogeneity."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FEWEST_EXPECTED = 5
_STEPS = 1000
_TINY = 1e-300
_ENOUGH = 1e-14


class Shares(NamedTuple):
    """How two samples differ.

    `chance`: how likely chance alone makes a G statistic so large. `moved`: the share of one sample that
    would need another label (total variation). `most`: the label that differs most, with its shares.
    """

    statistic: float
    freedom: int
    chance: float
    moved: float
    most: int
    there: float
    here: float


def compare(there: Mapping[int, int], here: Mapping[int, int]) -> Shares:
    """Counts by label of two samples, neither of them empty."""
    keys = sorted(there.keys() | here.keys())
    counts = np.array([[side.get(label, 0) for label in keys] for side in (there, here)], np.float64)
    shares = counts / counts.sum(axis=1, keepdims=True)
    apart = np.abs(shares[0] - shares[1]).round(12)
    most = int(apart.argmax())
    statistic, freedom = _g_test(_pooled(counts))
    return Shares(
        statistic,
        freedom,
        chi_square_tail(statistic, freedom),
        float(apart.sum() / 2),
        keys[most],
        float(shares[0, most]),
        float(shares[1, most]),
    )


def _pooled(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Labels of which a sample can expect fewer than five examples are taken together as one."""
    expected = counts.sum(axis=0) * (counts.sum(axis=1).min() / counts.sum())
    few = expected < FEWEST_EXPECTED
    kept, rest = counts[:, ~few], counts[:, few].sum(axis=1)
    if rest.sum() * (counts.sum(axis=1).min() / counts.sum()) >= FEWEST_EXPECTED:
        return np.column_stack((kept, rest))
    if few.any() and kept.shape[1]:
        smallest = int(kept.sum(axis=0).argmin())
        kept[:, smallest] += rest
    return kept


def _g_test(counts: npt.NDArray[np.float64]) -> tuple[float, int]:
    """The statistic and its degrees of freedom; nothing can be told of fewer than two labels."""
    if counts.shape[1] < 2:  # noqa: PLR2004 — one label has the same share everywhere
        return 0.0, 0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    seen = counts > 0
    statistic = 2 * float((counts[seen] * np.log(counts[seen] / expected[seen])).sum())
    return max(statistic, 0.0), counts.shape[1] - 1


def chi_square_tail(statistic: float, freedom: int) -> float:
    """How likely a chi-square variable is at least so large: the regularised upper gamma function.

    >>> round(chi_square_tail(3.841, 1), 3), round(chi_square_tail(18.307, 10), 3), chi_square_tail(0, 3)
    (0.05, 0.05, 1.0)
    """
    a, x = freedom / 2, statistic / 2
    if freedom == 0 or x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        return max(0.0, 1 - scale * _series(a, x))
    return min(1.0, scale * _fraction(a, x))


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    for step in range(1, _STEPS):
        term *= x / (a + step)
        total += term
        if term < total * _ENOUGH:
            break
    return total


def _fraction(a: float, x: float) -> float:
    """Lentz's method."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / (b or _TINY)
    value = d
    for step in range(1, _STEPS):
        factor = -step * (step - a)
        b += 2
        d = 1 / ((factor * d + b) or _TINY)
        c = (b + factor / c) or _TINY
        value *= d * c
        if abs(d * c - 1) < _ENOUGH:
            break
    return value
