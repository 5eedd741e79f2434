"""What of an example is compared: its prompt, its output, or both; never the system's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from tuneready.api import Block, Example
from tuneready_checks._near.tokens import Flags, Places, Tokens, kept, tokenise

Compare = Literal["prompt", "output", "both"]

LONGEST = 200_000
"""Characters of each side that are compared: two texts of this length take about a second."""


_AT_THE_ENDS = " .!?。！？\"'\t\n\r\v\f\x1c\x1d\x1e\x1f"  # noqa: RUF001 — full-width marks are meant


class Said(NamedTuple):
    """Examples as tokens, the prompt's first; `output_at` is where in the data each output begins."""

    tokens: Tokens
    output_at: Places

    @property
    def in_output(self) -> Flags:
        """Which tokens are the output's."""
        flags: Flags = self.tokens.starts >= self.output_at[self.tokens.text]
        return flags


def said(block: Block, compare: Compare) -> Said:
    """The sides that are compared, of all examples of a block."""
    return only(block.once(_all_said), compare)


def said_by(examples: Sequence[Example], compare: Compare, *, as_written: bool = False) -> Said:
    """The sides that are compared, of some examples; `as_written`: in the case that they are written in."""
    return only(_said(examples, as_written=as_written), compare)


def _all_said(block: Block) -> Said:
    return _said(block.examples)


def _said(examples: Sequence[Example], *, as_written: bool = False) -> Said:
    fold = _trimmed if as_written else _folded
    prompts = [fold(example.prompt) for example in examples]
    outputs = [
        b"%b\n%b" % (fold(example.output), fold(example.rejected))
        if example.rejected
        else fold(example.output)
        for example in examples
    ]
    tokens = tokenise(
        [b"%b\n%b" % both for both in zip(prompts, outputs, strict=True)], as_written=as_written
    )
    sizes = np.fromiter(map(len, prompts), np.int64, len(prompts))
    return Said(tokens, tokens.bounds[:-1] + sizes)


def only(both: Said, compare: Compare) -> Said:
    """One side of each example; plain text has no prompt: its output stands in."""
    if compare == "both":
        return both
    in_output = both.in_output
    if compare == "output":
        return both._replace(tokens=kept(both.tokens, in_output))
    has_prompt = np.bincount(both.tokens.text[~in_output], minlength=len(both.output_at)) > 0
    return both._replace(tokens=kept(both.tokens, ~in_output | ~has_prompt[both.tokens.text]))


def _lines(first: bytes, second: bytes) -> bytes:
    return b"%b\n%b" % (first, second)


def _trimmed(text: str) -> bytes:
    """UTF-8 of as much of the text as is compared."""
    return text[:LONGEST].encode("utf-8", "surrogatepass")


def _folded(text: str) -> bytes:
    """UTF-8 of the text, equal for texts that `soft` makes equal, but for ASCII case and white space.

    Those are folded later, with all other texts of a batch at once.
    """
    text = text[:LONGEST]
    if text.isascii():
        return text.strip(_AT_THE_ENDS).encode("ascii")
    import unicodedata  # most text is ASCII: start-up is spared

    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(_AT_THE_ENDS)
    return folded.encode("utf-8", "surrogatepass")
