"""A stream cut into whole lines, at LF bytes only; memory is bounded whatever the stream holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from tuneready.reading.faults import about_file, too_long
from tuneready.reading.lines import BadLine
from tuneready.reading.unpacked import DamagedStream, Source

MAX_LINE_BYTES = 32 << 20
"""A longer line is refused unparsed: a hostile one takes 28 times its size in memory."""


class Chunk(NamedTuple):
    """Some consecutive lines: their physical numbers, from 1, and their bytes, together and one by one.

    Each is whole, or an element of an array on the line where it begins.
    """

    numbers: Sequence[int]
    data: bytes
    lines: Sequence[bytes]


def chunks(source: Source, size: int, line: int = 1) -> Iterator[Chunk | BadLine]:
    """Whole lines, about `size` bytes at a time; the first of them is number `line`.

    A BadLine stands for a line that is too long, and comes last where the stream breaks: of what would
    have been the next line, nothing is kept.
    """
    cutter = _Cutter(line)
    try:
        while block := source.read(min(size, MAX_LINE_BYTES)):
            yield from cutter.cut(block)
    except DamagedStream as damage:
        yield about_file("damaged-file", str(damage), line=cutter.line)
    else:
        yield from cutter.end()


class _Cutter:
    """Cuts blocks at their last LF, and keeps what follows it for the next; `line` is that line's number."""

    def __init__(self, line: int) -> None:
        self.line = line
        self._rest = _Unfinished()

    def cut(self, block: bytes) -> Iterator[Chunk | BadLine]:
        """The lines that end in this block."""
        first_end = block.find(b"\n")
        if self._rest.size + first_end > MAX_LINE_BYTES and first_end >= 0:
            self._rest.add(block[:first_end])
            yield self._refuse()
            block = block[first_end + 1 :]
        end = block.rfind(b"\n") + 1
        if end:
            yield self._chunk(self._rest.take() + block[:end])
        self._rest.add(block[end:])

    def end(self) -> Iterator[Chunk | BadLine]:
        """The last line, if no LF ends it."""
        if self._rest.size > MAX_LINE_BYTES:
            yield self._refuse()
        elif self._rest.size:
            yield self._chunk(self._rest.take())

    def _chunk(self, data: bytes) -> Chunk:
        lines = data.split(b"\n")
        if not lines[-1]:
            lines.pop()
        first = self.line
        self.line += len(lines)
        return Chunk(range(first, self.line), data, lines)

    def _refuse(self) -> BadLine:
        refused = too_long(self._rest.name(), self.line, MAX_LINE_BYTES)
        self.line += 1
        self._rest = _Unfinished()
        return refused


class _Unfinished:
    """A line whose end has not come yet; once it is too long, only a hash of it is kept."""

    def __init__(self) -> None:
        self.size = 0
        self._pieces: list[bytes] = []
        self._hash = blake2b(digest_size=8)

    def add(self, piece: bytes) -> None:
        """More of the line."""
        self.size += len(piece)
        self._pieces.append(piece)
        if self.size > MAX_LINE_BYTES:
            for held in self._pieces:
                self._hash.update(held)
            self._pieces.clear()

    def take(self) -> bytes:
        """The line so far; another is begun."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        self.size = 0
        return taken

    def name(self) -> str:
        """The hash of a line that is too long."""
        return self._hash.hexdigest()
