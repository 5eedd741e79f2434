"""What of an example is compared: its prompt, its output, or both; never the system's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from tuneready.api import Example

Compare = Literal["prompt", "output", "both"]

LONGEST = 200_000
"""Characters of each side that are compared: two texts of this length take about a second."""


_AT_THE_ENDS = " .!?。！？\"'\t\n\r\v\f\x1c\x1d\x1e\x1f"  # noqa: RUF001 — full-width marks are meant


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
    output = _folded(example.output)
    if example.rejected:
        output += b"\n" + _folded(example.rejected)
    return Sides(_folded(prompt), output)


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


def batches(
    examples: Iterable[tuple[int, bytes]], most: int = 1 << 20
) -> Iterator[tuple[Sequence[int], Sequence[bytes]]]:
    """Numbered texts in batches of about a megabyte, which a processor's cache holds."""
    numbers: list[int] = []
    texts: list[bytes] = []
    size = 0
    for number, text in examples:
        numbers.append(number)
        texts.append(text)
        size += len(text)
        if size >= most:
            yield numbers, texts
            numbers, texts, size = [], [], 0
    if texts:
        yield numbers, texts
