"""Numbers and ids that change nothing: whatever they are, the same is answered."""

from __future__ import annotations

import re

from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.text import Text

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_ID = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]{8,}")
_LEAST_WORDS = 4


def immaterial(one: Text, other: Text) -> bool:
    """Whether two examples differ in numbers of the prompt, and in ids that no prompt gives, only.

    The answer is whole (a "yes" is not), and the same: so the ticket's number or the reference is not what
    the examples are about. Where an answer repeats the prompt's number, it is.
    """
    asked = _frame(one.prompt)
    return (
        len(asked) >= _LEAST_WORDS
        and asked == _frame(other.prompt)
        and len(said := _said(one)) >= SHORT
        and said == _said(other)
    )


def _frame(prompt: str) -> list[str]:
    """The words of a prompt without their digits: signs stay, "2+2" is not "2*2"."""
    return _NUMBER.sub(" ", prompt).split()


def _said(text: Text) -> list[str]:
    """The words of an output without ids (letters and digits mixed) that do not stand in its prompt."""
    prompt = text.prompt
    return _ID.sub(lambda found: found.group() if found.group() in prompt else " ", text.output).split()
