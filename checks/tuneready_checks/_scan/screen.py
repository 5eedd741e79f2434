"""Texts of a block that are worth an exact search: each different one once, one pass for both checks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tuneready.api import Block
from tuneready_checks._scan.choice import engine
from tuneready_checks._scan.hit import Family

SHORTEST = 6
"""Characters of the shortest value there is ("a@b.co"); shorter texts need no scan."""


class Place(NamedTuple):
    """Where a text stands: the example's id, who says it, and the pointer to it."""

    example: int
    role: str
    pointer: str


class Gathered(NamedTuple):
    """Different texts of a block as UTF-8, and the places of each."""

    texts: Sequence[bytes]
    places: Sequence[Sequence[Place]]


@lru_cache(maxsize=1)
def gathered(block: Block) -> Gathered:
    """All texts of a block; both checks ask for the same block in turn."""
    places: dict[str, list[Place]] = {}
    for example in block.examples:
        for role, part in example.texts():
            if len(part.text) >= SHORTEST:
                places.setdefault(part.text, []).append(Place(example.id, role, part.pointer))
    return Gathered([text.encode("utf-8", "surrogatepass") for text in places], list(places.values()))


@lru_cache(maxsize=2)
def fired(block: Block, families: tuple[Family, ...]) -> dict[int, list[Family]]:
    """Texts of the block, by index, in which triggers of these families fire, and which families."""
    numbered = [(trigger, family) for family in families for trigger in family.triggers]
    triggers = tuple(dict.fromkeys(trigger for trigger, _ in numbered))
    homes = [[family for trigger, family in numbered if trigger == each] for each in triggers]
    found: dict[int, list[Family]] = {}
    for text, touched in engine(triggers).candidates(gathered(block).texts):
        found[text] = [family for trigger in touched for family in homes[trigger]]
    return found
