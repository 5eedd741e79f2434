"""What a text is about: its words without those that only join others, in one spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from tuneready.api import key

_JOINING = """
a an the of in on at to for from by with and or as
is are am be been being was were do does did has have had can could will would
i me my mine we us our you your yours it its he she they them their his her
this that these those there here what which how
please hi hello hey dear thanks thank just so s re ve ll d m
"""
JOINING = frozenset(_JOINING.split())
"""Words that change nothing of what is asked; who, when, where, why and not are none of them."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:\+\+|#)?|\d+(?:[.,:]\d+)*|[+*/=<>%$€£¥^&|]")
_NOT = re.compile(r"n't$")
MINE = frozenset({"i", "me", "my", "mine", "we", "us", "our"})
YOURS = frozenset({"you", "your", "yours"})
_FEWEST_LETTERS = 4
_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot"}


def words(text: str) -> list[str]:
    """The words and signs of a text, lower case, contractions taken apart where they hide a "not"."""
    found: list[str] = []
    for word in _WORD.findall(text.lower().replace("\u2019", "'")):
        if word in {"cannot", "can't"}:
            found += ["can", "not"]
        elif _NOT.search(word):
            found += [_NOT.sub("", word), "not"]
        else:
            found += word.split("'")
    return found


def singular(word: str) -> str:
    """The word without the ending of a plural.

    >>> singular("cards"), singular("countries"), singular("address"), singular("status")
    ('card', 'country', 'address', 'status')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _FEWEST_LETTERS or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > _FEWEST_LETTERS else word[:-1]


def contents(text: str, joining: frozenset[str] = JOINING) -> list[str]:
    """The words that a text is about, in order.

    >>> contents("How do I get new cards?"), contents("how to get a new card")
    (['get', 'new', 'card'], ['get', 'new', 'card'])
    """
    return [singular(word) for word in words(text) if word not in joining]


@lru_cache(1 << 16)
def hashes(piece: str) -> tuple[int, ...]:
    """Hashes of the content words in a piece of text between blanks."""
    return tuple(key(word) or 1 for word in contents(piece))


def swapped(one: str, other: str) -> bool:
    """Whether one text speaks of me where the other speaks of you."""
    here, there = set(words(one)), set(words(other))
    mine, yours = bool(here & MINE), bool(here & YOURS)
    mine_there, yours_there = bool(there & MINE), bool(there & YOURS)
    return (mine and yours_there and not (yours or mine_there)) or (
        yours and mine_there and not (mine or yours_there)
    )


def misspelt(one: str, other: str) -> bool:
    """Whether one word may be the other with one slip: four letters or more, and no digits."""
    from rapidfuzz.distance import OSA

    if min(len(one), len(other)) < _FEWEST_LETTERS or not (one.isalpha() and other.isalpha()):
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1
