"""Prompts of the same words with other labels: two rounds, one for the candidates and one to compare them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from tuneready.api import Finding, Overview, Related, Severity, key, soft
from tuneready_checks._contents import contents, misspelt, swapped
from tuneready_checks._labels.names import named
from tuneready_checks._texts import Said

Rows = npt.NDArray[Any]
Group = tuple[int, ...]

ALIKE = 80
"""Least ratio (rapidfuzz, of 100) of two prompts with the same content words."""
_LONGEST = 16
_FEWEST_WORDS = 3
_RARE = 2
_MOST_MEMBERS = 60
_MOST_GROUPS = 20_000
_JUDGED = re.compile(
    r"^[ \t]*(?:[a-z]+ )?(?:a|answer|response|reply|candidate|completion|output|claim|hypothesis|prediction)"
    r"(?: ?\w{1,2})?:[ \t]*\S",
    re.IGNORECASE | re.MULTILINE,
)
CELL = [("id", "i8"), ("key", "u8"), ("word", "u4")]
WHOLE = np.uint32(0)
"""In place of a word: the key is of all content words; else of all but that word."""


def is_judged(prompt: str) -> bool:
    """Whether a prompt holds an answer that is to be judged: such sets ask for fine differences."""
    return bool(_JUDGED.search(prompt))


def cells(example: int, context: int, prompt: str) -> Iterator[tuple[int, int, int]]:
    """Keys under which examples of the same words meet, with the word that each of them leaves out."""
    found = sorted(contents(prompt))
    if found:
        yield example, key(f"{context:x}", *found), int(WHOLE)
    if _FEWEST_WORDS <= len(found) <= _LONGEST:
        for place, word in enumerate(found):
            if not place or word != found[place - 1]:
                left = found[:place] + found[place + 1 :]
                yield (
                    example,
                    key(f"{context:x}", "", *left),
                    crc32(word.encode("utf-8", "surrogatepass")) | 1,
                )


def groups_to_compare(rows: Rows, found: Rows, overview: Overview) -> list[Group]:
    """Groups of examples of one split with the same words, or all but one, that have different labels.

    `rows` has id, prompt and output (hashes) of each example, sorted by id; `found` the cells.
    """
    split = overview.dataset.split_numbers(found["id"]).astype(np.uint64)
    keys = found["key"] + split
    _, home, size = np.unique(keys, return_inverse=True, return_counts=True)
    met = size[home] > 1
    rare = _rare(found)
    order = np.lexsort((found["id"], home))
    order = order[met[order]]
    where = np.searchsorted(rows["id"], found["id"])
    groups: set[Group] = set()
    for members in np.split(order, np.flatnonzero(np.diff(home[order])) + 1):
        if len(members) and (group := _group(members[:_MOST_MEMBERS], found, rows, where, rare)):
            groups.add(group)
            if len(groups) >= _MOST_GROUPS:
                break
    return sorted(groups)


def _rare(found: Rows) -> npt.NDArray[np.bool_]:
    """Of each cell, whether the word that it leaves out is seen once or twice at most: a slip, maybe."""
    _, home, seen = np.unique(found["word"], return_inverse=True, return_counts=True)
    rare: npt.NDArray[np.bool_] = seen[home] <= _RARE
    return rare


def _group(
    members: npt.NDArray[np.int64],
    found: Rows,
    rows: Rows,
    where: npt.NDArray[np.int64],
    rare: npt.NDArray[np.bool_],
) -> Group | None:
    """The ids of a group, if it has two labels and two prompts, and a rare word where one is left out."""
    here = rows[where[members]]
    if len(np.unique(here["output"])) == 1 or len(np.unique(here["prompt"])) == 1:
        return None
    if found["word"][members[0]] != WHOLE and not rare[members].any():
        return None
    return tuple(sorted(found["id"][members].tolist()))


def compare(group: Group, said: Mapping[int, Said], overview: Overview) -> Iterator[Finding]:
    """A finding for each example of a group that contradicts another; the label of most is held for right."""
    members = [said[example] for example in group if example in said]
    counts = Counter(soft(member.output) for member in members)
    (most, often), *_ = counts.most_common(1)
    agreed = 2 * often > len(members)
    for place, member in enumerate(members):
        if agreed and soft(member.output) == most:
            continue
        beside = members if agreed else members[:place]
        partner = max(
            (other for other in beside if contradicts(member, other)),
            key=lambda other: (_ratio(member.prompt, other.prompt), -other.id),
            default=None,
        )
        if partner:
            yield _finding(member, partner, overview)


def contradicts(one: Said, other: Said) -> bool:
    """Whether two examples have other labels, and prompts that differ and say the same."""
    if soft(one.output) == soft(other.output) or soft(one.prompt) == soft(other.prompt):
        return False
    return (
        _same_words(contents(one.prompt), contents(other.prompt))
        and not swapped(one.prompt, other.prompt)
        and _ratio(one.prompt, other.prompt) >= ALIKE
    )


def _same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words are the same in any order, but for one that may be misspelt."""
    left, right = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if not left and not right:
        return True
    return left.total() == right.total() == 1 and misspelt(*left, *right)


def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(soft(one), soft(other))


def _finding(member: Said, partner: Said, overview: Overview) -> Finding:
    place = overview.dataset.beside(member.id, partner.id)
    pair = sorted(f"{key(soft(each.prompt), soft(each.output)):016x}" for each in (member, partner))
    return Finding(
        at=member.id,
        message=f"nearly the same words as {place}, another label: {named(member.output)} here, "
        f"{named(partner.output)} there",
        identity=" ".join(pair),
        unusable=(member.id,),
        related=(Related(partner.id, "nearly the same words"),),
        severity=Severity.WARNING,
        data={"similarity": round(_ratio(member.prompt, partner.prompt) / 100, 4)},
    )
