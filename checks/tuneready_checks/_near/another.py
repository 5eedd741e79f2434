"""Whether two texts in nearly the same words say another thing: other numbers, another name, a "not"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tuneready_checks._near.immaterial import immaterial
from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.text import NUMBER, Text

_CONTRAST = 0.8
_SPELLING = 4
_FEW = 30
_HALF = 0.5

_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"\d+|[+=<>%$€£¥₹()\[\]{}/^|&]|(?<=[\w)])\s?[-*]\s?(?=[\w(])|(?<=[^\W\d_])#")
_NEGATION = re.compile(r"(?:un|in|im|ir|il|non|dis|mis|anti)")
_MARKS = ".,:;!?\"'()[]{}"
_JOINING_WORDS = """
a an the of in on at to for from by with and or as is are was were be been do does did has have
had can could will would should shall may might i you we it my your our its this that these
those there please me us during about what which how s re ve ll d m
"""
JOINING = frozenset(_JOINING_WORDS.split())
"""Words that only join others; after an apostrophe, too."""
_NOT = frozenset({"not", "no", "never", "without", "t", "cannot", "nor"})


def another(one: Text, other: Text, *, facts_matter: bool) -> bool:
    """Whether the same words say another thing; unless `facts_matter`, only in texts of a few words."""
    if immaterial(one, other):
        return False
    few = _FEW if facts_matter else SHORT
    return _contrast(one, other, few) or (facts_matter and _other_facts(one, other))


def _other_facts(one: Text, other: Text) -> bool:
    """Whether the same is said of something else: other numbers, other signs, another name throughout."""
    here, there = one.pieces, other.pieces
    gone, come = " ".join(sorted(here - there)), " ".join(sorted(there - here))
    same_words = sorted(_WORD.findall(gone)) == sorted(_WORD.findall(come))
    if same_words and sorted(_SIGN.findall(gone)) != sorted(_SIGN.findall(come)):
        return True
    if NUMBER.search(gone) and NUMBER.search(come):
        asked, also = one.asked, other.asked
        if asked - also and also - asked:
            return True
        common = (one.numbers & other.numbers).total()
        if common < _HALF * (one.numbers | other.numbers).total():
            return True
    mine, theirs = one.tokens.tolist(), other.tokens.tolist()
    both = set(mine) & set(theirs)
    return _stands_twice(both, mine) and _stands_twice(both, theirs)


def _stands_twice(but: set[int], tokens: list[int]) -> bool:
    """Whether a token of a text stands in it twice or more, but for some tokens."""
    left = [token for token in tokens if token not in but]
    return len(set(left)) < len(left)


def _contrast(one: Text, other: Text, few: int) -> bool:
    """Whether brief texts differ in a word, and not just in how it is spelt or bent, or where it stands.

    Where there are few words, each may be what the example is about. Of an example with a prompt that
    is the prompt; the same brief answer says nothing of whether two questions are one.
    """
    fewest = min(len(one.tokens), len(other.tokens))
    if fewest >= few:
        return False
    mine, theirs = one.prompt, other.prompt
    if not (mine and theirs):
        mine, theirs = one.whole, other.whole
    strict = fewest < SHORT or (_words_fewer(mine, SHORT) and _words_fewer(theirs, SHORT))
    here, there = mine.split(), theirs.split()
    return _differ(_content(_only(here, there)), _content(_only(there, here)), strict=strict)


def _words_fewer(side: str, count: int) -> bool:
    """Whether a side has fewer words than that; where a script writes no spaces, nobody can tell."""
    return side.isascii() and len(side.split(None, count)) < count


def _only(mine: list[str], theirs: list[str]) -> Iterable[str]:
    """The words that stand more often in the first text than in the other."""
    other = set(theirs)
    if len(other) == len(theirs) and len(set(mine)) == len(mine):
        return [word for word in mine if word not in other]
    return (Counter(mine) - Counter(theirs)).elements()


def _content(words: Iterable[str]) -> list[str]:
    """The words in order, without marks at their ends and without those that only join others."""
    bare = (word.strip(_MARKS) for word in words)
    return [word for word in bare if word not in JOINING]


def _differ(mine: list[str], theirs: list[str], *, strict: bool) -> bool:
    """Whether the words that only one text has are other words; `strict`: more words are other words."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    left, right = " ".join(mine), " ".join(theirs)
    asks = left != right and (strict or bool(left and right))
    if asks and (
        (strict and Indel.distance(left, right, score_cutoff=_SPELLING) > _SPELLING)
        or fuzz.ratio(left, right) < 100 * _CONTRAST
        or _NEGATION.sub("", left, count=1) == right
        or _NEGATION.sub("", right, count=1) == left
    ):
        return True
    return bool(_NOT & (set(_WORD.findall(left)) ^ set(_WORD.findall(right))))
