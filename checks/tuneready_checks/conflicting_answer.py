"""The check conflicting-answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tuneready.api import (
    MOST_RELATED,
    Block,
    DatasetCheck,
    Example,
    Facts,
    Finding,
    Overview,
    Related,
    Remark,
    Round,
    Severity,
    key,
    plural,
    soft,
    table,
)
from tuneready_checks._meeting import CELL, SOME, Met, cells, groups_to_compare
from tuneready_checks._texts import Said, read, written

if TYPE_CHECKING:
    from tuneready_checks._answers.contradiction import Answer

_TASKS = ("generation", "tool-calling")
_LONGEST = 4000


class ConflictingAnswer(DatasetCheck):
    """Two answers to the same question contradict each other.

    Prompts are the same where they ask with the same words: in another order, with another spelling, with
    words that only join others, or with a common synonym. Answers contradict each other where one begins
    with yes and the other with no, where one says what the other denies, and where the same thing has
    another amount, duration, date, time, percentage or number. Of more than two, the side of the fewer is
    named. Prompts that ask for one of many answers (a story, an example) and answers that hold code are
    left out, and so are classification sets: they are `conflicting-label`'s.

    ## Why it matters

    The model learns that both are right and picks one by chance: today the refund takes 14 days, tomorrow
    30. Nobody sees it in the loss.

    ## How to fix it

    Find out what is true and correct or delete the other line. If what is true changes from case to case,
    the prompt must say on what it depends. If it changes from month to month, it does not belong into
    fine-tuning but into retrieval.
    """

    name = "conflicting-answer"
    severity = Severity.WARNING
    stage = "consistent"
    good = [
        [
            {"prompt": "Do you ship to Norway?", "completion": "Yes, we ship to Norway."},
            {"prompt": "Do you ship to Iceland?", "completion": "No, we do not ship to Iceland."},
        ],
        [
            {"prompt": "How long does delivery take?", "completion": "It takes two weeks."},
            {"prompt": "How long does the delivery take?", "completion": "Delivery takes 14 days."},
        ],
        [
            {"prompt": "Write a sentence with a number.", "completion": "There are 3 cats."},
            {"prompt": "Write a sentence with a number.", "completion": "There are 7 cats."},
        ],
    ]
    bad = [
        [
            {"prompt": "Can I return sale items?", "completion": "Yes, you can return them."},
            {"prompt": "Can I return a sale item?", "completion": "No. Sale items are final."},
        ],
        [
            {"prompt": "How long does delivery take?", "completion": "Delivery takes 3 days."},
            {"prompt": "how long does the delivery take", "completion": "The delivery takes two weeks."},
        ],
        [
            {"prompt": "What is the fee for a new card?", "completion": "A new card costs $5."},
            {"prompt": "What's the fee for new cards?", "completion": "It is free of charge."},
        ],
    ]

    def map(self, block: Block) -> Facts:
        from tuneready_checks._answers.question import hashes

        asked = [n for n, example in enumerate(block.examples) if _is_answer(example)]
        context = block.system_keys[asked]
        rows = table(id=block.ids[asked], prompt=block.prompt_keys[asked], output=block.output_keys[asked])
        prompts = (block.examples[n].prompt for n in asked)
        found = list(cells(zip(rows["id"].tolist(), context.tolist(), prompts, strict=True), hashes))
        return {0: rows, 1: np.array(found, CELL)} if found else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[npt.NDArray[Any]]:
        """What stands in splits whose task has answers; only now is the task known."""
        splits = overview.dataset.splits
        looked_at = [n for n, split in enumerate(splits) if overview.task(split) in _TASKS]
        yield facts[np.isin(overview.dataset.split_numbers(facts["id"]), looked_at)]

    def conclude(self, results: Iterable[npt.NDArray[Any]], overview: Overview) -> Iterable[Finding] | Round:
        tables = list(results)
        if not tables or not len(tables[1]):
            return ()
        rows, met = tables
        splits = overview.dataset.split_numbers(met["id"])
        to_compare = groups_to_compare(rows, met, splits, within=True)
        return _Comparing(to_compare) if to_compare.groups else ()


def _is_answer(example: Example) -> bool:
    """Whether an example is a question with an answer in words that may contradict another."""
    turn = example.output_turn
    return (
        turn is not None
        and not example.view.grade
        and all(part.kind == "text" for part in turn.parts)
        and len(example.prompt) <= _LONGEST
        and bool(example.prompt.strip())
    )


@dataclass(frozen=True)
class _Comparing(Round):
    """Reads the prompts and answers that meet, and compares them pair by pair."""

    met: Met

    @cached_property
    def _read(self) -> npt.NDArray[np.int64]:
        return np.array(sorted(set().union(*self.met.groups)), np.int64)

    def wanted(self) -> npt.NDArray[np.int64]:
        return self._read

    def map(self, block: Block) -> Facts:
        from tuneready_checks._answers.question import is_open

        chosen = np.flatnonzero(np.isin(block.ids, self._read)).tolist()
        said = [
            Said(int(block.ids[n]), block.examples[n].prompt, block.examples[n].output)
            for n in chosen
            if not is_open(block.examples[n].prompt)
        ]
        return {0: written(said)} if said else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        from tuneready_checks._answers.contradiction import Answer, contradiction

        answers = {said.id: Answer(said) for said in read(facts)}
        clashes: dict[tuple[int, int], str] = {}
        for pair in dict.fromkeys(self._pairs(answers.keys())):
            how = contradiction(answers[pair[1]], answers[pair[0]])
            if how:
                clashes[pair] = how
        yield from _findings(clashes, answers, overview)

    def conclude(self, results: Iterable[Finding], _overview: Overview) -> Iterator[Finding | Remark]:
        yield from results
        if not self.met.complete:
            yield Remark(message=SOME)

    def _pairs(self, known: Iterable[int]) -> Iterator[tuple[int, int]]:
        here = set(known)
        for group in self.met.groups:
            yield from combinations([example for example in group if example in here], 2)


def _findings(
    clashes: dict[tuple[int, int], str], answers: dict[int, Answer], overview: Overview
) -> Iterator[Finding]:
    """One finding for each example that must go, so that no two that stay contradict each other."""
    against: dict[int, set[int]] = {}
    for one, other in clashes:
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    while against:
        doubtful = max(against, key=lambda example: (len(against[example]), example))
        others = sorted(against.pop(doubtful))
        partner = others[0]
        how = clashes[min(doubtful, partner), max(doubtful, partner)]
        if partner > doubtful:
            how = _turned(how)
        yield _finding(answers[doubtful], answers[partner], others, how, overview)
        for example in others:
            against[example].discard(doubtful)
            if not against[example]:
                del against[example]


def _turned(how: str) -> str:
    """The same seen from the other side."""
    return {"yes here, no there": "no here, yes there", "no here, yes there": "yes here, no there"}.get(
        how, how
    )


def _finding(
    doubtful: Answer, partner: Answer, others: Sequence[int], how: str, overview: Overview
) -> Finding:
    same = soft(doubtful.said.prompt) == soft(partner.said.prompt)
    place = overview.dataset.beside(doubtful.id, partner.id)
    asked = "the same prompt" if same else "nearly the same prompt"
    more = f"; so {plural(len(others), 'answer')} say" if len(others) > 1 else ""
    both = sorted(
        f"{key(soft(each.said.prompt), soft(each.said.output)):016x}" for each in (doubtful, partner)
    )
    return Finding(
        at=doubtful.id,
        message=f"the answer contradicts {place}, {asked}: {how}{more}",
        identity=" ".join(both),
        unusable=(doubtful.id,),
        related=tuple(Related(other, "contradicts it") for other in others[:MOST_RELATED]),
        related_total=len(others),
        data={"how": how.replace(" here", "").replace(" there", ""), "against": len(others)},
    )
