"""The check repeated-text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from tuneready.api import Block, Example, ExampleCheck, Finding, Part, Severity, fault
from tuneready_checks._outputs.code import is_code
from tuneready_checks._outputs.prose import asked, pieces
from tuneready_checks._regex import Regex

_PROBE = 16
_LEAST_CHARACTERS = 80
_MANY = 8
_LETTERS = Regex(r"[^\W\d_]")
_ASKED = Regex(r"\brepeat|\btimes\b|\bover and over|\bloop|\bchant|\bmantra|\bspam", re.IGNORECASE)


class RepeatedText(ExampleCheck):
    """An output says the same words again and again: a model caught in a loop.

    Found are runs of 8 times and more, or of 4 times and more that make up a third of the output, at
    least 80 characters long. Whether it was meant, only a reader can tell (a test of the token limit
    looks the same): the example is told of, and stays usable. Refrains do not follow each other at once,
    and rules of signs, tables, runs of digits and base64 have no words in them: they are left alone, and
    so is what a prompt asks to repeat.

    ## Why it matters

    It comes from a generator that broke down, and it teaches the model to break down in the same way.

    ## How to fix it

    Cut the answer off before the loop if it is whole by then, or delete the record.
    """

    name = "repeated-text"
    severity = Severity.WARNING
    good = [
        [{"prompt": "Sing.", "completion": "Row, row, row your boat.\n" * 2 + "Life is but a dream.\n" * 2}],
        [{"prompt": "Draw a line.", "completion": "| --- " * 40 + "|"}],
        [{"prompt": "Say it 30 times.", "completion": "I will be on time. " * 30}],
    ]
    bad = [
        [{"prompt": "Is it raining?", "completion": "It is. " + "You should take an umbrella. " * 12}],
        [{"prompt": "What is it?", "completion": "The answer is the answer is" + " the answer is" * 20}],
    ]

    runs: int = Field(4, ge=3, description="times that the same words must follow each other")

    def look(self, block: Block) -> Iterator[Finding]:
        for piece in pieces(block):
            text = piece.part.text
            if len(text) >= _LEAST_CHARACTERS and _is_suspect(text):
                yield from self._told(block.examples[piece.at], piece.part)

    def find(self, example: Example) -> Iterator[Finding]:
        for turn in example.turns:
            for part in turn.parts if turn.trained else ():
                yield from self._told(example, part)

    def _told(self, example: Example, part: Part) -> Iterator[Finding]:
        loop = _loop(part.text, self.runs)
        if not loop or is_code(part.text) or _ASKED.search(asked(example)):
            return
        start, end, times = loop
        share = 100 * (end - start) / len(part.text)
        yield fault(
            example,
            f"the same words follow each other {times:,} times: {share:.0f} % of the output",
            pointer=part.pointer,
            usable=True,
        )


def _is_suspect(text: str) -> bool:
    """Whether the few characters at its end, or in its midst, stand there four times."""
    middle = len(text) // 2
    return text.count(text[-_PROBE:]) > 3 or text.count(text[middle : middle + _PROBE]) > 3  # noqa: PLR2004 — as `runs`


def _loop(text: str, runs: int) -> tuple[int, int, int] | None:
    """The longest run around the end or the middle: from where to where, and how often."""
    found = [_run(text, at) for at in (len(text) - _PROBE, len(text) // 2)]
    for start, end, period in sorted(found, key=lambda run: run[0] - run[1]):
        times = (end - start) // period if period else 0
        unit = text[start : start + period]
        words = len(set(_LETTERS.findall(unit.lower())))
        much = times >= _MANY or end - start >= len(text) / 3
        long_enough = much and end - start >= _LEAST_CHARACTERS
        if times >= runs and long_enough and words > 2:  # noqa: PLR2004 — "ha", "no": a laugh is no loop
            return start, end, times
    return None


def _run(text: str, at: int) -> tuple[int, int, int]:
    """The stretch around a place in which each character equals the one a period before it."""
    probe = text[at : at + _PROBE]
    before = text.rfind(probe, 0, at + _PROBE - 1)
    after = text.find(probe, at + 1)
    if before < 0 and after < 0:
        return 0, 0, 0
    first, second = (before, at) if before >= 0 else (at, after)
    period = second - first
    start = end = first
    while end + period < len(text) and text[end] == text[end + period]:
        end += 1
    while start and text[start - 1] == text[start - 1 + period]:
        start -= 1
    return start, end + period, period
