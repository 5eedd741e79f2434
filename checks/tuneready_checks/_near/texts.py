"""What of an example is compared: its prompt, its output, or both; never the system's text."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tuneready.api import Example

Compare = Literal["prompt", "output", "both"]

LONGEST = 200_000
"""Characters of each side that are compared: two texts of this length take about a second."""


class Sides(NamedTuple):
    """The two sides of an example as UTF-8, folded as far as `tokens` does not fold by itself."""

    prompt: bytes
    output: bytes

    @property
    def whole(self) -> bytes:
        """Both sides, one after the other."""
        return self.prompt + b"\n" + self.output


def sides(example: Example, compare: Compare) -> Sides:
    """The sides that are compared; the other is empty. Plain text has no prompt: its output stands in."""
    prompt = example.prompt if compare != "output" else ""
    if compare == "prompt" and prompt.strip():
        return Sides(_folded(prompt), b"")
    output = example.output
    if example.rejected:
        output += "\n" + example.rejected
    return Sides(_folded(prompt), _folded(output))


def _folded(text: str) -> bytes:
    """UTF-8 of the text; ASCII letters are folded later, with all others of a batch at once."""
    text = text[:LONGEST]
    if text.isascii():
        return text.encode("ascii")
    import unicodedata  # most text is ASCII: start-up is spared

    return unicodedata.normalize("NFKC", text).casefold().encode("utf-8", "surrogatepass")
