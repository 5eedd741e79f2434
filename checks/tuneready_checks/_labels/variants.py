"""Labels that are one label in two spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np

from tuneready.api import soft
from tuneready_checks._labels.census import BySplit, Label

FEWEST_LETTERS = 5
FEWEST_LETTERS_OF_A_WORD = 3
LONG = 9
RARER = 0.2
"""A misspelt label is seen at most so often as the right one."""
MOST_COMPARED = 3000

_DIGITS = re.compile(r"\d+")
_JOINTS = re.compile(r"[\s_\-.]+")
_PREFIXES = (
    "",
    "un",
    "in",
    "im",
    "ir",
    "il",
    "non",
    "dis",
    "mis",
    "anti",
    "a",
    "de",
    "no",
    "not",
    "re",
    "pre",
    "ex",
)


class Variant(NamedTuple):
    """A label, the one that it is a spelling of, and how they differ."""

    label: Label
    meant: Label
    how: str


def pooled(splits: BySplit) -> list[Label]:
    """The labels of all splits together, the commonest first; the first example is the first anywhere."""
    counts: Counter[int] = Counter()
    known: dict[int, Label] = {}
    for labels in splits.values():
        for label in labels.labels:
            counts[label.key] += label.seen
            kept = known.setdefault(label.key, label)
            if label.first < kept.first:
                known[label.key] = label
    merged = (label._replace(seen=counts[value]) for value, label in known.items())
    return sorted(merged, key=lambda label: (-label.seen, label.text, label.key))


def variants(labels: Sequence[Label]) -> list[Variant]:
    """Each label that is a spelling of a commoner one; of several the commonest. Long labels are left out."""
    whole = [label for label in labels if label.whole and soft(label.text)]
    found = list(_folded(whole))
    taken = {variant.label.key for variant in found}
    found += _misspelt([label for label in whole if label.key not in taken])
    return found


def _folded(labels: Iterable[Label]) -> Iterator[Variant]:
    """Labels that are equal but for case, spacing, and the marks that join words or end them."""
    commonest: dict[str, Label] = {}
    for label in labels:
        meant = commonest.setdefault(_JOINTS.sub(" ", soft(label.text)).strip(), label)
        if meant is not label:
            yield Variant(label, meant, _difference(label.text, meant.text))


def _difference(one: str, other: str) -> str:
    if one.lower() == other.lower():
        return "case"
    if "".join(one.split()) == "".join(other.split()):
        return "spacing"
    return "spacing or marks" if one.casefold() != other.casefold() else "case"


def _misspelt(labels: Sequence[Label]) -> Iterator[Variant]:
    """Labels within one edit of a commoner one (two from nine letters), as measured on real label sets."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    labels = labels[:MOST_COMPARED]
    texts = [soft(label.text) for label in labels]
    if len(texts) < 2:  # noqa: PLR2004 — one label has none beside it
        return
    near = cdist(texts, texts, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    taken: set[int] = set()
    for rarer in range(1, len(labels)):
        for meant in np.flatnonzero(near[rarer, :rarer] <= 2).tolist():  # noqa: PLR2004 — two edits at most
            one, other = texts[rarer], texts[meant]
            seldom = labels[rarer].seen <= RARER * labels[meant].seen
            if seldom and meant not in taken and _one_word(one, other, int(near[rarer, meant])):
                taken.add(rarer)
                yield Variant(labels[rarer], labels[meant], "spelling")
                break


def _one_word(one: str, other: str, edits: int) -> bool:
    """Whether labels that lie so many edits apart are one label misspelt."""
    shorter = min(len(one), len(other))
    allowed = 2 if shorter >= LONG else 1
    if shorter < FEWEST_LETTERS or edits > allowed or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    words, others = set(_JOINTS.split(one)), set(_JOINTS.split(other))
    left, right = words - others, others - words
    brief = any(len(word) < FEWEST_LETTERS_OF_A_WORD for word in left | right)
    return not (brief or any(_turned(word, beside) for word in left for beside in right))


def _turned(one: str, other: str) -> bool:
    """Whether words differ by a prefix that turns the meaning round, or by one prefix for another.

    >>> _turned("subscribe", "unsubscribe"), _turned("increase", "decrease"), _turned("billing", "biling")
    (True, True, False)
    """
    return any(
        one.startswith(here) and other.startswith(there) and one[len(here) :] == other[len(there) :]
        for here, there in permutations(_PREFIXES, 2)
    )
