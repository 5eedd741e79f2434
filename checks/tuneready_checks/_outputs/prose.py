"""The texts that the model is to write: each example's output without tool calls, media and grades."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tuneready.api import Block, Example, Part, Turn

_BAD = "false"
"""The grade of an answer that the model is to learn not to give: its faults may be why."""


class Piece(NamedTuple):
    """A text that the model is to write: `at` which index of the block its example is, and its part.

    `is_output`: it stands in the last turn. `ends`: nothing follows it in its turn.
    """

    at: int
    part: Part
    is_output: bool
    ends: bool


@lru_cache(maxsize=1)
def pieces(block: Block) -> tuple[Piece, ...]:
    """All texts that the model is to write: of the output, and of earlier turns that are trained on too."""
    found: list[Piece] = []
    for index, example in enumerate(block.examples):
        if example.view.grade == _BAD:
            continue
        output = example.output_turn
        for turn in example.turns:
            if turn.trained:
                last = len(turn.parts) - 1
                for number, part in enumerate(turn.parts):
                    if part.kind == "text":
                        found.append(Piece(index, part, turn is output, number == last))
    return tuple(found)


def asked(example: Example) -> str:
    """What the model is given with an example by others than itself."""
    return "\n".join(turn.text for turn in example.turns if turn.role != "assistant")


def part_of(example: Example) -> Part | None:
    """The first piece of text of the output turn; None where the output is no text, or is not to be learned."""
    turn = _taught(example)
    return next((part for part in turn.parts if part.kind == "text"), None) if turn else None


@lru_cache(maxsize=1)
def outputs(block: Block) -> tuple[str, ...]:
    """One text an example, empty where the output is no text, or is not to be learned."""
    return tuple([_text(example) for example in block.examples])


def _taught(example: Example) -> Turn | None:
    turn = example.output_turn
    return turn if turn is not None and turn.trained and example.view.grade != _BAD else None


def _text(example: Example) -> str:
    turn = _taught(example)
    if turn is None:
        return ""
    if len(turn.parts) == 1:
        part = turn.parts[0]
        return part.text if part.kind == "text" else ""
    return "\n".join(part.text for part in turn.parts if part.kind == "text")
