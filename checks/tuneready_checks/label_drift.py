"""The check label-drift."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from tuneready.api import Finding, Overview, Severity, Shares, compare_shares, example_id
from tuneready_checks._labels.census import BySplit, LabelCheck, Labels
from tuneready_checks._labels.names import named


class LabelDrift(LabelCheck):
    """An evaluation split has other shares of labels than the training split.

    The test is a G-test of homogeneity; labels of which a split can expect fewer than five examples are
    taken together. A split is named when chance alone would do it once in a thousand times or less, and at
    least 10 % of the split's examples would have to change their label.

    ## Why it matters

    The evaluation asks for another mixture than was trained. Its figures say how the model does on that
    mixture, not on the one that it will meet.

    ## How to fix it

    Shuffle all examples and split them anew, label by label. If the evaluation is meant to be different,
    read its figures label by label.
    """

    name = "label-drift"
    severity = Severity.WARNING
    good = [
        {
            "train": [{"text": f"{n}", "label": "ab"[n % 2]} for n in range(60)],
            "test": [{"text": f"t {n}", "label": "ab"[n % 3 > 0]} for n in range(30)],
        },
        {
            "train": [{"text": f"{n}", "label": "ab"[n % 2]} for n in range(60)],
            "test": [{"text": f"t {n}", "label": "a"} for n in range(4)],
        },
    ]
    bad = [
        {
            "train": [{"text": f"{n}", "label": "ab"[n % 2]} for n in range(60)],
            "test": [{"text": f"t {n}", "label": "ab"[n % 9 > 0]} for n in range(60)],
        },
    ]

    chance: float = Field(0.001, gt=0, lt=1, description="how likely chance may be for a finding")
    least: float = Field(0.1, ge=0, le=1, description="least share of examples that lie elsewhere")

    def judge(self, labels: BySplit, overview: Overview) -> Iterator[Finding]:
        train = labels.get("train")
        if train is None:
            return
        for split, here in labels.items():
            if split != "train":
                shares = compare_shares(train.counts, here.counts)
                if shares.chance <= self.chance and shares.moved >= self.least:
                    yield _finding(train, here, shares, overview)


def _finding(train: Labels, here: Labels, shares: Shares, overview: Overview) -> Finding:
    texts = {label.key: label.text for label in (*train.labels, *here.labels)}
    label = named(texts[shares.most])
    first = next(overview.dataset.in_split(here.split))
    return Finding(
        at=example_id(first.number, 0),
        message=f"labels are not shared out as in train: {100 * shares.moved:.0f} % of the examples would "
        f"need another; {label} has {100 * shares.there:.0f} % there and {100 * shares.here:.0f} % here",
        identity=here.split,
        data={
            "moved": round(shares.moved, 4),
            "g": round(shares.statistic, 2),
            "degrees_of_freedom": shares.freedom,
            "chance": float(f"{shares.chance:.3g}"),
        },
    )
