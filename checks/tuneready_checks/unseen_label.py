"""The check unseen-label."""

from __future__ import annotations

from collections.abc import Iterable

from tuneready.api import Finding, Overview, Round, Severity, plural, soft
from tuneready_checks._labels.census import BySplit, Label, LabelCheck
from tuneready_checks._labels.names import named
from tuneready_checks._labels.places import About, Placing
from tuneready_checks._labels.variants import pooled, variants


class UnseenLabel(LabelCheck):
    """A label of an evaluation split never stands in the training split.

    Spellings of a label that does are `label-variant`'s.

    ## Why it matters

    Nothing taught the model that label: each of these examples counts as wrong, whatever it has learnt,
    and the evaluation says less than it seems to.

    ## How to fix it

    Give the training split examples of the label, or take the label out of the evaluation.
    """

    name = "unseen-label"
    severity = Severity.WARNING
    good = [
        {
            "train": [{"text": f"{word} {n}", "label": word} for n in range(9) for word in ("spam", "ham")],
            "test": [{"text": "buy this", "label": "spam"}, {"text": "see you", "label": "Ham"}],
        },
    ]
    bad = [
        {
            "train": [{"text": f"{word} {n}", "label": word} for n in range(9) for word in ("spam", "ham")],
            "test": [{"text": "buy this", "label": "spam"}, {"text": "lunch?", "label": "invitation"}],
        },
    ]

    def judge(self, labels: BySplit, _overview: Overview) -> Iterable[Finding] | Round:
        train = labels.get("train")
        if train is None:
            return ()
        known = {soft(label.text) for label in train.labels if label.whole}
        keys = train.counts.keys() | {variant.label.key for variant in variants(pooled(labels))}
        found = [
            About(_finding(label, split), split, label.key, spoiled=True, field=here.field)
            for split, here in labels.items()
            for label in here.labels
            if label.key not in keys and not (label.whole and soft(label.text) in known)
        ]
        return Placing(found) if found else ()


def _finding(label: Label, split: str) -> Finding:
    return Finding(
        at=label.first,
        message=f"the label {named(label.text)} stands in {plural(label.seen, 'example')} of {split} "
        "and never in train",
        identity=f"{split} {label.key:016x}",
        data={"count": label.seen},
    )
