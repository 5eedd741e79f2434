"""What a split's tokens add up to: totals, a histogram, and what training on them is billed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Histogram, Remark, plural
from tuneready_checks._tokens.billing import default_epochs
from tuneready_checks._tokens.estimate import Encoding

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Measure:
    """How tokens were counted: by which encoding, and whether they were not only estimated.

    `strangers`: targets whose models read another vocabulary, so that no count is exact for them.
    """

    encoding: Encoding
    counted: bool
    strangers: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the numbers are those that the models will see."""
        return self.counted and not self.strangers

    def about(self, number: float) -> str:
        """A number of tokens, as far as it is known: "about" where it is estimated."""
        return f"{number:,.0f}" if self.exact else f"about {_rounded(number):,}"

    @property
    def how(self) -> str:
        """Where the numbers come from."""
        how = f"{'counted' if self.counted else 'estimated'} for {self.encoding}"
        if self.strangers:
            return f"{how}; models of {' and '.join(self.strangers)} read another vocabulary"
        return self.encoding if self.counted else how


def _rounded(number: float) -> int:
    """Two digits that mean something: the others would be made up."""
    digits = max(len(f"{number:.0f}") - 2, 0)
    return int(round(number / 10**digits) * 10**digits)


def totals(split: str, tokens: _Numbers, trained: _Numbers, measure: Measure) -> Remark:
    """What a split holds."""
    share = 100 * trained.sum() / max(tokens.sum(), 1)
    return Remark(
        message=f"{plural(len(tokens), 'example')}, {measure.about(tokens.sum())} tokens ({measure.how}): "
        f"{measure.about(np.median(tokens))} at the median, {measure.about(tokens.max())} at the most; "
        f"{share:.0f} % are trained on",
        split=split,
        picture=histogram(tokens),
        data={
            "encoding": measure.encoding,
            "exact": measure.exact,
            "tokens": summary(tokens),
            "trained_tokens": summary(trained),
        },
    )


def summary(numbers: _Numbers) -> Mapping[str, Any]:
    """The figures that OpenAI's cookbook prints, and the sum; what it calls p5 and p95 are p10 and p90."""
    return {
        "total": int(numbers.sum()),
        "min": int(numbers.min()),
        "max": int(numbers.max()),
        "mean": round(float(numbers.mean()), 4),
        "median": float(np.median(numbers)),
        "p10": round(float(np.quantile(numbers, 0.1)), 4),
        "p90": round(float(np.quantile(numbers, 0.9)), 4),
    }


def histogram(tokens: _Numbers) -> Histogram:
    """Examples by their tokens; each interval is twice as wide as the one before it."""
    low = int(tokens.min()).bit_length() - 1 if tokens.min() > 0 else 0
    high = max(int(tokens.max()).bit_length(), low + 1)
    edges = [0 if power == 0 else 2**power for power in range(low, high + 1)]
    counts = np.histogram(tokens, edges)[0]
    return Histogram(unit="tokens", edges=tuple(map(float, edges)), counts=tuple(counts.tolist()))


def billed(tokens: _Numbers, limit: int, epochs: int, price: float, measure: Measure) -> Remark:
    """What training is billed at: tokens up to the limit, as often as the examples are gone through."""
    kept = int((np.minimum(tokens, limit) if limit else tokens).sum())
    rounds = epochs or default_epochs(len(tokens))
    whose = "" if epochs else " (what OpenAI chooses for so many)"
    message = f"{plural(rounds, 'epoch')}{whose}: {measure.about(kept * rounds)} tokens billed"
    cost = kept * rounds * price / 1e6
    if price:
        about = "" if measure.exact else "about "
        message += f", {about}{cost:,.2f} at {price:g} per million"
    return Remark(
        message=message,
        split="train",
        data={
            "epochs": rounds,
            "billed_tokens_an_epoch": kept,
            "billed_tokens": kept * rounds,
            "price": round(cost, 4) if price else None,
        },
    )
