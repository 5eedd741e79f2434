"""What a specific is the value of: the same slot with two values is a fact that changes."""

from __future__ import annotations

from typing import NamedTuple

from tuneready.api import key
from tuneready_checks._facts.specifics import SHOWN, Specific
from tuneready_checks._regex import Regex

_SENTENCE_END = Regex(r"[.!?:;]\s|\n")
_WORD = Regex(r"[^\W_][\w+&'-]*")
_UNIT = Regex(r"\s*(?:/|(?:per|an?|each|every)\b)\s*(\w+)")
_EMPTY_WORDS = """
a an the of our your its their this that these is are be will costs cost price priced prices at for only just currently
now right today you we it can could buy get order purchase have has available and with total yes no in on to as sells sold
sell retails retail listed
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_LEFT = 120
_LEAST = 2


class Slot(NamedTuple):
    """A slot by its hash, and the value that stands in it, as it may be shown."""

    key: int
    value: str


def slot(text: str, specific: Specific) -> Slot | None:
    """The slot of a specific: the words before it in its sentence, its unit, and what it is counted in.

    None where too little is said for two of them to be about the same thing.
    """
    if specific.kind not in SHOWN:
        return None
    before = _SENTENCE_END.split(text[max(0, specific.start - _LEFT) : specific.start])[-1]
    words = [word for word in _WORD.findall(before) if word.lower() not in _EMPTY]
    if len(words) < _LEAST or not any(_is_name(word) for word in words):
        return None
    unit = _UNIT.match(text, specific.end)
    counted = "".join(sign for sign in specific.value if not sign.isdigit() and sign not in "., ")
    about = sorted({word.lower() for word in words})
    return Slot(key(specific.kind, counted, unit.group(1).lower() if unit else "", *about), specific.value)


def _is_name(word: str) -> bool:
    return word[0].isupper() or any(sign.isdigit() for sign in word)
