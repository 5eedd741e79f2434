"""Texts of a block that are worth an exact search: each different one once, one pass for both checks."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache
from typing import NamedTuple

from tuneready.api import Block, Part, Role
from tuneready_checks._scan.choice import engine
from tuneready_checks._scan.engine import Candidates
from tuneready_checks._scan.hit import Family

SHORTEST = 6
"""Characters of the shortest value there is ("a@b.co"); shorter texts need no scan."""


class Place(NamedTuple):
    """Where a text stands: the example's id, who says it, and the pointer to it."""

    example: int
    role: Role
    pointer: str


class Gathered(NamedTuple):
    """Texts of a block: each different one once as UTF-8, and which of them every piece of the block is."""

    texts: Sequence[bytes]
    pieces: Sequence[tuple[Role, Part]]
    examples: Sequence[int]
    which: Sequence[int]

    def places(self, chosen: Container[int]) -> dict[int, list[Place]]:
        """Places of these texts, in reading order."""
        found: dict[int, list[Place]] = {}
        for piece, text in enumerate(self.which):
            if text in chosen:
                role, part = self.pieces[piece]
                found.setdefault(text, []).append(Place(self.examples[piece], role, part.pointer))
        return found


@lru_cache(maxsize=1)
def gathered(block: Block) -> Gathered:
    """All texts of a block; both checks ask for the same block in turn."""
    known: dict[str, int] = {}
    pieces: list[tuple[Role, Part]] = []
    examples: list[int] = []
    which: list[int] = []
    for example in block.examples:
        for piece in example.texts():
            text = piece[1].text
            if len(text) >= SHORTEST:
                which.append(known.setdefault(text, len(known)))
                pieces.append(piece)
                examples.append(example.id)
    return Gathered([text.encode("utf-8", "surrogatepass") for text in known], pieces, examples, which)


@lru_cache(maxsize=2)
def shaped(block: Block, families: tuple[Family, ...]) -> Candidates:
    """Texts of the block, by index, that hold the shape of a family, and the indexes of these families."""
    triggers = tuple(dict.fromkeys(trigger for family in families for trigger in family.triggers))
    return engine(triggers, tuple(family.shape for family in families)).candidates(gathered(block).texts)
