"""Prompts of the same words with other labels: when they contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from tuneready.api import Finding, Overview, Related, Severity, key, soft
from tuneready_checks._contents import contents, misspelt, swapped
from tuneready_checks._labels.names import named
from tuneready_checks._texts import Said

ALIKE = 80
"""Least ratio (rapidfuzz, of 100) of two prompts with the same content words."""
_JUDGED = re.compile(
    r"^[ \t]*(?:[a-z]+ )?(?:a|answer|response|reply|candidate|completion|output|claim|hypothesis|prediction)"
    r"(?: ?\w{1,2})?:[ \t]*\S",
    re.IGNORECASE | re.MULTILINE,
)


def is_judged(prompt: str) -> bool:
    """Whether a prompt holds an answer that is to be judged: such sets ask for fine differences."""
    return bool(_JUDGED.search(prompt))


def compare(group: Sequence[int], said: Mapping[int, Said], overview: Overview) -> Iterator[Finding]:
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
        _ratio(one.prompt, other.prompt) >= ALIKE
        and _same_words(_contents(one.prompt), _contents(other.prompt))
        and not swapped(one.prompt, other.prompt)
    )


_contents = lru_cache(256)(contents)


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
