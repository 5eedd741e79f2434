"""When two texts are nearly the same: the definition, for pairs that may be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.tokens import Hashes, Places, changes, neighbours, tokenise

_SIDE = 0.65
_CONTRAST = 0.8
_SPELLING = 4
_FEW = 30
_AT_ONCE = 4096
_NONE: Hashes = np.zeros(0, np.uint32)
HALF = 0.5
"""Least overlap of the single tokens of short texts, and of the numbers of any."""

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*|[$€£¥₹%]|(?<=[^\W\d_])(?:\+\+|#)")
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


@dataclass(frozen=True)
class Definition:
    """The options that say what is near: see `near-duplicate`'s page.

    `same_output`: only with equal outputs, which are labels.
    """

    similarity: float
    overlap: float
    facts_matter: bool
    same_output: bool = False


@dataclass(eq=False, slots=True)
class Text:
    """What varies in one example: both sides, the prompt first; `cut` is where it ends, -1 if there is none.

    `aside`: bytes set aside; `frame` tells what they were. `tokens`: hashes, once `tokenised` has been here.
    """

    whole: str
    cut: int = -1
    id: int = 0
    aside: int = 0
    frame: int = 0
    tokens: Hashes = field(default_factory=lambda: _NONE)

    @property
    def prompt(self) -> str:
        """The prompt; empty where only the output varies or is compared."""
        return self.whole[: max(self.cut, 0)]

    @property
    def output(self) -> str:
        """The output; empty where only the prompt varies or is compared."""
        return self.whole[self.cut + 1 :]

    @property
    def pieces(self) -> frozenset[str]:
        """The different pieces between blanks."""
        return frozenset(self.whole.split())

    @property
    def numbers(self) -> Counter[str]:
        """Numbers with the signs that go with them, and the names C++ and C#."""
        return Counter(_NUMBER.findall(self.whole))

    @property
    def asked(self) -> Counter[str]:
        """The numbers of the prompt alone, where there is one."""
        return Counter(_NUMBER.findall(self.prompt)) if self.prompt and self.output else self.numbers

    @property
    def short(self) -> bool:
        """So few words that each of them may be what it is about."""
        return len(self.tokens) < SHORT


Load = Callable[[Places], Sequence[Text]]
"""Gives the texts at some places."""


def tokenised(texts: Sequence[Text]) -> None:
    """Give these texts their tokens."""
    tokens = tokenise([text.whole.encode("utf-8", "surrogatepass") for text in texts])
    ends = np.cumsum(tokens.counts()).tolist()
    for text, begin, end in zip(texts, [0, *ends], ends, strict=False):
        text.tokens = tokens.hashes[begin:end]


def similarities(
    load: Load, first: Places, second: Places, definition: Definition
) -> npt.NDArray[np.float32]:
    """How alike the texts are, pair by pair, as a ratio of 0 to 1; 0 where they are not near."""
    result = np.zeros(len(first), np.float32)
    for begin in range(0, len(first), _AT_ONCE):
        here = slice(begin, begin + _AT_ONCE)
        both = np.concatenate((first[here], second[here]))
        places, number = np.unique(both, return_inverse=True)
        texts = load(places)
        left, right = np.split(number, 2)
        result[here] = _similarities(texts, left, right, definition)
    return result


def _similarities(
    texts: Sequence[Text], left: Places, right: Places, definition: Definition
) -> npt.NDArray[np.float32]:
    from rapidfuzz import fuzz, process

    whole = [text.whole for text in texts]
    ratios: npt.NDArray[np.float32] = process.cpdist(
        [whole[index] for index in left],
        [whole[index] for index in right],
        scorer=fuzz.ratio,
        score_cutoff=100 * definition.similarity,
        dtype=np.float32,
    )
    which = np.flatnonzero(ratios)
    tokenised([texts[index] for index in np.union1d(left[which], right[which])])
    ones, others = ([texts[index] for index in side] for side in (left, right))
    result = np.zeros(len(ratios), np.float32)
    for index in _overlap_enough(ones, others, which, definition.overlap).tolist():
        if _near(ones[index], others[index], definition):
            result[index] = ratios[index] / 100
    return result


