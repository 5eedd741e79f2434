"""The texts that the model is to write: each example's output without tool calls, media and grades."""

from __future__ import annotations

from functools import lru_cache

from tuneready.api import Block, Example, Part, Turn

_BAD = "false"
"""The grade of an answer that the model is to learn not to give: its faults may be why."""


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
