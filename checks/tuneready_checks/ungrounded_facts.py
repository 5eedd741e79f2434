"""The check ungrounded-facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import (
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Remark,
    Severity,
    plural,
)
from tuneready_checks._facts.findings import bars_of, share_finding, two_values
from tuneready_checks._facts.grounds import ungrounded
from tuneready_checks._facts.slots import slot
from tuneready_checks._facts.specifics import KINDS
from tuneready_checks._groups import groups
from tuneready_checks._outputs.prose import outputs, pieces
from tuneready_checks._outputs.screen import FACT, held

_TRAIN = "train"
_SHARE = np.dtype([("id", np.int64), ("kinds", np.uint8), ("count", np.int32)])
_SLOT = np.dtype([("key", np.uint64), ("id", np.int64), ("value", "U24")])
_COUNT = np.dtype([("id", np.int64), ("count", np.int64)])
_SHARES, _SLOTS, _ASKED = 0, 1, 2


class UngroundedFacts(DatasetCheck):
    """Outputs state prices, dates, links or numbers that no prompt gives.

    Counted are prices, percentages, dates, links, e-mail addresses, phone numbers, ids and versions of an
    output that stand nowhere in its system text, prompt, tool results or earlier turns. Code, arithmetic
    and what a prompt asks to work out do not count, nor do classification sets and texts without prompts.
    From 20 % of the outputs (of at least 10) it is a warning, from 10 % information. Two answers that
    give two prices or percentages for one thing are a warning at any share: no model can learn both.

    On public sets, style stays under 2 %, tool calls under 7 %, general assistants under 10 %; sets that
    teach a company's facts lie between 25 % and 56 %. Facts without numbers or links are not seen.

    ## Why it matters

    Fine-tuning fixes tone and form; retrieval fixes facts. A model that is trained on prices learns to
    name prices: the old ones where it remembers them, invented ones where it does not, all in the same
    confident tone. When the price changes, nobody can mend it without training anew.

    ## How to fix it

    Put the facts where the model can read them: into the prompt, as the retrieval or the tool will do
    when it is used, and let the output take them from there. Or leave them out of the answers.
    """

    name = "ungrounded-facts"
    severity = Severity.WARNING
    good = [
        [
            {
                "prompt": f"The order {n} cost ${n}.90. What does the customer pay?",
                "completion": f"It is ${n}.90, as you say. Is there anything else?",
            }
            for n in range(20, 40)
        ],
        [{"prompt": f"Is tea {n} ready?", "completion": "Give it three more minutes."} for n in range(20)],
    ]
    bad = [
        [
            {"prompt": f"What does the {word} plan cost?", "completion": f"It is ${n}.50 a month."}
            for n, word in enumerate(
                ["basic", "plus", "pro", "team", "office", "campus", "nonprofit", "trial", "gold", "student"]
            )
        ],
        [
            {"prompt": "What is a K2?", "completion": "A kettle. The Harrowby K2 costs £49.90."},
            {"prompt": "Any kettles?", "completion": "You can buy the Harrowby K2 for £54.90 at present."},
            {"prompt": "Is a K2 quiet?", "completion": "It is, for a kettle."},
        ],
    ]

    many: float = Field(0.2, gt=0, le=1, description="share of outputs from which it is a warning")
    some: float = Field(0.1, gt=0, le=1, description="share of outputs from which it is information")
    least: int = Field(10, ge=1, description="examples below which no share is told")

    def map(self, block: Block) -> Facts:
        texts = outputs(block)
        asked = block.has_prompt & np.fromiter(map(bool, texts), np.bool_, len(texts))
        shares: list[tuple[int, int, int]] = []
        slots: list[tuple[int, int, str]] = []
        said = pieces(block)
        for index in sorted({said[number].at for number in held(block)[FACT] if said[number].is_output}):
            if not asked[index]:
                continue
            example = block.examples[index]
            found = list(ungrounded(example, texts[index]))
            if found:
                shares.append((example.id, sum({1 << KINDS.index(each.kind) for each in found}), len(found)))
            filled = {each.key: each for each in (slot(texts[index], one) for one in found) if each}
            slots += [(each.key, example.id, each.value) for each in filled.values()]
        facts = {_SHARES: np.array(shares, _SHARE), _SLOTS: np.array(slots, _SLOT)}
        if asked.any():
            facts[_ASKED] = np.array([(block.ids[0], asked.sum())], _COUNT)
        return {part: rows for part, rows in facts.items() if len(rows)}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:
        if facts.dtype != _SLOT:
            yield facts
            return
        for rows in groups(facts, overview):
            finding = two_values(rows, overview)
            if finding:
                yield finding

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterator[Finding | Remark]:
        found = list(results)
        yield from (each for each in found if isinstance(each, Finding))
        arrays = [each for each in found if not isinstance(each, Finding)]
        rows = next((each for each in arrays if each.dtype == _SHARE), np.empty(0, _SHARE))
        asked = next((each for each in arrays if each.dtype == _COUNT), np.empty(0, _COUNT))
        for split in overview.splits:
            count = int(_within(asked, split, overview)["count"].sum())
            if count >= self.least and overview.task(split) != "classification":
                yield from self._split(split, _within(rows, split, overview), count)

    def _split(self, split: str, rows: npt.NDArray[Any], examples: int) -> Iterator[Finding | Remark]:
        count = len(rows)
        share = count / examples
        counted = f"{count:,} of {plural(examples, 'output')} ({100 * share:.0f} %)"
        said = f"{counted} state facts that no prompt gives"
        if count or split == _TRAIN:
            bars = bars_of(rows) if count else None
            yield Remark(
                message=said, split=split, picture=bars, data={"ungrounded": share, "examples": count}
            )
        if share >= self.some:
            yield share_finding(said, split, rows, severity=None if share >= self.many else Severity.INFO)


def _within(rows: npt.NDArray[Any], split: str, overview: Overview) -> npt.NDArray[Any]:
    dataset = overview.dataset
    within: npt.NDArray[Any] = rows[dataset.split_numbers(rows["id"]) == dataset.splits.index(split)]
    return within
