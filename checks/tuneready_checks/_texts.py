"""Prompts and outputs of some examples as facts: a round that compares texts reads them from there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

MOST_CHARACTERS = 4000
"""Of a longer text so many characters are compared."""


class Said(NamedTuple):
    """An example's prompt, and its output or what of it is compared."""

    id: int
    prompt: str
    output: str


def written(said: Iterable[Said]) -> npt.NDArray[Any]:
    """As bytes, a line an example, so that facts of several blocks can be joined."""
    lines = (
        json.dumps((each.id, each.prompt[:MOST_CHARACTERS], each.output[:MOST_CHARACTERS])) + "\n"
        for each in said
    )
    return np.frombuffer("".join(lines).encode("ascii"), np.uint8)


def read(facts: npt.NDArray[Any]) -> Iterator[Said]:
    """What `written` wrote."""
    for line in facts.tobytes().splitlines():
        yield Said(*json.loads(line))
