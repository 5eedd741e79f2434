"""The exact search in one text, by the families whose triggers fired in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.resolve import in_characters, without_overlaps
from tuneready_checks._scan.text import Text

MOST = 100
"""Values of one entity that are told apart in one text; of more than these only the number is told."""

Wanted = Callable[[Hit], bool]


class More(NamedTuple):
    """How many further values of an entity a text holds; `judged` as in Hit."""

    entity: str
    level: Level
    number: int
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
    counts: dict[tuple[str, bool], list[Level]] = {}
    told: dict[str, int] = {}
    for hit in chosen:
        told[hit.entity] = told.get(hit.entity, 0) + hit.judged
        if hit.judged and told[hit.entity] <= MOST:
            first.append(hit)
        else:
            counts.setdefault((hit.entity, hit.judged), []).append(hit.level)
    more = (More(entity, max(levels), len(levels), judged) for (entity, judged), levels in counts.items())
    return Found(tuple(in_characters(data, first)), tuple(more))


def _all_hits(text: Text, families: Sequence[tuple[int, Family]]) -> Iterator[tuple[int, Hit]]:
    for rank, family in families:
        for hit in family.find(text):
            yield rank, hit
