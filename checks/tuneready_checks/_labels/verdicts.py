"""What naive Bayes and the nearest centroid say of each label, with the example itself left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tuneready_checks._labels.calibration import calibrated
from tuneready_checks._labels.words import Index, Reals, Table

_SMOOTHING = 0.1
_TINY = 1e-9
MARGIN = 2.9
"""Logarithm of the odds from which a label is suspect, where words tell labels apart well."""
SURE = 0.94
DOUBT = 20.0
"""By so much more is asked for, the less likely the likeliest label is on average."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Verdicts:
    """For each example whether its label is suspect, and the class that its words speak for.

    `accuracy`: the share of the examples whose own label naive Bayes names.
    """

    suspect: Flags
    other: Index
    accuracy: float


def verdicts(table: Table, home: Index, classes: int) -> Verdicts:
    """Examples are in one of at least two `classes`; each class has two or more of them."""
    if not table.words:
        return Verdicts(np.zeros(table.prompts, np.bool_), home, 0.0)
    bayes, cosines = _bayes(table, home, classes), _centroids(table, home, classes)
    odds = calibrated(bayes, cosines, home)
    known = table.sums() > 0
    accuracy = _accuracy(bayes[known], home[known])
    needed = MARGIN + DOUBT * max(0.0, SURE - _sureness(odds[known]))
    other, margin = _against(odds, home)
    return Verdicts(known & (margin > needed), other, accuracy)


def _sureness(odds: Reals) -> float:
    """How likely the likeliest label is on average; labels that are wrong take little from it."""
    if not len(odds):
        return 0.0
    return float(np.mean(1 / np.exp(odds - odds.max(axis=1, keepdims=True)).sum(axis=1)))


def _accuracy(bayes: Reals, home: Index) -> float:
    return float(np.mean(_against(bayes, home)[1] <= 0)) if len(home) else 0.0


def _against(scores: Reals, home: Index) -> tuple[Index, Reals]:
    """The best of the other classes, and by how much it is better than the own one."""
    everyone = np.arange(len(home))
    own = scores[everyone, home].copy()
    scores[everyone, home] = -np.inf
    best = scores.argmax(axis=1)
    return best, scores[everyone, best] - own


def _bayes(table: Table, home: Index, classes: int) -> Reals:
    """Logarithms of how likely each class makes the words; the own class without the example."""
    counts = table.counts(home, classes)
    total = counts.sum(axis=0)
    examples = np.bincount(home, minlength=classes)
    smooth = _SMOOTHING * table.words
    by_word = np.log(counts + np.float32(_SMOOTHING)) - np.log(total + np.float32(smooth))
    scores: Reals = table.products(by_word) + np.log(examples + _SMOOTHING).astype(np.float32)
    own_home = home[table.prompt]
    left = total[home] - table.sums().astype(np.float32)
    own = np.log(counts[table.word, own_home] - 1 + _SMOOTHING) - np.log(left[table.prompt] + smooth)
    everyone = np.arange(table.prompts)
    scores[everyone, home] = table.sums(own.astype(np.float32)) + np.log(examples[home] - 1 + _SMOOTHING)
    return scores


def _centroids(table: Table, home: Index, classes: int) -> Reals:
    """Cosines of each example with the sum of each class; the own class without the example."""
    weight = weights(table)
    sums = table.counts(home, classes, weight)
    square = (sums.astype(np.float64) ** 2).sum(axis=0)
    products = table.products(sums, weight)
    scores: Reals = products / np.sqrt(np.maximum(square, _TINY)).astype(np.float32)
    everyone = np.arange(table.prompts)
    own = products[everyone, home]
    length = table.sums(weight * weight)
    left = np.maximum(square[home] - 2 * own + length, _TINY)
    scores[everyone, home] = (own - length) / np.sqrt(left)
    return scores


def weights(table: Table) -> Reals:
    """TF-IDF of each entry, each prompt of length one."""
    seen = np.bincount(table.word, minlength=table.words)
    rare = np.log((1 + table.prompts) / (1 + seen)) + 1
    weight = rare[table.word]
    length = np.sqrt(np.bincount(table.prompt, weight * weight, minlength=table.prompts))
    return (weight / length[table.prompt]).astype(np.float32)


def nearest(
    table: Table, home: Index, suspects: Index, other: Index, count: int
) -> Iterator[tuple[int, list[int]]]:
    """Each suspect with the examples of its other class that are most like it, by cosine."""
    weight = weights(table)
    for class_ in np.unique(other[suspects]).tolist():
        entries = np.flatnonzero(home[table.prompt] == class_)
        prompt, word, here = table.prompt[entries], table.word[entries], weight[entries]
        for suspect in suspects[other[suspects] == class_].tolist():
            mine = slice(*np.searchsorted(table.prompt, [suspect, suspect + 1]).tolist())
            profile = np.zeros(table.words, np.float32)
            profile[table.word[mine]] = weight[mine]
            alike = np.bincount(prompt, here * profile[word], minlength=table.prompts)
            best = np.argsort(-alike, kind="stable")[:count]
            yield suspect, best[alike[best] > 0].tolist()
