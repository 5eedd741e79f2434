"""The texts that the model is to write: each example's output without tool calls, media and grades."""

from __future__ import annotations

from functools import lru_cache

from tuneready.api import Block, Example, Part


def part_of(example: Example) -> Part | None:
    """The first piece of text of the output turn; None where the output is no text."""
    turn = example.output_turn
    if turn is None or not turn.trained:
        return None
    return next((part for part in turn.parts if part.kind == "text"), None)


@lru_cache(maxsize=1)
def outputs(block: Block) -> tuple[str, ...]:
    """One text an example, empty where the output is no text."""
    return tuple([_text(example) for example in block.examples])


def _text(example: Example) -> str:
    turn = example.output_turn
    if turn is None or not turn.trained:
        return ""
    if len(turn.parts) == 1:
        part = turn.parts[0]
        return part.text if part.kind == "text" else ""
    return "\n".join(part.text for part in turn.parts if part.kind == "text")
