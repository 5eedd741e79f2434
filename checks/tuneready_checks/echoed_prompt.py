"""The check echoed-prompt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import (
    Block,
    DatasetCheck,
    Example,
    Facts,
    Finding,
    Overview,
    Severity,
    soft,
)

_FACT = np.dtype([("id", np.int64), ("key", np.uint64), ("echo", np.bool_)])
_ABOUT = 0.25
_BEGINNING = 3
_FEWEST_EDITS = 3
_EDITS_TO_ECHOES = 0.2


class EchoedPrompt(DatasetCheck):
    """An output says again what it was asked, word for word, and nothing else.

    Compared are the last message before the output and the output, after soft normalisation, from four
    words on. In a set that edits texts (spelling, masking), what needs no edit comes back as it is: where
    there are outputs too that begin as their prompt does and are about as long, nothing is told.

    ## Why it matters

    It is the trace of a column that was copied into the wrong place, or of a generator that failed. The
    model learns that a question is an answer.

    ## How to fix it

    Look at how the file was written. Give these records their answers, or delete them.
    """

    name = "echoed-prompt"
    severity = Severity.WARNING
    good = [
        [{"prompt": "Say it as I do: bon appétit", "completion": "Bon appétit"}],
        [{"prompt": "yes", "completion": "Yes."}],
        [
            {"prompt": f"I has {n} cats at home now.", "completion": f"I have {n} cats at home now."}
            for n in range(2, 12)
        ]
        + [{"prompt": "I have one cat at home.", "completion": "I have one cat at home."}],
    ]
    bad = [
        [{"prompt": "店は何時に開きますか", "completion": "店は何時に開きますか。"}],
        [{"prompt": "When does the shop open?", "completion": "When does the shop open"}],
        [
            {"prompt": f"When do we meet in room {n}?", "completion": f"When do we meet in room {n}?"}
            for n in range(12)
        ],
    ]

    least_words: int = Field(4, ge=1, description="words from which an output is looked at")

    def map(self, block: Block) -> Facts:
        seen = ((example, _likeness(example, self.least_words)) for example in block.examples)
        rows = [(example.id, example.key, like == "echo") for example, like in seen if like]
        return {0: np.array(rows, _FACT)} if rows else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        splits = overview.dataset.split_numbers(facts["id"])
        for number in range(len(overview.dataset.splits)):
            here = facts[splits == number]
            echoes = np.sort(here[here["echo"]], order="id")
            edits = len(here) - len(echoes)
            if edits < max(_FEWEST_EDITS, _EDITS_TO_ECHOES * len(echoes)):
                yield from map(_fault, echoes)


def _likeness(example: Example, least_words: int) -> Literal["echo", "edit"] | None:
    """How the output is to the message before it: the same, or begun alike and about as long."""
    output = example.output_turn
    at = len(example.turns) - 1
    while at >= 0 and example.turns[at] is not output:
        at -= 1
    if output is None or at < 1 or example.turns[at - 1].role != "user":
        return None
    asked, said = example.turns[at - 1].text.strip(), output.text.strip()
    if abs(len(asked) - len(said)) > _ABOUT * max(len(asked), len(said)):
        return None
    if asked[:_BEGINNING].lower() != said[:_BEGINNING].lower() or not _is_sentence(said, least_words):
        return None
    return "echo" if soft(asked) == soft(said) else "edit"


def _is_sentence(text: str, least_words: int) -> bool:
    """Whether it has words enough, or as many signs twice where words are not set apart."""
    return len(text.split(None, least_words)) >= least_words or (
        not text.isascii() and len(text) >= 2 * least_words
    )


def _fault(row: npt.NDArray[Any]) -> Finding:
    return Finding(
        at=int(row["id"]),
        message="the output is the prompt over again, and answers nothing",
        identity=f"{int(row['key']):016x}",
        unusable=(int(row["id"]),),
    )
