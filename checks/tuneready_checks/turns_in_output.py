"""The check turns-in-output."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready.api import Block, Example, ExampleCheck, Finding, Part, Severity, fault
from tuneready_checks._outputs.code import is_code, without_code
from tuneready_checks._outputs.prose import asked, pieces
from tuneready_checks._outputs.screen import TURN, held
from tuneready_checks._regex import Regex

_USER = Regex(r"^ {0,3}(?:\*\*)?(?:User|USER|Human|HUMAN|#{2,3} (?:Human|User))(?:\*\*)?:", re.MULTILINE)
_MODEL = Regex(r"^ {0,3}(?:\*\*|#{2,3} )?(?:Assistant|ASSISTANT|AI|Bot|Model|GPT)(?:\*\*)?:", re.MULTILINE)
_ALONE = Regex(r"^#{2,3} (?:Instruction|Human|User):|\n\nHuman: ", re.MULTILINE)
_ASKED = Regex(
    r"dialog|conversation|script|interview|transcript|chat|role-?play|\bturns?\b|exchange|user:|human:|prompt",
    re.IGNORECASE,
)
_TEMPLATED = frozenset({"plain-text", "axolotl-input-output"})


class TurnsInOutput(ExampleCheck):
    """An output goes on with a turn of the user: "User: and the next question".

    Found are lines that begin with `User:` where others begin with `Assistant:`, and `### Instruction:`.
    Left alone are code, plain text, and what a prompt asks for that speaks of conversations.

    ## Why it matters

    A transcript was cut in the wrong place, or a model wrote past its answer. Whoever is trained on it asks
    itself questions and answers them, and does not stop where the answer ends.

    ## How to fix it

    Cut the output off before that line, or make messages of the turns, each with its role.
    """

    name = "turns-in-output"
    severity = Severity.WARNING
    good = [
        [{"prompt": "Write a short dialogue.", "completion": "User: Is it raining?\nBot: It is."}],
        [{"prompt": "Who may see it?", "completion": "Every user: the page is public."}],
        [{"text": "User: Is it raining?\nAssistant: It is."}],
    ]
    bad = [
        [{"prompt": "Is it raining?", "completion": "It is.\n\nHuman: And tomorrow?\n\nAssistant: No."}],
        [{"prompt": "Name a river.", "completion": "The Rhine.\n### Instruction:\nName a lake."}],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        said = pieces(block)
        for number in held(block)[TURN]:
            yield from self._told(block.examples[said[number].at], said[number].part)

    def find(self, example: Example) -> Iterator[Finding]:
        for turn in example.turns:
            for part in turn.parts if turn.trained else ():
                yield from self._told(example, part)

    def _told(self, example: Example, part: Part) -> Iterator[Finding]:
        if (
            _goes_on(part.text)
            and example.format not in _TEMPLATED
            and not is_code(part.text)
            and not _ASKED.search(asked(example))
        ):
            yield fault(example, "the output goes on with a turn of the user", pointer=part.pointer)


def _goes_on(text: str) -> bool:
    bare = without_code(text)
    alone = _ALONE.search(bare)
    return alone is not None or (_USER.search(bare) is not None and _MODEL.search(bare) is not None)
