"""The check mixed-sign-off: examples together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Related, key, plural, soft, table


class MixedSignOff(DatasetCheck):
    """Answers do not sign off alike.

    ## Why it matters

    Half of the answers end with the company's name and half do not: so will the model's.

    ## How to fix it

    Choose one last line and give it to every answer.
    """

    name = "mixed-sign-off"
    good = [[{"prompt": f"Question {n}?", "completion": f"Answer {n}.\nYour Acme team"} for n in range(4)]]
    bad = [
        [
            {"prompt": "Where is it?", "completion": "On its way.\nYour Acme team"},
            {"prompt": "Is it red?", "completion": "It is.\nYour Acme team"},
            {"prompt": "Is it new?", "completion": "It is.\nCheers"},
        ],
    ]

    def map(self, block: Block) -> Facts:
        endings = [key(soft(example.output.rpartition("\n")[2])) for example in block.examples]
        facts = table(ending=np.array(endings, np.uint64), id=block.ids)
        return block.partition(np.zeros(len(endings), np.uint64), facts)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        endings, counts = np.unique(facts["ending"], return_counts=True)
        odd = np.sort(facts["id"][facts["ending"] != endings[counts.argmax()]])
        if len(odd):
            yield Finding(
                at=int(odd[0]),
                message=f"{plural(len(odd), 'answer')} of {len(facts):,} do not sign off as most do",
                identity=" ".join(f"{int(ending):016x}" for ending in endings),
                unusable=tuple(int(example) for example in odd),
                related=tuple(Related(int(example), "signs off otherwise too") for example in odd[1:100]),
                related_total=len(odd) - 1,
                data={"splits": list(overview.dataset.splits)},
            )
