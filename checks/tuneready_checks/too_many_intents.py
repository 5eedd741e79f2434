"""The check too-many-intents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import (
    Bars,
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Remark,
    Round,
    Severity,
    example_id,
    shown,
)

_LABELS, _PROMPTS = 0, 1
_LABEL = np.dtype([("declared", np.int64), ("label", "U48")])
_PROMPT = np.dtype([("declared", np.int64), ("key", np.uint64), ("words", "S96")])
_MOST_PROMPTS = 1500
_NAMED = 12
_TRAIN = "train"


class TooManyIntents(DatasetCheck):
    """The prompts are of more kinds than are declared.

    Held against `intents` of `[tool.tuneready.declaration]`. Of a classification set its labels are
    counted. Elsewhere the words of up to 1,500 prompts are parted into groups; where these stand well
    apart they are named by their words. Prompts that fall into no clear groups say nothing.

    ## Why it matters

    Fine-tuning does a narrow task well. Nine kinds of request in one set share its examples: 90 examples
    are ten of each, and an average over all of them hides the one that fails.

    ## How to fix it

    Make a set, and a model or a system text, of each kind; or declare the number and count the usable
    examples of each.
    """

    name = "too-many-intents"
    severity = Severity.WARNING
    declared = {"intents": 2}
    good = [
        [{"text": f"{word} number {n}", "label": word} for n in range(20) for word in ("refund", "delivery")],
        [{"prompt": f"Is the number {n} odd or even?", "completion": "It depends."} for n in range(80)],
    ]
    bad = [
        [
            {"text": f"{word} {n}", "label": word}
            for n in range(20)
            for word in ("refund", "delivery", "other")
        ],
        [
            {"prompt": prompt.format(n), "completion": f"{prompt[:9]} {n}, done."}
            for n in range(30)
            for prompt in (
                "Please play song {} of this album",
                "Book restaurant table {} tonight",
                "Show weather forecast of town {}",
                "Add track {} to playlist party",
            )
        ],
    ]

    def map(self, block: Block) -> Facts:
        declared = block.declaration.intents
        if not declared or block.file.split != _TRAIN or not block.examples:
            return {}
        labels = sorted({shown(example.output.strip()[:80]) for example in block.examples})
        return {
            _LABELS: np.array([(declared, label) for label in labels], _LABEL),
            _PROMPTS: block.exact_keys,
        }

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        if (facts.dtype == _LABEL) == (overview.task(_TRAIN) == "classification"):
            yield facts

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding | Remark] | Round:
        """Findings on labels; else another round, over the prompts of the smallest keys."""
        facts = next(iter(results), None)
        if facts is None:
            return ()
        if facts.dtype != _LABEL:
            return _Prompts(int(np.unique(facts)[:_MOST_PROMPTS][-1]))
        labels = np.unique(facts["label"]).tolist()
        declared = int(facts[0]["declared"])
        return _many(overview, declared, f"{len(labels):,} labels", labels) if len(labels) > declared else ()


@dataclass(frozen=True)
class _Prompts(Round):
    """Reads the words of the prompts whose keys go up to `highest`, and parts them into groups."""

    highest: int

    def map(self, block: Block) -> Facts:
        declared = block.declaration.intents
        if not declared or block.file.split != _TRAIN:
            return {}
        from tuneready_checks._declared.intents import words_of

        chosen = [
            block.examples[index] for index in np.flatnonzero(block.exact_keys <= np.uint64(self.highest))
        ]
        rows = [(declared, each.key, " ".join(words_of(each.prompt[:400])).encode()[:96]) for each in chosen]
        return {_PROMPTS: np.array(rows, _PROMPT)} if rows else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding | Remark]:
        from tuneready_checks._declared.intents import groups

        facts = facts[np.unique(facts["key"], return_index=True)[1]]  # copies count once
        declared = int(facts[0]["declared"])
        found = groups([words.decode("utf-8", "ignore").split() for words in facts["words"].tolist()])
        if len(found) > declared:
            names = [", ".join(group.words) for group in found]
            bars = Bars(of="prompts", bars=tuple(zip(names, (group.prompts for group in found), strict=True)))
            yield Remark(message=f"the prompts fall into {len(found)} groups", split=_TRAIN, picture=bars)
            yield from _many(overview, declared, f"{len(found)} groups of prompts", names)


def _many(overview: Overview, declared: int, what: str, names: list[str]) -> Iterator[Finding]:
    train = next(overview.dataset.in_split(_TRAIN))
    more = "; …" if len(names) > _NAMED else ""
    yield Finding(
        at=example_id(train.number, 0),
        message=f"{what}, {declared} declared: {'; '.join(names[:_NAMED])}{more}",
        identity=what,
        data={"declared": declared, "found": len(names)},
    )
