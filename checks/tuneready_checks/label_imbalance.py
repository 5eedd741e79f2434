"""The check label-imbalance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import Field

from tuneready.api import Bars, Finding, Overview, Remark, Severity, plural
from tuneready_checks._labels.census import BySplit, LabelCheck, Labels
from tuneready_checks._labels.names import named, pointed

_BARS = 24


class LabelImbalance(LabelCheck):
    """One label stands in most training examples, or far more often than another.

    A warning where one label has more than 80 % of the examples; information where the commonest is seen
    more than 20 times as often as the rarest that `rare-label` does not name. The labels of each split are
    counted in a remark. Of JSON outputs with several labels, the fields beside the main one may be as uneven
    as the world is: they are only information.

    ## Why it matters

    A model that always gives the commonest label is right most of the time, and training finds that out
    first. An accuracy of 90 % then means nothing.

    ## How to fix it

    Add examples of the rare labels, or leave out some of the common one; judge the model by each label, not
    by the share that is right. If the world is as uneven as the data, leave it and say so.
    """

    name = "label-imbalance"
    severity = Severity.WARNING
    good = [[{"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")]]
    bad = [
        [
            *({"text": f"news {n}", "label": "ham"} for n in range(60)),
            *({"text": f"offer {n}", "label": "spam"} for n in range(6)),
        ],
    ]

    most_share: float = Field(0.8, gt=0, le=1, description="share of the examples that one label may have")
    most_times: float = Field(20, gt=1, description="how often the commonest may be seen for the rarest once")
    least: int = Field(5, ge=1, description="examples below which a label is not compared: see rare-label")

    def judge(self, labels: BySplit, _overview: Overview) -> Iterator[Finding | Remark]:
        for here in labels.values():
            yield _remark(here)
        if "train" in labels:
            yield from self._uneven(labels["train"])

    def beside(self, finding: Finding) -> Finding:
        return replace(finding, severity=Severity.INFO)

    def _uneven(self, labels: Labels) -> Iterator[Finding]:
        commonest = labels.labels[0]
        rarest = min(
            (label for label in labels.labels if label.seen >= self.least),
            key=lambda label: (label.seen, label.text, label.key),
            default=commonest,
        )
        share, times = commonest.seen / labels.total, commonest.seen / rarest.seen
        alone = len(labels.labels) == 1
        if share <= self.most_share and times <= self.most_times:
            return
        said = f"the label {named(commonest.text)} stands in {100 * share:.0f} % of the training examples"
        if not alone and rarest is not commonest:
            said += f", {times:.0f} times as often as {named(rarest.text)}"
        yield Finding(
            at=commonest.first,
            message=said,
            identity=f"{commonest.key:016x}",
            severity=None if share > self.most_share else Severity.INFO,
            data={"share": round(share, 4), "times": round(times, 2), "labels": len(labels.labels)},
        )


def _remark(labels: Labels) -> Remark:
    bars = [(named(label.text), label.seen) for label in labels.labels[:_BARS]]
    rest = labels.labels[_BARS:]
    if rest:
        bars.append((plural(len(rest), "other label"), sum(label.seen for label in rest)))
    where = f" in the field {pointed(labels.field)}" if labels.field else ""
    commonest = labels.labels[0]
    return Remark(
        split=labels.split,
        message=f"{plural(len(labels.labels), 'label')}{where} of {plural(labels.total, 'example')}, "
        f"the commonest {named(commonest.text)} in {100 * commonest.seen / labels.total:.0f} %",
        picture=Bars(of="examples by label", bars=tuple(bars)),
        data={"labels": len(labels.labels), "examples": labels.total},
    )
