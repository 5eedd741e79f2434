"""A file that is one JSON array, taken apart into its elements as they come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tuneready.reading.chunks import MAX_LINE_BYTES, Chunk
from tuneready.reading.faults import about_file, identity, too_long
from tuneready.reading.lines import BadLine, Line
from tuneready.reading.tokens import STRING, balanced, structure
from tuneready.reading.unpacked import DamagedStream, Source

_SPACE = re.compile(rb"[ \t\r\n]*+")
_STRING = re.compile(STRING, re.DOTALL)
_WORD = re.compile(rb'[^ \t\r\n,:\[\]{}"]++(?=[ \t\r\n,:\[\]{}"])')
_SHALLOW_LEVELS = 8
_NOT_READ = "what follows is not read"


def array_chunks(source: Source, size: int) -> Iterator[Chunk | BadLine]:
    """The elements of an array, about `size` bytes at a time.

    An element's number is the line that it begins on, or the next number where that line is taken: no
    two may share one, and of an array on a single line it is the element's place that helps. Where the
    array breaks, a BadLine comes last: nothing sure can be said of what follows.
    """
    text = _Text(source, size)
    group: list[Line] = []
    held = last = 0
    broken: BadLine | None = None
    try:
        for line, data in _elements(text):
            last = max(line, last + 1)
            group.append(Line(last, data))
            held += len(data)
            if held >= size:
                yield _chunk(group)
                group, held = [], 0
    except _BrokenArray as error:
        broken = error.bad_line
    except DamagedStream as damage:
        broken = about_file("damaged-file", str(damage), line=text.line)
    if group:
        yield _chunk(group)
    if broken:
        yield broken._replace(line=max(broken.line, last + 1))


def _chunk(elements: Sequence[Line]) -> Chunk:
    numbers, data = zip(*elements, strict=True)
    return Chunk(numbers, b"".join(data), data)


def _elements(text: _Text) -> Iterator[Line]:
    text.skip()
    while text.upcoming() != b"]":
        yield text.element()
        mark = text.upcoming()
        if mark not in (b",", b"]"):
            raise text.broken("bad-json", f"a comma is missing after a record of the array: {_NOT_READ}")
        if mark == b",":
            text.skip()
            if text.upcoming() == b"]":
                raise text.broken("trailing-comma", "a comma stands before the end of the array")
    text.skip()
    if not text.is_at_end():
        raise text.broken("bad-json", f"something else follows the end of the array: {_NOT_READ}")


class _BrokenArray(Exception):  # noqa: N818 — named for the state of the array
    """The array breaks off, as `bad_line` says."""

    def __init__(self, bad_line: BadLine) -> None:
        super().__init__(bad_line.message)
        self.bad_line = bad_line


class _Text:
    """The stream from where it is read now; `line` is the physical line there."""

    def __init__(self, source: Source, size: int) -> None:
        self.line = 1
        self._source = source
        self._size = size
        self._held = b""
        self._at = 0

    def broken(self, kind: str, message: str) -> _BrokenArray:
        """The array breaks off here."""
        return _BrokenArray(about_file(kind, message, line=self.line))

    def is_at_end(self) -> bool:
        """Whether nothing but space follows."""
        while True:
            space = _SPACE.match(self._held, self._at)
            self._pass(space.end() if space else self._at)
            if self._at < len(self._held):
                return False
            if not self._read_on():
                return True

    def upcoming(self) -> bytes:
        """The next byte that is not space."""
        if self.is_at_end():
            raise self.broken("truncated", "the array is not closed: the file is cut off")
        return self._held[self._at : self._at + 1]

    def skip(self) -> None:
        """Go past the upcoming byte."""
        self.upcoming()
        self._at += 1

    def element(self) -> Line:
        """The upcoming element."""
        if self.upcoming() in b",:}":
            raise self.broken("bad-json", f"a record is missing in the array: {_NOT_READ}")
        while True:
            end = _end(self._held, self._at)
            if max(end, len(self._held) if end < 0 else 0) - self._at > MAX_LINE_BYTES:
                raise _BrokenArray(too_long(identity(b"too-long"), self.line, MAX_LINE_BYTES))
            if end >= 0:
                return Line(self.line, self._pass(end))
            if not self._read_on():
                raise self.broken("truncated", "the array ends inside a record: the file is cut off")

    def _pass(self, end: int) -> bytes:
        passed, self._at = self._held[self._at : end], end
        self.line += passed.count(b"\n")
        return passed

    def _read_on(self) -> bool:
        """Hold more; as much is read again as is held, so that a long record is not scanned over and over."""
        held = self._held[self._at :]
        more = self._source.read(max(self._size, len(held)))
        self._held, self._at = held + more, 0
        return more != b""


def _end(data: bytes, start: int) -> int:
    """Where the element that begins at `start` ends; -1 where that is not in `data`."""
    first = data[start : start + 1]
    if first in b"{[":
        return _closed_at(data, start)
    found = (_STRING if first == b'"' else _WORD).match(data, start)
    return found.end() if found else -1


def _closed_at(data: bytes, start: int) -> int:
    if shallow := _shallow().match(data, start):
        return shallow.end()
    depth = 0
    for at, token in structure(data, start):
        if token != b'"':
            depth += 1 if token in b"{[" else -1
        if depth == 0:
            return at + 1
    return -1


@cache
def _shallow() -> re.Pattern[bytes]:
    """An object or array with a few levels in it, by its brackets alone: faster than counting them."""
    return re.compile(rb"[{\[]" + balanced(_SHALLOW_LEVELS) + rb"[}\]]", re.DOTALL)
