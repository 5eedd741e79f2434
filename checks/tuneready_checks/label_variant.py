"""The check label-variant."""

from __future__ import annotations

from collections.abc import Iterable

from tuneready.api import Finding, Overview, Related, Round, Severity, plural
from tuneready_checks._labels.census import BySplit, LabelCheck, Labels
from tuneready_checks._labels.names import named
from tuneready_checks._labels.places import About, Placing
from tuneready_checks._labels.variants import Variant, pooled, variants

_ENOUGH = 40


class LabelVariant(LabelCheck):
    """A label is another label in another spelling.

    Labels of all splits are compared. They are one label where they differ only in case, in spacing, or in
    the marks that join or end their words; or by one edit (two from nine letters) where both have five
    letters, the rarer is seen at most a fifth as often as the commoner, and what differs is no digit, no
    word of one or two letters and no prefix such as un-, in-, non- or dis-. On 15,858 pairs of
    real labels the rule takes none for another. Misspelt labels of four letters are not found.

    ## Why it matters

    The model learns two answers for one thing, and an evaluation that compares texts counts one of them as
    wrong.

    ## How to fix it

    Write the commoner spelling in the lines that are named. The fix says which line has it.
    """

    name = "label-variant"
    severity = Severity.WARNING
    stage = "consistent"
    good = [
        [
            {"text": f"{n} of {label}", "label": label}
            for n in range(_ENOUGH)
            for label in ("subscribe", "unsubscribe", "level 1", "level 2")
        ],
        [
            *({"text": f"{n} of a kind", "label": ("option_a", "positive")[n % 2]} for n in range(_ENOUGH)),
            {"text": "one more", "label": "option_b"},
        ],
        [{"prompt": f"Say {n}.", "completion": f"The number is {n}{'.' * (n % 2)}"} for n in range(_ENOUGH)],
    ]
    bad = [
        [
            *({"text": f"{n} of a kind", "label": ("positive", "negative")[n % 2]} for n in range(_ENOUGH)),
            {"text": "one more", "label": spelt},
        ]
        for spelt in ("positve", "POSITIVE", "positive ", "negatives", "Negative.")
    ]

    def judge(self, labels: BySplit, overview: Overview) -> Iterable[Finding] | Round:
        found = [
            About(_finding(variant, here, overview), split, variant.label.key, spoiled=True, field=here.field)
            for variant in variants(pooled(labels))
            for split, here in labels.items()
            if variant.label.key in here.counts
        ]
        return Placing(found) if found else ()


def _finding(variant: Variant, here: Labels, overview: Overview) -> Finding:
    label, meant, how = variant
    file, line = overview.dataset.place(meant.first)
    return Finding(
        at=label.first,
        message=(
            f"the label {named(label.text)} ({label.seen:,}) is {named(meant.text)} "
            f"({meant.seen:,}) in another {how}"
        ),
        identity=f"{here.split} {label.key:016x} {meant.key:016x}",
        related=(Related(meant.first, f"the commoner label, {plural(meant.seen, 'example')}"),),
        data={"count": label.seen, "commoner": meant.seen, "differs_in": how},
        fix={
            "action": "copy-label",
            "field": here.field or None,
            "from": {"file": file, "line": line},
        },
    )
