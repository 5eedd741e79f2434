"""One search over all that the model is to write in a block: which texts may hold what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tuneready.api import Block
from tuneready_checks._facts.specifics import TRIGGER as FACT
from tuneready_checks._outputs.prose import pieces
from tuneready_checks._outputs.signs import PLACEHOLDER, REFUSAL, TURN
from tuneready_checks._scan.engine import Engine
from tuneready_checks._scan.re2_backend import Re2Backend

__all__ = ["FACT", "PLACEHOLDER", "REFUSAL", "TURN", "held"]

_SHAPES = (FACT, PLACEHOLDER, REFUSAL, TURN)


@lru_cache(maxsize=1)
def held(block: Block) -> Mapping[bytes, Sequence[int]]:
    """For each shape, the numbers of the pieces that hold it, rising."""
    texts = [piece.part.text for piece in pieces(block)]
    found: dict[bytes, list[int]] = {shape: [] for shape in _SHAPES}
    for number, shapes in _engine().candidates(texts):
        for shape in shapes:
            found[_SHAPES[shape]].append(number)
    return found


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(_SHAPES, Re2Backend(_SHAPES))
