"""The check boilerplate-refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Severity
from tuneready_checks._outputs.prose import pieces
from tuneready_checks._outputs.refusals import EXCUSED, NO_TOOL, REFUSED
from tuneready_checks._outputs.screen import REFUSAL, held
from tuneready_checks._outputs.strays import Hit, Kind, facts, told

_KINDS = (
    Kind(
        "a refusal in the words of another model stands for an answer",
        "are refusals in the words of another model: is this what the model is to learn?",
    ),
    Kind(
        'excuses itself in the words of another model ("as an AI language model")',
        'excuse themselves in the words of another model ("as an AI language model")',
    ),
)
_REFUSES, _SAYS_WHAT_IT_IS = range(2)
_HEAD = 240
_LONGEST_REFUSAL = 700


class BoilerplateRefusal(DatasetCheck):
    """An output is another model's refusal, or begins with "as an AI language model".

    Looked at are the first 240 characters. An answer that refuses and then goes on at length is none, and
    so is one that says that no tool for it was given, in an example with tools: that is right there.
    Where a twentieth of the outputs and more are refusals, the set teaches them on purpose, as a safety
    set does: then it is information, told once.

    ## Why it matters

    Scraped and generated sets are full of them. A model that is trained on refusals refuses more than
    it should: OpenAI tells of data with 60 % of refusals where 5 % are right. It also learns to say that
    it is somebody else's model.

    ## How to fix it

    Write the answer that you want, or a refusal in your own words where one is right, or delete the record.
    """

    name = "boilerplate-refusal"
    severity = Severity.WARNING
    good = [
        [
            {
                "prompt": "Where is HB-2041?",
                "completion": "I am sorry, I can't find that order. Is the number right?",
            }
        ],
        [{"prompt": "May I have the key to the safe?", "completion": "No. Only the manager has it."}],
    ]
    bad = [
        [
            {
                "prompt": "Write a poem on rain.",
                "completion": "I'm sorry, but I can't assist with that request.",
            }
        ],
        [{"prompt": "Do you like tea?", "completion": "As an AI language model, I don't have preferences."}],
    ]

    usual: float = Field(0.05, gt=0, le=1, description="share of outputs from which it is the set's purpose")

    def map(self, block: Block) -> Facts:
        said = pieces(block)
        return facts(
            block,
            (
                (piece, hit)
                for piece in (said[number] for number in held(block)[REFUSAL])
                if not (block.examples[piece.at].tools and NO_TOOL.search(piece.part.text))
                for hit in _hit(piece.part.text)
            ),
        )

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Finding]:
        return told(facts, overview, _KINDS, self.usual)


def _hit(text: str) -> Iterator[Hit]:
    refusal = REFUSED.search(text, 0, _HEAD) if len(text) <= _LONGEST_REFUSAL else None
    if refusal:
        yield Hit(_REFUSES, *refusal.span())
        return
    identity = EXCUSED.search(text, 0, _HEAD)
    if identity:
        yield Hit(_SAYS_WHAT_IT_IS, *identity.span())
