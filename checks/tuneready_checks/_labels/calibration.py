"""Two scores of each class made one, in which a difference means what it says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tuneready_checks._labels.words import Index, Reals

_NOISE = 0.1
"""The share of labels that may be wrong without moving the weights."""
_STEPS = 12
_START = np.array([0.3, 3.0])
_SCALE = np.array([1.0, 10.0])
"""Cosines differ by tenths where naive Bayes differs by ones."""
_PULL = 2.0
"""The start weighs as much as so many examples: of few, anything can be told apart."""
_MOST = 5000
_ENOUGH = 1e-6
_SHORTEST = 0.01

_Numbers = npt.NDArray[np.float64]


def calibrated(bayes: Reals, cosines: Reals, home: Index) -> Reals:
    """Logarithms of odds: both scores, weighted so that the labels are as likely as they can be made.

    Words hang together, so that naive Bayes is far too sure of long prompts, and cosines have a scale of
    their own. Two weights mend both. No example vouches for itself: the scores of its own class are
    those without it.
    """
    step = len(home) // _MOST + 1
    fit = _Fit(np.stack([_below_best(bayes[::step]), _below_best(cosines[::step])]), home[::step])
    first, second = fit.weights().astype(np.float32)
    odds: Reals = first * bayes + second * cosines
    return odds


def _below_best(score: Reals) -> _Numbers:
    below: _Numbers = (score - score.max(axis=1, keepdims=True)).astype(np.float64)
    return below


@dataclass(frozen=True, eq=False)
class _Fit:
    """Scores (which of the two, example, class) and the class that each example is in."""

    scores: _Numbers
    home: Index

    def weights(self) -> _Numbers:
        """The weights under which the labels are likeliest, by Newton's method."""
        weights = _START
        for _ in range(_STEPS):
            before = self._worth(weights)
            step = self._step(weights)
            while np.abs(step / _SCALE).max() > _SHORTEST:
                if self._worth(np.maximum(weights + step, 0.0)) >= before:
                    break
                step = step / 2
            else:
                break
            weights = np.maximum(weights + step, 0.0)
            if self._worth(weights) - before < _ENOUGH:
                break
        return weights

    def _chances(self, weights: _Numbers) -> _Numbers:
        logits = np.tensordot(weights, self.scores, 1)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances: _Numbers = odds / odds.sum(axis=1, keepdims=True)
        return chances

    def _own(self, of_classes: _Numbers) -> _Numbers:
        own: _Numbers = np.take_along_axis(of_classes, self.home[:, None], axis=1)[:, 0]
        return own

    def _worth(self, weights: _Numbers) -> float:
        chance = (1 - _NOISE) * self._own(self._chances(weights)) + _NOISE / self.scores.shape[2]
        away = (weights - _START) / _SCALE
        return float(np.log(chance).mean() - _PULL / len(self.home) * (away**2).sum() / 2)

    def _step(self, weights: _Numbers) -> _Numbers:
        """Newton's step; an example counts as far as its label is taken to be right."""
        chances = self._chances(weights)
        right = (1 - _NOISE) * self._own(chances)
        right /= right + _NOISE / self.scores.shape[2]
        mean = (chances * self.scores).sum(axis=2)
        apart = np.stack([self._own(score) for score in self.scores]) - mean
        spread = np.einsum("nk,ank,bnk->abn", chances, self.scores, self.scores, optimize=True)
        spread -= mean[:, None] * mean[None]
        pull = _PULL / len(self.home) / _SCALE**2
        slope = (right * apart).mean(axis=1) - pull * (weights - _START)
        step: _Numbers = np.linalg.solve((right * spread).mean(axis=2) + np.diag(pull), slope)
        return step