def _overlap_enough(left: Sequence[Text], right: Sequence[Text], which: Places, overlap: float) -> Places:
    """Which of these pairs share enough of their shingles."""
    short = np.fromiter((left[index].short or right[index].short for index in which), np.bool_, len(which))
    found = []
    for pairs, width, least in ((which[~short], 2, overlap), (which[short], 1, HALF)):
        one = _shingles([left[index] for index in pairs], width)
        other = _shingles([right[index] for index in pairs], width)
        both = np.sort(np.concatenate((one, other)))
        common = _tally(both[1:][both[1:] == both[:-1]], len(pairs))
        all_ = _tally(one, len(pairs)) + _tally(other, len(pairs)) - common
        found.append(pairs[common >= least * all_])
    return np.sort(np.concatenate(found))


def _shingles(texts: Sequence[Text], width: int) -> npt.NDArray[np.uint64]:
    """The different shingles of each text: its number in the upper half, the hash in the lower; sorted."""
    if not texts:
        return np.zeros(0, np.uint64)
    number = np.repeat(np.arange(len(texts)), [len(text.tokens) for text in texts])
    hashes, places = neighbours(np.concatenate([text.tokens for text in texts]), number, width)
    codes = np.sort(number[places].astype(np.uint64) << np.uint64(32) | hashes)
    return codes[changes(codes)]


def _tally(codes: npt.NDArray[np.uint64], texts: int) -> Places:
    return np.bincount((codes >> np.uint64(32)).astype(np.int64), minlength=texts)


def _near(one: Text, other: Text, definition: Definition) -> bool:
    """Whether two texts with a high enough ratio and overlap are near in all else that counts."""
    return (
        not (definition.same_output and one.output != other.output)
        and _same_frame(one, other)
        and _side_alike(one.prompt, other.prompt)
        and _side_alike(one.output, other.output)
        and not (definition.facts_matter and _other_facts(one, other))
        and not _contrast(one, other, SHORT if not definition.facts_matter else _FEW)
    )


def _same_frame(one: Text, other: Text) -> bool:
    """What little varies may be the same under two templates, which ask for different things."""
    return one.frame == other.frame or len(one.whole) + len(other.whole) > one.aside + other.aside


def _side_alike(one: str, other: str) -> bool:
    """One answer under two questions, or two answers under one, are no copies."""
    from rapidfuzz import fuzz

    return one == other or fuzz.ratio(one, other, score_cutoff=100 * _SIDE) > 0


def _other_facts(one: Text, other: Text) -> bool:
    """Whether the same is said of something else: other numbers, other signs, another name throughout."""
    here, there = one.pieces, other.pieces
    mine, theirs = " ".join(sorted(here - there)), " ".join(sorted(there - here))
    same_words = sorted(_WORD.findall(mine)) == sorted(_WORD.findall(theirs))
    if same_words and sorted(_SIGN.findall(mine)) != sorted(_SIGN.findall(theirs)):
        return True
    if _NUMBER.search(mine) and _NUMBER.search(theirs):
        asked, also = one.asked, other.asked
        if asked - also and also - asked:
            return True
        common = (one.numbers & other.numbers).total()
        if common < HALF * (one.numbers | other.numbers).total():
            return True
    here_tokens, there_tokens = (Counter(text.tokens.tolist()) for text in (one, other))
    return _another_name(here_tokens, there_tokens) and _another_name(there_tokens, here_tokens)


def _another_name(mine: Counter[int], theirs: Counter[int]) -> bool:
    """Whether a token that only this text has stands in it twice or more."""
    return any(times > 1 and token not in theirs for token, times in mine.items())


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
    return _differing(Counter(mine.split()), Counter(theirs.split()), strict=strict)


def _words_fewer(side: str, count: int) -> bool:
    """Whether a side has fewer words than that; where a script writes no spaces, nobody can tell."""
    return side.isascii() and len(side.split(None, count)) < count


def _differing(mine: Counter[str], theirs: Counter[str], *, strict: bool) -> bool:
    return _differ(_content(mine - theirs), _content(theirs - mine), strict=strict)


def _content(words: Counter[str]) -> list[str]:
    """The words in order, without marks at their ends and without those that only join others."""
    bare = (word.strip(_MARKS) for word in words.elements())
    return [word for word in bare if word not in JOINING]


def _differ(mine: list[str], theirs: list[str], *, strict: bool) -> bool:
    """Whether the words that only one text has are other words; `strict`: more words are other words."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    if _NOT & set(_WORD.findall(" ".join((*mine, *theirs)))):
        return True
    left, right = " ".join(mine), " ".join(theirs)
    if left == right or not (strict or (left and right)):
        return False
    if _NEGATION.sub("", left, count=1) == right or _NEGATION.sub("", right, count=1) == left:
        return True
    if strict and Indel.distance(left, right) > _SPELLING:
        return True
    return fuzz.ratio(left, right) < 100 * _CONTRAST
