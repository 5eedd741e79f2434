"""The check small-evaluation-split."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from pydantic import Field

from tuneready.api import Finding, Severity, Summary, SummaryCheck, example_id, plural

_DEVIATIONS = 1.96
_LARGEST_VARIANCE = 0.25


class SmallEvaluationSplit(SummaryCheck):
    """The largest evaluation split is too small to show the change that one hopes for.

    Of n examples, a share of right answers is known to within 1.96 * sqrt(0.25 / n) at worst, at 95 %:
    31 points at 10 examples, 22 at 20, 10 at 100. Below 20 usable examples it is a warning, below 100
    information.

    ## Why it matters

    A model that is 8 points better looks no better, or worse, on 17 examples; one that is no better
    looks 20 points better on every other try. Decisions are then made by chance.

    ## How to fix it

    Set more examples aside, 100 or more if there are enough to train on, and choose them as the model
    will be used. Look at each answer where there are few.
    """

    name = "small-evaluation-split"
    severity = Severity.WARNING
    good = [
        [{"prompt": "a", "completion": "b"}],
        {
            "train": [{"prompt": "a", "completion": "b"}],
            "test": [{"prompt": f"Number {n}", "completion": f"{n}"} for n in range(100)],
            "validation": [{"prompt": "c", "completion": "d"}],
        },
    ]
    bad = [
        {"train": [{"prompt": "a", "completion": "b"}], "test": [{"prompt": "c", "completion": "d"}]},
        {
            "train": [{"prompt": "a", "completion": "b"}],
            "test": [{"prompt": f"Number {n}", "completion": f"{n}"} for n in range(99)],
        },
    ]

    least: int = Field(20, ge=1, description="usable examples below which it is a warning")
    advised: int = Field(100, ge=1, description="usable examples from which there is nothing to say")

    def judge(self, summary: Summary) -> Iterator[Finding]:
        usable = {split: count for split, count in summary.usable.items() if split != "train" and count}
        if not usable or "train" not in summary.usable:
            return
        split = max(usable, key=lambda name: usable[name])
        count = usable[split]
        if count >= self.advised:
            return
        file = next(summary.overview.dataset.in_split(split))
        margin = round(100 * _DEVIATIONS * sqrt(_LARGEST_VARIANCE / count))
        yield Finding(
            at=example_id(file.number, 0),
            message=f"{plural(count, f'usable {split} example')}: a share of right answers among them is "
            f"known to within {margin} points",
            identity=split,
            severity=None if count < self.least else Severity.INFO,
            data={"usable": count, "margin": margin},
        )
