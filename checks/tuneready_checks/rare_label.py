"""The check rare-label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import Field

from tuneready.api import Finding, Overview, Round, Severity, plural
from tuneready_checks._labels.census import BySplit, Label, LabelCheck
from tuneready_checks._labels.names import named
from tuneready_checks._labels.places import About, Placing
from tuneready_checks._labels.variants import pooled, variants

_MANY = 20


class RareLabel(LabelCheck):
    """A label stands in too few training examples to be learnt.

    Spellings of a commoner label are `label-variant`'s. Where most labels are rare there is one finding
    for all of them: the outputs may be no labels.

    ## Why it matters

    From two or three examples a model learns their words, not what they have in common. It will give the
    label to nothing else, or to anything that has one of those words in it.

    ## How to fix it

    Write more examples of the label, merge it with its neighbour, or leave it out and let it be "other".
    """

    name = "rare-label"
    severity = Severity.WARNING
    good = [[{"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")]]
    bad = [
        [
            *({"text": f"{word} {n}", "label": word} for n in range(20) for word in ("spam", "ham")),
            {"text": "lunch at noon", "label": "invitation"},
        ],
    ]

    least: int = Field(5, ge=2, description="training examples from which a label can be learnt")

    def judge(self, labels: BySplit, _overview: Overview) -> Iterable[Finding] | Round:
        train = labels.get("train")
        if train is None:
            return ()
        spelt = {variant.label.key for variant in variants(pooled(labels))}
        rare = [label for label in train.labels if label.seen < self.least and label.key not in spelt]
        if len(rare) > max(_MANY, len(train.labels) / 2):
            return [self._most(rare, len(train.labels))]
        found = [
            About(self._finding(label), "train", label.key, spoiled=False, field=train.field)
            for label in rare
        ]
        return Placing(found) if found else ()

    def _most(self, rare: Sequence[Label], labels: int) -> Finding:
        first = min(rare, key=lambda label: label.first)
        return Finding(
            at=first.first,
            message=f"{len(rare):,} of {plural(labels, 'label')} stand in fewer than {self.least} "
            "training examples: are they labels?",
            identity="most",
            data={"rare": len(rare), "labels": labels, "least": self.least},
        )

    def _finding(self, label: Label) -> Finding:
        return Finding(
            at=label.first,
            message=f"the label {named(label.text)} stands in {plural(label.seen, 'training example')} "
            f"of the {self.least} that it takes to learn one",
            identity=f"{label.key:016x}",
            data={"count": label.seen, "least": self.least},
        )
