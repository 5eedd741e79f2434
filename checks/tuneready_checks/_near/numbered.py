"""Whether two near texts are told apart by their numbers: an exercise set anew, not a copy."""

from __future__ import annotations

import re
from collections import Counter

from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.text import Text

_FEW = 2 * SHORT
_SEVERAL = 2
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_HOW_MANY = re.compile(
    r"\bhow (?:many|much)\b|\bwie ?viele?\b|\bcombien\b|\bcu[aá]nt[oa]s?\b|\bquant[ioea]s?\b|多少"
)
_PRICE_OR_ID = re.compile(r"[$€£¥₹]|\d[.,]\d\d(?!\d)|\d{5}|\b(?:euros?|dollars?|eur|usd|gbp)\b")


def by_numbers(one: Text, other: Text) -> bool:
    """Whether the prompts hold other numbers, and no more than that keeps these texts apart.

    The words are the same, or several numbers are others and both prompts ask "how many". Where one price
    or id stands for another and a word does too, another thing is spoken of. In a few words each number
    is what they are about.
    """
    if min(len(one.tokens), len(other.tokens)) < _FEW:
        return False
    asked, also = _numbers(one), _numbers(other)
    gone, come = asked - also, also - asked
    if not (gone and come):
        return False
    if _words(one) == _words(other):
        return True
    return min(gone.total(), come.total()) >= _SEVERAL and _is_exercise(one) and _is_exercise(other)


def _numbers(text: Text) -> Counter[str]:
    return Counter(_DIGITS.findall(text.prompt or text.whole))


def _words(text: Text) -> Counter[str]:
    """The words and signs besides numbers: "$1" is not "€1" with another number."""
    return Counter(_DIGITS.sub(" ", text.whole).split())


def _is_exercise(text: Text) -> bool:
    asks = text.prompt or text.whole
    return bool(_HOW_MANY.search(asks)) and not _PRICE_OR_ID.search(asks)
