"""Numbers, ids, names and emoji that change nothing: whatever they are, the same is answered."""

from __future__ import annotations

import re

from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.text import Text

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_ID = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]{8,}")
_ID_OR_NUMBER = re.compile(rf"{_ID.pattern}|\d{{6,}}")
_GREETED = re.compile(r"\b(hi|hey|hello|dear|hallo|liebe[r]?|bonjour|hola|my name is|this is|i am|i'm) \w+")
_EMOJI = re.compile("[\u2600-\u27bf\ufe0f\u200d\U0001f300-\U0001faff]")
_LEAST_WORDS = 4


def immaterial(one: Text, other: Text) -> bool:
    """Whether two examples differ in nothing that the answer depends on.

    Such are numbers of the prompt, ids that no prompt gives, the name of who writes, and emoji, where the
    answer is whole (a "yes" is not) and else the same. Where it repeats the prompt's number, that counts.
    """
    asked = _frame(one.prompt)
    if len(asked) < _LEAST_WORDS or asked != _frame(other.prompt):
        return False
    ids = _ID_OR_NUMBER if one.prompt == other.prompt else _ID
    said = _said(one, ids)
    return len(said) >= SHORT and said == _said(other, ids)


def _frame(prompt: str) -> list[str]:
    """The words of a prompt without digits, emoji and who writes: signs stay, "2+2" is not "2*2"."""
    return _NUMBER.sub(" ", _plain(prompt)).split()


def _said(text: Text, ids: re.Pattern[str]) -> list[str]:
    """The words of an output, without ids that do not stand in its prompt."""
    prompt = text.prompt
    output = ids.sub(lambda found: found.group() if found.group() in prompt else " ", text.output)
    return _plain(output).split()


def _plain(text: str) -> str:
    return _GREETED.sub(r"\1", _EMOJI.sub(" ", text))
