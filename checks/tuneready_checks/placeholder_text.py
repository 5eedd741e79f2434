"""The check placeholder-text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Example, Facts, Finding, Overview, Severity
from tuneready_checks._outputs.code import is_code, without_code
from tuneready_checks._outputs.placeholders import ABOUT, BLANK, BLANK_IS_ASKED, MISSING, NOTHING, SHAPES
from tuneready_checks._outputs.prose import Piece, asked, pieces
from tuneready_checks._outputs.screen import PLACEHOLDER, held
from tuneready_checks._outputs.strays import Hit, Kind, facts, told

_KINDS = (
    Kind(
        "a template slot such as {{name}} was not filled in",
        "hold template slots such as {{name}}: fill them in before training",
        None,
    ),
    Kind(
        "a gap in brackets such as [Your Name] was not filled in",
        "hold gaps such as [Your Name]: answers are taught as forms",
    ),
    Kind(
        "filler text (lorem ipsum) stands for an answer",
        "hold filler text (lorem ipsum)",
        None,
        worthless=True,
    ),
    Kind("a note such as TODO stands for what is to be written", "hold notes such as TODO", None),
    Kind(
        "the answer is what an export writes for a missing value",
        "are what an export writes for a missing value",
        None,
        worthless=True,
    ),
    Kind(
        "the answer is a mark for a missing one (such as N/A)",
        "are a mark for a missing answer (such as N/A): leave them if the task is to say so",
    ),
)
_LONGEST_NOTHING = 15
_ENOUGH, _SHORT = 10, 30
"""From how many outputs, and below how many characters on average, a split holds values, not answers."""


class PlaceholderText(DatasetCheck):
    """An output holds what was to be replaced: {{name}}, [Your Company], TODO, nan.

    Code, and outputs whose prompt asks for a form, a template or a letter, are left alone; so is "your
    TODO list". Where a tenth of the outputs and more hold the same kind, it is one finding. However many
    they are, outputs of filler text, and what an export writes for a missing value (nan, null), are unusable.

    An output that is N/A, TBD, ? or - is left alone where labels are learned, where the others are short
    too (then it may be one of the values that are asked for), and where the prompt speaks of such a mark.
    Where a tenth of the outputs and more are one, it is information.

    ## Why it matters

    The model learns the gap as if it were an answer, and sends "Dear [Customer Name]" to customers.

    ## How to fix it

    Fill the gaps with values (made-up ones, and different ones), or delete the record. Template slots
    that another program fills before training are fine there: check the file that it writes.
    """

    name = "placeholder-text"
    severity = Severity.WARNING
    good = [
        [
            {
                "prompt": "How do I print a name in Jinja?",
                "completion": "Write {{ name }} where it is to stand.",
            }
        ],
        [{"prompt": "What shall I do today?", "completion": "Begin with the first line of your TODO list."}],
        [{"prompt": "Write a letter of thanks.", "completion": "Dear [Name], thank you for the jam."}],
        [{"prompt": "The colour of the lid, or N/A:", "completion": "N/A"}],
    ]
    bad = [
        [{"prompt": "Who are you?", "completion": "I am {{name}}, the assistant of {{company}}."}],
        [{"prompt": "Where is my order?", "completion": "Thank you for writing to [Your Company]!"}],
        [{"prompt": "Is it blue?", "completion": "TODO: ask Greta"}],
        [{"prompt": "Describe the kettle.", "completion": "Lorem ipsum dolor sit amet."}],
        [{"prompt": "Describe the toaster.", "completion": "nan"}],
    ]

    usual: float = Field(
        0.1, gt=0, le=1, description="share of outputs from which one finding stands for all"
    )

    def map(self, block: Block) -> Facts:
        said = pieces(block)
        placed = [
            (said[number], hit)
            for number in held(block)[PLACEHOLDER]
            for hit in _hit(block.examples[said[number].at], said[number].part.text)
        ]
        missing = [
            (piece, Hit(kind, 0, len(piece.part.text)))
            for piece in said
            if piece.is_output and (kind := _missing(block, piece)) is not None
        ]
        return facts(block, [*placed, *missing])

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Finding]:
        splits, numbers = overview.dataset.splits, overview.dataset.split_numbers(facts["id"])
        meant = np.zeros(len(facts), np.bool_)
        for number, split in enumerate(splits):
            meant |= (numbers == number) & np.isin(facts["kind"], _values(overview, split))
        return told(facts[~meant], overview, _KINDS, self.usual)


def _values(overview: Overview, split: str) -> list[int]:
    """The kinds of missing answers that may be values like the others in a split."""
    counts = overview.splits[split]
    if overview.task(split) == "classification":
        return [MISSING, BLANK]
    short = counts.examples >= _ENOUGH and counts.characters < _SHORT * counts.examples
    return [BLANK] if short else []


def _missing(block: Block, piece: Piece) -> int | None:
    text = piece.part.text
    kind = NOTHING.get(text.strip()) if len(text) <= _LONGEST_NOTHING else None
    if kind == BLANK and BLANK_IS_ASKED.search(asked(block.examples[piece.at])):
        return None
    return kind


def _hit(example: Example, text: str) -> Iterator[Hit]:
    """The first placeholder of an output, if it is one."""
    if text.strip() in NOTHING or is_code(text):
        return
    bare = without_code(text)
    for kind, shape in SHAPES:
        found = shape.search(bare)
        if found and not ABOUT[kind].search(asked(example)):
            yield Hit(kind, found.start(), found.end())
            return
