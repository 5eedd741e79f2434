"""Words whose letters are of two alphabets and look like one; pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready_checks._regex import Regex

_LETTERS = r"A-Za-z\u0370-\u04ff"
_MIXED = Regex(
    rf"(?<![^\W\d_])(?=[{_LETTERS}]*?(?:[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]))[{_LETTERS}]{{3,}}(?![^\W\d_])"
)
_LATIN = Regex(r"[A-Za-z]")
_ALIKE = (
    (frozenset("асеорхуіјѕԁһАВЕКМНОРСТУХІЈЅ"), frozenset("aceopxyijsABEKMHOPCTYXIJS")),
    (frozenset("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"), frozenset("oABEZHIKMNOPTYX")),
)
"""Letters of Cyrillic and of Greek that look Latin, and the Latin ones that look like them.

Of the small Greek letters only omicron: the others stand in formulas ("ρgh", "λmax").
"""
_IS_NO_FORMULA = Regex(r"[\u0400-\u04ff]|[\u03ac-\u03ce]{3}")
_COMPOUND = Regex(r"[A-Z]{2,}[\u0370-\u04ff]+|[\u0370-\u04ff]+[A-Z]{2,}")
_DECLINED = Regex(r"[A-Za-z]{2,}[\u0400-\u04ff]{1,3}")
_LATIN_WORD = Regex(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])")
_CYRILLIC_WORD = Regex(r"(?<![^\W\d_])[\u0400-\u04ff]{2,}(?![^\W\d_])")
_ABOUT = Regex(r"homogl|homogr|confusab|cyrillic|unicode|punycode|phish|spoof", re.IGNORECASE)
_SLIP = 20
"""Words of a text to one that is mixed: where there are fewer, it is more than a slip of the hand."""


def mixed(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand that are read as of one alphabet and are written in two."""
    if not _ABOUT.search(text):
        for found in _MIXED.finditer(text):
            if _looks_like_one(found.group()) and not _is_joined(found.group(), text):
                yield found.span()


def is_much(times: int, text: str) -> bool:
    """Whether so many words of a text are more than a slip of the hand."""
    return times * _SLIP >= len(text.split())


def _looks_like_one(word: str) -> bool:
    """Whether all letters of one alphabet pass for letters of the other."""
    latin = frozenset(_LATIN.findall(word))
    other = frozenset(word) - latin
    if any(other <= looks_latin for looks_latin, _ in _ALIKE):
        return True
    return any(latin <= looks_other for _, looks_other in _ALIKE) and _IS_NO_FORMULA.search(word) is not None


def _is_joined(word: str, text: str) -> bool:
    """Whether it is an acronym that another word was made of, or a Latin name with the ending of a Russian case."""
    if _COMPOUND.fullmatch(word):
        return True
    return _DECLINED.fullmatch(word) is not None and (
        len(_CYRILLIC_WORD.findall(text)) > len(_LATIN_WORD.findall(text))
    )
