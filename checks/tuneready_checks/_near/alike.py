"""When two texts are nearly the same: the definition, for pairs that may be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.tokens import Hashes, Places

_SIDE = 0.65
_CONTRAST = 0.8
_AT_ONCE = 4096
HALF = 0.5
"""Least overlap of the single tokens of short texts, and of the numbers of any."""

_WORD = re.compile(r"[^\W\d_]+")
_FACT = re.compile(
    r"\d+(?:[.,:]\d+)*|[$€£¥₹%]|(?<=[^\W\d_])(?:\+\+|#)|(?<=[\w)])\s?[-+*/^<>=×÷]\s?(?=[\w(])"  # noqa: RUF001
)
_NEGATION = re.compile(r"(?:un|in|im|ir|il|non|dis|mis|anti)")
_NOT = frozenset({"not", "no", "never", "without", "t", "cannot", "nor"})


@dataclass(frozen=True)
class Definition:
    """The options that say what is near: see `near-duplicate`'s page."""

    similarity: float
    overlap: float
    numbers_matter: bool


@dataclass(frozen=True, eq=False)
class Text:
    """What varies in one example: both sides, as text and as hashes of tokens; `aside`: bytes set aside."""

    prompt: str
    output: str
    tokens: Hashes
    aside: int

    @cached_property
    def whole(self) -> str:
        """Both sides."""
        return f"{self.prompt}\n{self.output}" if self.prompt and self.output else self.prompt or self.output

    @cached_property
    def singles(self) -> frozenset[int]:
        """The different tokens."""
        return frozenset(self.tokens.tolist())

    @cached_property
    def pairs(self) -> frozenset[int]:
        """The different pairs of neighbouring tokens."""
        wide = self.tokens.astype(np.uint64)
        return frozenset((wide[:-1] << np.uint64(32) | wide[1:]).tolist())

    @cached_property
    def facts(self) -> Counter[str]:
        """Numbers and signs that change what is said: 7.5, $, C++, 2*2."""
        return Counter(found.strip() for found in _FACT.findall(self.whole))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, without numbers and signs."""
        return tuple(_WORD.findall(self.whole))

    @property
    def short(self) -> bool:
        """So few words that each of them may be what it is about."""
        return len(self.tokens) < SHORT


def similarities(
    texts: Sequence[Text], first: Places, second: Places, definition: Definition
) -> npt.NDArray[np.float32]:
    """How alike the texts are, pair by pair, as a ratio of 0 to 1; 0 where they are not near."""
    from rapidfuzz import fuzz, process

    result = np.zeros(len(first), np.float32)
    for begin in range(0, len(first), _AT_ONCE):
        here = slice(begin, begin + _AT_ONCE)
        left = [texts[index] for index in first[here]]
        right = [texts[index] for index in second[here]]
        ratios = process.cpdist(
            [text.whole for text in left],
            [text.whole for text in right],
            scorer=fuzz.ratio,
            score_cutoff=100 * definition.similarity,
            dtype=np.float32,
        )
        for index in np.flatnonzero(ratios):
            if _near(left[index], right[index], definition):
                result[begin + index] = ratios[index] / 100
    return result


def _near(one: Text, other: Text, definition: Definition) -> bool:
    """Whether two texts with a high enough ratio are near in all else that counts."""
    short = one.short or other.short
    if short:
        enough = _jaccard(one.singles, other.singles) >= HALF and not _contrast(one, other)
    else:
        enough = _jaccard(one.pairs, other.pairs) >= definition.overlap
    return (
        enough
        and not (definition.numbers_matter and _other_facts(one, other))
        and _side_alike(one.prompt, other.prompt)
        and _side_alike(one.output, other.output)
    )


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common or 1)


def _side_alike(one: str, other: str) -> bool:
    """One answer under two questions, or two answers under one, are no copies."""
    from rapidfuzz import fuzz

    return one == other or fuzz.ratio(one, other, score_cutoff=100 * _SIDE) > 0


def _other_facts(one: Text, other: Text) -> bool:
    """Whether the same words stand around other numbers, or hardly any number is the same."""
    if one.facts == other.facts:
        return False
    if one.words == other.words:
        return True
    common = (one.facts & other.facts).total()
    return common < HALF * (one.facts | other.facts).total()


def _contrast(one: Text, other: Text) -> bool:
    """Whether short texts differ in a word, and not just in how it is spelt or bent, or where it stands."""
    from rapidfuzz import fuzz

    mine, theirs = Counter(one.whole.split()), Counter(other.whole.split())
    only_mine, only_theirs = (mine - theirs), (theirs - mine)
    if _NOT & set(_WORD.findall(" ".join((*only_mine, *only_theirs)))):
        return True
    left, right = " ".join(only_mine.elements()), " ".join(only_theirs.elements())
    if left == right:
        return False
    if _NEGATION.sub("", left, count=1) == right or _NEGATION.sub("", right, count=1) == left:
        return True
    return fuzz.ratio(left, right) < 100 * _CONTRAST
