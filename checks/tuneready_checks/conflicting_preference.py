"""The check conflicting-preference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

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
    mix,
    plural,
    table,
)
from tuneready_checks._groups import groups


class ConflictingPreference(DatasetCheck):
    """A preference pair prefers an answer to itself, or stands the other way round too.

    Answers are compared letter by letter, but for spacing; prompts (with their system text) after soft
    normalisation.

    ## Why it matters

    A pair of two equal answers teaches nothing and costs a step. A pair that stands both ways round takes
    back what it taught; whoever compared the answers did not agree with himself.

    ## How to fix it

    Delete pairs of equal answers: often an export filled both sides from one column. Of pairs that stand
    both ways round keep what most say, or none of them.
    """

    name = "conflicting-preference"
    severity = Severity.WARNING
    stage = "consistent"
    good = [
        [
            {"prompt": "Greet me.", "chosen": "Hello, Ada.", "rejected": "Hi."},
            {"prompt": "Greet me.", "chosen": "Hello, Ada.", "rejected": "What?"},
            {"prompt": "Greet me in French.", "chosen": "Salut.", "rejected": "salut"},
        ],
        [{"prompt": "Greet me.", "completion": "Hello."}, {"prompt": "Greet me.", "completion": "Hi."}],
    ]
    bad = [
        [{"prompt": "Greet me.", "chosen": "Hello, Ada.", "rejected": "Hello,  Ada. "}],
        [
            {"prompt": "Greet me.", "chosen": "Hello, Ada.", "rejected": "Hi."},
            {"prompt": "greet me", "chosen": "Hi.", "rejected": "Hello, Ada."},
        ],
    ]

    def map(self, block: Block) -> Facts:
        pairs = [n for n, example in enumerate(block.examples) if example.view.rejected]
        if not pairs:
            return {}
        examples = [block.examples[n] for n in pairs]
        keys = mix(block.system_keys[pairs], block.prompt_keys[pairs])
        facts = table(
            key=keys,
            id=block.ids[pairs],
            chosen=np.array([_same(example.output) for example in examples], np.uint64),
            rejected=np.array([_same(example.rejected) for example in examples], np.uint64),
        )
        return block.partition(keys, facts)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        for row in facts[facts["chosen"] == facts["rejected"]]:
            yield Finding(
                at=int(row["id"]),
                message="the answer that is preferred is the one that is rejected",
                identity=f"{int(row['key']):016x} {int(row['chosen']):016x}",
                unusable=(int(row["id"]),),
            )
        for rows in groups(facts[facts["chosen"] != facts["rejected"]], overview):
            yield from _both_ways(rows, overview)


def _same(text: str) -> int:
    """Equal for answers that differ in spacing only."""
    return key(" ".join(text.split()))


def _both_ways(rows: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
    """A finding for each two answers to one prompt that are preferred to each other."""
    ways: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in rows:
        ways[int(row["chosen"]), int(row["rejected"])].append(int(row["id"]))
    for (chosen, rejected), ids in ways.items():
        back = ways.get((rejected, chosen), [])
        if back and (len(ids), -ids[0]) < (len(back), -back[0]):
            yield _finding(ids, back, overview, f"{int(rows['key'][0]):016x} {min(chosen, rejected):016x}")


def _finding(fewer: Sequence[int], more: Sequence[int], overview: Overview, identity: str) -> Finding:
    """`fewer` pairs say what `more` deny; where they are even, those that come later are named."""
    doubtful = fewer if len(fewer) < len(more) else (*fewer, *more)
    others = [example for example in (*more, *fewer[1:]) if example != fewer[0]]
    said = f", which {plural(len(more), 'pair')} say" if len(more) > 1 else ""
    return Finding(
        at=fewer[0],
        message=f"the pair stands the other way round at {overview.dataset.beside(fewer[0], more[0])}{said}",
        identity=identity,
        unusable=tuple(sorted(doubtful)),
        related=tuple(Related(other, "the same two answers") for other in others[:MOST_RELATED]),
        related_total=len(others),
        data={"this_way": len(fewer), "other_way": len(more)},
    )
