"""The check no-evaluation-split."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Finding, Severity, Summary, SummaryCheck, example_id


class NoEvaluationSplit(SummaryCheck):
    """There are examples to train on and none to measure the change with.

    Any split but the training split counts, if it has a usable example. Nothing is said where the
    configuration declares how the change is measured (`evaluation` in `[tool.tuneready.declaration]`).

    ## Why it matters

    Without examples that the model has not seen nobody can tell whether training helped, or did harm.
    The loss on the training split falls either way.

    ## How to fix it

    Set 10 to 20 % of the examples aside before training, by prompt, customer or thread, and name the
    file with `--split test=PATH`. From 100 examples on, differences of 10 points can be told from chance.
    """

    name = "no-evaluation-split"
    severity = Severity.WARNING
    good = [
        {"train": [{"prompt": "a", "completion": "b"}], "test": [{"prompt": "c", "completion": "d"}]},
        {"test": [{"prompt": "c", "completion": "d"}]},
    ]
    bad = [
        [{"prompt": "a", "completion": "b"}],
        {"train": [{"prompt": "a", "completion": "b"}], "test": [{"message": "no example"}]},
    ]

    def judge(self, summary: Summary) -> Iterator[Finding]:
        train = next(summary.overview.dataset.in_split("train"), None)
        elsewhere = [split for split, usable in summary.usable.items() if split != "train" and usable]
        if train and _has_examples(summary) and not elsewhere and not summary.declaration.evaluation:
            yield Finding(
                at=example_id(train.number, 0),
                message="there is no evaluation split: whether training helped cannot be measured",
                identity="train",
            )


def _has_examples(summary: Summary) -> bool:
    """Whether there is anything to train on; whether any is usable may hang on which copy is kept."""
    return summary.overview.splits["train"].examples > 0
