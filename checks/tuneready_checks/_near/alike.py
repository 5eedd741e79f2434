"""When two texts are nearly the same: the definition, for pairs that may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.another import another
from tuneready_checks._near.numbered import by_numbers
from tuneready_checks._near.text import Text, tokenised
from tuneready_checks._near.tokens import Flags, Places, changes, neighbours

_SIDE = 0.65
_AT_ONCE = 8192
HALF = 0.5
"""Least overlap of the single tokens of short texts."""


@dataclass(frozen=True)
class Definition:
    """The options that say what is near: see `near-duplicate`'s page.

    `same_output`: only with equal outputs, which are labels. `other_prompts`: equal prompts do not count.
    """

    similarity: float
    overlap: float
    facts_matter: bool
    same_output: bool = False
    other_prompts: bool = False


Load = Callable[[Places], Sequence[Text]]
"""Gives the texts at some places."""


def similarities(
    load: Load, first: Places, second: Places, definition: Definition, *, numbers: Flags | None = None
) -> npt.NDArray[np.float32]:
    """How alike the texts are, pair by pair, as a ratio of 0 to 1; 0 where they are not near.

    Negative where nothing but numbers tells near ones apart; `numbers`: of which pairs that is asked.
    """
    asked = np.zeros(len(first), np.bool_) if numbers is None else numbers
    result = np.zeros(len(first), np.float32)
    for begin in range(0, len(first), _AT_ONCE):
        here = slice(begin, begin + _AT_ONCE)
        both = np.concatenate((first[here], second[here]))
        places, number = np.unique(both, return_inverse=True)
        texts = load(places)
        left, right = np.split(number, 2)
        result[here] = _similarities(texts, left, right, definition, asked[here])
    return result


def _similarities(
    texts: Sequence[Text], left: Places, right: Places, definition: Definition, numbers: Flags
) -> npt.NDArray[np.float32]:
    from rapidfuzz import fuzz, process

    whole = [text.whole for text in texts]
    ratios: npt.NDArray[np.float32] = process.cpdist(
        [whole[index] for index in left.tolist()],
        [whole[index] for index in right.tolist()],
        scorer=fuzz.ratio,
        score_cutoff=100 * definition.similarity,
        dtype=np.float32,
    )
    which = np.flatnonzero(ratios)
    ones, others = ([texts[index] for index in side[which].tolist()] for side in (left, right))
    tokenised([texts[index] for index in np.union1d(left[which], right[which]).tolist()])
    result = np.zeros(len(ratios), np.float32)
    for index in _overlap_enough(ones, others, definition.overlap).tolist():
        sign = _nearness(ones[index], others[index], definition, numbers=bool(numbers[which[index]]))
        result[which[index]] = sign * ratios[which[index]] / 100
    return result


def _overlap_enough(left: Sequence[Text], right: Sequence[Text], overlap: float) -> Places:
    """Which of these pairs share enough of their shingles."""
    short = np.fromiter((a.short or b.short for a, b in zip(left, right, strict=True)), np.bool_, len(left))
    found = []
    for pairs, width, least in ((np.flatnonzero(~short), 2, overlap), (np.flatnonzero(short), 1, HALF)):
        one = _shingles([left[index] for index in pairs.tolist()], width)
        other = _shingles([right[index] for index in pairs.tolist()], width)
        both = np.sort(np.concatenate((one, other)), kind="stable")
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


def _nearness(one: Text, other: Text, definition: Definition, *, numbers: bool) -> int:
    """Of two texts with a high enough ratio and overlap: 1 if they are near in all else that counts.

    -1 if nothing but their numbers tells them apart and that is asked.
    """
    if (
        (definition.same_output and one.output != other.output)
        or (definition.other_prompts and one.prompt and one.prompt == other.prompt)
        or not _same_frame(one, other)
        or not _side_alike(one.prompt, other.prompt)
        or not _side_alike(one.output, other.output)
    ):
        return 0
    if not another(one, other, facts_matter=definition.facts_matter):
        return 1
    told = numbers and definition.facts_matter and not definition.same_output and by_numbers(one, other)
    return -1 if told else 0


def _same_frame(one: Text, other: Text) -> bool:
    """What little varies may be the same under two templates, which ask for different things."""
    return one.frame == other.frame or len(one.whole) + len(other.whole) > one.aside + other.aside


def _side_alike(one: str, other: str) -> bool:
    """One answer under two questions, or two answers under one, are no copies."""
    from rapidfuzz import fuzz

    return one == other or fuzz.ratio(one, other, score_cutoff=100 * _SIDE) > 0
