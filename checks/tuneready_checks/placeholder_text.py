"""The check placeholder-text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Example, Facts, Finding, Overview, Severity
from tuneready_checks._outputs.code import is_code, without_code
from tuneready_checks._outputs.placeholders import ABOUT, MISSING, NOTHING, SHAPES
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
    Kind("filler text (lorem ipsum) stands for an answer", "hold filler text (lorem ipsum)", None),
    Kind("a note such as TODO stands for what is to be written", "hold notes such as TODO", None),
    Kind(
        "the answer is what an export writes for a missing value",
        "are what an export writes for a missing value",
        None,
    ),
)
_LONGEST_NOTHING = 15


class PlaceholderText(DatasetCheck):
    """An output holds what was to be replaced: {{name}}, [Your Company], TODO, nan.

    Code, and outputs whose prompt asks for a form, a template or a letter, are left alone; so is "your
    TODO list". Where a tenth of the outputs and more hold the same kind, it is one finding.

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
            (piece, Hit(MISSING, 0, len(piece.part.text)))
            for piece in said
            if piece.is_output and _is_missing(piece)
        ]
        return facts(block, [*placed, *missing])

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Finding]:
        for finding in told(facts, overview, _KINDS, self.usual):
            label = overview.task(overview.dataset.split_of(finding.at)) == "classification"
            if not (label and _KINDS[MISSING].one == finding.message):
                yield finding


def _is_missing(piece: Piece) -> bool:
    text = piece.part.text
    return len(text) <= _LONGEST_NOTHING and text.strip() in NOTHING


def _hit(example: Example, text: str) -> Iterator[Hit]:
    """The first placeholder of an output, if it is one."""
    if is_code(text):
        return
    bare = without_code(text)
    for kind, shape in SHAPES:
        found = shape.search(bare)
        if found and not ABOUT[kind].search(asked(example)):
            yield Hit(kind, found.start(), found.end())
            return
