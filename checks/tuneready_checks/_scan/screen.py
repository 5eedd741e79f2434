"""Texts of a block that are worth an exact search: each different one once, one pass for both checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from tuneready.api import Block, Part, Role
from tuneready_checks._scan.choice import engine
from tuneready_checks._scan.engine import Candidates, encoded
from tuneready_checks._scan.hit import Family
from tuneready_checks._scan.memory import Memory, key_of

SHORTEST = 6
"""Characters of the shortest value there is ("a@b.co"); shorter texts need no scan."""


class Place(NamedTuple):
    """Where a text stands: the example's id, who says it, and the pointer to it."""

    example: int
    role: Role
    pointer: str


class Gathered(NamedTuple):
    """Texts of a block: each different one once; where they stand: (example's id, role and part).

    `which`: the text that each piece is. `keys`: of texts that other blocks are likely to hold too, hashes
    to know them by again.
    """

    texts: Sequence[str]
    pieces: Sequence[tuple[int, tuple[Role, Part]]]
    which: Sequence[int]
    keys: Mapping[int, bytes]

    def places(self, chosen: AbstractSet[int]) -> dict[int, list[Place]]:
        """Places of these texts, in reading order."""
        found: dict[int, list[Place]] = {}
        alone = len(self.texts) == len(self.pieces)
        for piece in chosen if alone else range(len(self.pieces)):
            text = self.which[piece]
            if text in chosen:
                example, (role, part) = self.pieces[piece]
                found.setdefault(text, []).append(Place(example, role, part.pointer))
        return found


@lru_cache(maxsize=1)
def gathered(block: Block) -> Gathered:
    """All texts of a block; both checks ask for the same block in turn."""
    pieces = [
        (example.id, piece)
        for example in block.examples
        for piece in example.texts()
        if len(piece[1].text) >= SHORTEST
    ]
    written = [piece[1].text for _, piece in pieces]
    different = dict.fromkeys(written)
    which: Sequence[int] = range(len(written))
    shared = {number for number, (_, piece) in enumerate(pieces) if piece[0] == "system"}
    if len(different) < len(written):
        numbers = {text: number for number, text in enumerate(different)}
        which = [numbers[text] for text in written]
        shared = {which[piece] for piece in shared}
        shared.update(text for text, count in Counter(which).items() if count > 1)
    texts = list(different)
    return Gathered(texts, pieces, which, {text: key_of(encoded(texts[text])) for text in sorted(shared)})


@lru_cache(maxsize=4)
def _memory(_families: tuple[Family, ...]) -> Memory[tuple[int, ...]]:
    """Shapes that texts of earlier blocks hold."""
    return Memory()


@lru_cache(maxsize=2)
def shaped(block: Block, families: tuple[Family, ...]) -> Candidates:
    """Texts of the block, by index, that hold the shape of a family, and the indexes of these families."""
    triggers = tuple(dict.fromkeys(trigger for family in families for trigger in family.triggers))
    search = engine(triggers, tuple(family.shape for family in families))
    texts, memory = gathered(block), _memory(families)
    if not texts.keys:
        return search.candidates(texts.texts)
    known = {text: memory.get(key) for text, key in texts.keys.items() if key in memory}
    asked = [text for text in range(len(texts.texts)) if text not in known]
    found = search.candidates([texts.texts[text] for text in asked])
    fresh = {asked[index]: shapes for index, shapes in found}
    for text, key in texts.keys.items():
        if text not in known:
            memory.put(key, fresh.get(text, ()))
    return sorted((text, shapes) for text, shapes in {**known, **fresh}.items() if shapes)


def forget() -> None:
    """Forget what is known of earlier blocks: only a measurement wants to begin anew."""
    for known in (gathered, shaped, _memory):
        known.cache_clear()
