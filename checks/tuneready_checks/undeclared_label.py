"""The check undeclared-label."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault, plural, shown, soft
from tuneready_checks._outputs.prose import part_of
from tuneready_checks._outputs.shape import JSON, parsed


class UndeclaredLabel(ExampleCheck):
    """An output is none of the labels that are declared.

    Held against `labels` of `[tool.tuneready.declaration]`, case and marks at both ends aside. Of an output
    that is JSON, one of its strings must be a declared label. Nothing is said where none are declared.

    ## Why it matters

    What reads the model's output knows the declared labels. A label that is misspelt or made up in
    training comes back in use, where nothing is prepared for it.

    ## How to fix it

    Correct the label, or declare it.
    """

    name = "undeclared-label"
    severity = Severity.ERROR
    stage = "consistent"
    declared = {"labels": ["refund", "delivery"]}
    good = [
        [{"text": "Where is it?", "label": "delivery"}, {"text": "Money back!", "label": "Refund"}],
        [{"prompt": "Where is it?", "completion": '{"intent": "delivery", "urgent": true}'}],
    ]
    bad = [
        [{"text": "Money back!", "label": "refnd"}],
        [{"prompt": "Where is it?", "completion": '{"intent": "delivry"}'}],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        if block.declaration.labels:
            for example in block.examples:
                yield from self._held(example, block.declaration.labels)

    def find(self, example: Example) -> Iterator[Finding]:
        """Without a block nothing is declared."""
        yield from self._held(example, ())

    def _held(self, example: Example, labels: tuple[str, ...]) -> Iterator[Finding]:
        part = part_of(example)
        if part is None or not labels or _labels_of(part.text) & _known(labels):
            return
        near = _nearest(part.text, labels)
        meant = f": did you mean {shown(near)}?" if near else ""
        yield fault(
            example,
            f"{shown(part.text.strip())} is none of the {plural(len(labels), 'declared label')}{meant}",
            pointer=part.pointer,
        )


@lru_cache(maxsize=4)
def _known(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(soft, labels))


def _labels_of(text: str) -> frozenset[str]:
    """What may be the label of an output: itself, or the strings of its JSON object."""
    kind, value = parsed(text)
    if kind == JSON and isinstance(value, dict):
        return frozenset(soft(each) for each in value.values() if isinstance(each, str))
    return frozenset((soft(text),))


def _nearest(text: str, labels: tuple[str, ...]) -> str | None:
    from rapidfuzz.process import extractOne

    near = extractOne(text.strip(), labels, score_cutoff=80)
    return near[0] if near else None
