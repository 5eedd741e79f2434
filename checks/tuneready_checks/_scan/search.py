"""The exact search in one text, by the families whose triggers fired in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.resolve import in_characters, without_overlaps
from tuneready_checks._scan.text import Text

MOST = 100
"""Values of one entity that are told apart in one text; what is more is counted."""

Wanted = Callable[[Hit], bool]


class More(NamedTuple):
    """How many further values of an entity a text holds; `judged` as in Hit."""

    entity: str
    level: Level
    amount: int
    judged: bool


class _Kind(NamedTuple):
    """What is counted apart: placeholders must not hide that there are others."""

    entity: str
    placeholder: bool
    judged: bool


class Found(NamedTuple):
    """What a text holds: hits with offsets in characters, and what is only counted."""

    hits: tuple[Hit, ...] = ()
    more: tuple[More, ...] = ()


def search(data: bytes, families: Sequence[tuple[int, Family]], wanted: Wanted) -> Found:
    """What these families, each with its rank, find in a text."""
    text = Text(data)
    hits = list(_all_hits(text, families))
    if not hits:
        return Found()
    chosen = [hit for hit in without_overlaps(hits) if wanted(hit)]
    first: list[Hit] = []
    more: dict[_Kind, list[Level]] = {}
    told: Counter[_Kind] = Counter()
    for hit in chosen:
        kind = _Kind(hit.entity, hit.level is Level.PLACEHOLDER, hit.judged)
        told[kind] += 1
        if hit.judged and told[kind] <= MOST:
            first.append(hit)
        else:
            more.setdefault(kind, []).append(hit.level)
    counted = (More(kind.entity, max(levels), len(levels), kind.judged) for kind, levels in more.items())
    return Found(tuple(in_characters(data, first)), tuple(counted))


def _all_hits(text: Text, families: Sequence[tuple[int, Family]]) -> Iterator[tuple[int, Hit]]:
    for rank, family in families:
        for hit in family.find(text):
            yield rank, hit
