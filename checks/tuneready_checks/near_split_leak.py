"""near-split-leak: see the class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import MOST_RELATED, Block, Facts, Finding, Overview, Related, Remark, Round, Severity, mix
from tuneready_checks._groups import keeping
from tuneready_checks._near.blobs import Keys
from tuneready_checks._near.census import is_marked, marked, unmarked
from tuneready_checks._near.companions import Companions
from tuneready_checks._near.in_turn import in_turn
from tuneready_checks._near.rounds import NearCheck
from tuneready_checks._near.telling import Cluster
from tuneready_checks._near.texts import Compare

_BESIDES = 2


class NearSplitLeak(NearCheck):
    """A prompt stands in two splits, in nearly the same words.

    Near is what `near-duplicate` calls near. Prompts are compared, and whole examples too (`wholes`):
    one that was reworded more in its prompt than as a whole is found by its answer. Prompts that are the
    same but for case and spacing are `split-leak`'s. Of brief prompts, and of classification sets, only
    the very same prompt is a leak: there it is only information, as is what is near but for its numbers.

    ## Why it matters

    The evaluation asks what the model was shown in training, with a word changed. It looks better than
    it is, and a search for equal lines does not find it.

    ## How to fix it

    Delete the lines from the training split; the evaluation keeps its example. Split by prompt (or by
    customer, thread, document) before examples are reworded or multiplied, not after.
    """

    name = "near-split-leak"
    severity = Severity.WARNING
    stage = "not-leaked"
    good = [
        {
            "train": [{"prompt": "How many litres does a bucket of nine inches hold?", "completion": "Ten."}],
            "test": [{"prompt": "How many litres does a bucket of six inches hold?", "completion": "Three."}],
        },
        {
            "train": [{"prompt": f"What is {n} times three?", "completion": f"{3 * n}"} for n in range(20)],
            "test": [
                {"prompt": f"What is {n} times three?", "completion": f"{3 * n}"} for n in range(20, 30)
            ],
        },
        {
            "train": [{"prompt": "Where is my parcel? It was sent nine days ago.", "completion": "Here."}],
            "test": [{"prompt": "where is my parcel?  It was sent nine days ago", "completion": "There."}],
        },
    ]
    bad = [
        {
            "train": [
                {
                    "prompt": "I bought a rain jacket three weeks ago and the parcel is not here. The page "
                    "says that it is in the sorting centre. Could you find out where it is and when I can "
                    "expect it, because I need it for a hiking trip?",
                    "completion": "It is on its way.",
                }
            ],
            "test": [
                {
                    "prompt": "I bought a rain jacket three weeks ago and the parcel is not here. The site "
                    "says that it is in the sorting centre. Can you find out where it is and when I can "
                    "expect it, because I need it for a hiking trip?",
                    "completion": "I have asked the carrier to trace it.",
                }
            ],
        },
    ]

    compare: Compare = Field("prompt", description="what is compared: prompt, output or both")
    wholes: bool = Field(default=True, description="whether whole examples are compared besides")

    @property
    def across(self) -> bool:
        return True

    def keys(self, block: Block) -> Keys:
        if self.compare == "both":
            return block.soft_keys
        return np.where(block.has_prompt, block.prompt_keys, mix(block.prompt_keys, block.output_keys))

    @property
    def _whole(self) -> Self | None:
        """The same check for whole examples, where those are compared besides."""
        if not self.wholes or self.compare == "both":
            return None
        return self.model_copy(update={"compare": "both", "wholes": False})

    def map(self, block: Block) -> Facts:
        facts = super().map(block)
        if whole := self._whole:
            return {**facts, **{_BESIDES + part: marked(each) for part, each in whole.map(block).items()}}
        return facts

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        besides = is_marked(facts)
        for each in super().reduce(unmarked(facts) if besides else facts, overview):
            yield besides, each

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding | Remark] | Round:
        results = list(results)
        own = [each for besides, each in results if not besides]
        looks = [super().conclude(own, overview)]
        if whole := self._whole:
            looks.append(whole.conclude([(False, each) for besides, each in results if besides], overview))
        return in_turn(*looks, amend=Companions.of(own, overview).joining)

    def shown(self, ids: Sequence[int], _overview: Overview) -> tuple[int, int]:
        evaluated, leaked = _parted(ids, _overview)
        return evaluated[0], leaked[0]

    def judge(self, cluster: Cluster, overview: Overview) -> Iterator[Finding]:
        split_of = overview.dataset.split_of
        evaluated, leaked = _parted(cluster.ids, overview)
        informs = overview.task(split_of(cluster.at)) == "classification" or cluster.brief
        others = [*leaked, *evaluated[1:]]
        place = overview.dataset.beside(cluster.at, cluster.partner)
        yield Finding(
            at=cluster.at,
            message=cluster.like(f"{place}, which is in {split_of(cluster.partner)}"),
            identity=f"{cluster.key:016x}",
            unusable=() if informs else tuple(leaked),
            related=tuple(Related(each, f"in {split_of(each)}") for each in others[:MOST_RELATED]),
            related_total=len(others),
            severity=Severity.INFO if informs else None,
            data={
                **cluster.data,
                "size": len(cluster.ids),
                "splits": sorted(set(map(split_of, cluster.ids))),
            },
        )


def _parted(ids: Sequence[int], overview: Overview) -> tuple[list[int], list[int]]:
    """The examples of the split that keeps its own, and those that leaked into others."""
    split_of = overview.dataset.split_of
    kept = min(map(split_of, ids), key=keeping)
    return (
        [each for each in ids if split_of(each) == kept],
        [each for each in ids if split_of(each) != kept],
    )
