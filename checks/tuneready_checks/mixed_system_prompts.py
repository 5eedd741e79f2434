"""The check mixed-system-prompts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import (
    MOST_RELATED,
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Related,
    Severity,
    key,
    plural,
    soft,
)

_ALL = 0


def _said(system: str, number: int) -> dict[str, Any]:
    system_message = [{"role": "system", "content": system}] if system else []
    asked = {"role": "user", "content": f"What is {number} times three?"}
    return {"messages": [*system_message, asked, {"role": "assistant", "content": f"{3 * number}."}]}


class MixedSystemPrompts(DatasetCheck):
    """Nearly all examples share one system prompt, and a few have another.

    ## Why it matters

    A model that is trained with one system prompt and asked with it does best. A few examples with an older
    wording, or with none, are mostly left over from an earlier version. Azure warns of every second prompt.

    ## How to fix it

    Use one system prompt throughout, the one that the model will be asked with; or, where several are meant,
    leave it: this is a note, and takes nothing from the score.
    """

    name = "mixed-system-prompts"
    severity = Severity.INFO
    good = [
        [_said("Be kind.", n) for n in range(20)],
        [_said(f"You are number {n}.", n) for n in range(20)],
    ]
    bad = [[_said("Be kind." if n else "", n) for n in range(20)]]

    share: float = Field(0.9, ge=0.5, le=1, description="share of examples that one system prompt must have")

    def map(self, block: Block) -> Facts:
        known: dict[str, int] = {}
        facts = np.empty(len(block.examples), [("id", np.int64), ("key", np.uint64)])
        facts["id"] = block.ids
        for index, example in enumerate(block.examples):
            text = example.system
            if text not in known:
                known[text] = key(soft(text)) if text else 0
            facts["key"][index] = known[text]
        return block.partition(np.full(len(facts), _ALL, np.uint64), facts)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        strict = [target.name for target in overview.targets if target.one_system]
        splits = overview.dataset.split_numbers(facts["id"])
        for split in np.unique(splits):
            rows = facts[splits == split]
            keys, counts = np.unique(rows["key"], return_counts=True)
            most = int(counts.argmax())
            if len(keys) > 1 and (strict or (keys[most] and counts[most] >= self.share * len(rows))):
                yield _told(rows, keys[most], len(keys), strict)


def _told(rows: npt.NDArray[Any], shared: np.uint64, prompts: int, strict: list[str]) -> Finding:
    others = sorted(int(row) for row in rows["id"][rows["key"] != shared])
    lack = int((rows["key"] == 0).sum()) if shared else 0
    fact = f"{plural(len(others), 'example')} of {len(rows):,} have another system prompt than most"
    fact += f", {lack:,} of them none" if lack else ""
    return Finding(
        at=others[0],
        message=fact + (f" (advised against by {', '.join(strict)})" if strict else ""),
        identity="system prompts",
        severity=Severity.INFO,
        related=tuple(Related(other, "has another one too") for other in others[1 : MOST_RELATED + 1]),
        related_total=len(others) - 1,
        data={"prompts": prompts, "others": len(others), "without": lack},
    )
