"""The start of a stream, looked at before the stream is read: what kind of text it is."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Literal

import orjson

from tuneready.reading.chunks import MAX_LINE_BYTES
from tuneready.reading.faults import BOM
from tuneready.reading.tokens import JSON_SPACE
from tuneready.reading.unpacked import DamagedStream, Source

Shape = Literal["lines", "array", "pretty"]
"""One record a line; one JSON array; or JSON that is laid out over many lines."""

_FIRST_READ = 1 << 16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED = (
    (re.compile(rb"[{\[]\0\0\0[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[{\[]\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"[{\[]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[{\[]\0[^\0]"), "utf-16-be"),
)


class Head:
    """A stream whose start can be looked at before it is read, without its byte order mark; itself a Source.

    `start` is what the stream begins with, `text` the same without the mark.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._damage: DamagedStream | None = None
        self.start = self._look()
        self.has_bom = self.start.startswith(BOM)
        self.text = self.start.removeprefix(BOM)
        self._unread = memoryview(self.text)

    def _look(self) -> bytes:
        """Enough to hold two lines that are not blank, or more than one line may have, or all there is."""
        start = b""
        try:
            while more := self._source.read(max(_FIRST_READ, len(start))):
                start += more
                if len(start) > MAX_LINE_BYTES or (b"\n" in more and len(first_lines(start)) > 1):
                    break
        except DamagedStream as damage:
            self._damage = damage
        return start

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end. DamagedStream where the stream breaks."""
        if self._unread:
            taken, self._unread = self._unread[:size], self._unread[size:]
            return bytes(taken)
        if self._damage:
            raise self._damage
        return self._source.read(size)


def first_lines(start: bytes) -> list[bytes]:
    """The first two lines that are not blank, without the space around them; fewer where there are fewer."""
    lines = (line.strip(JSON_SPACE) for line in start.split(b"\n"))
    return list(islice(filter(None, lines), 2))


def encoding_of(start: bytes) -> str | None:
    """UTF-16 or UTF-32, told by its mark or by the zeros between ASCII characters; None for anything else."""
    marked = (name for mark, name in _MARKS if start.startswith(mark))
    unmarked = (name for pattern, name in _UNMARKED if pattern.match(start))
    return next(marked, None) or next(unmarked, None)


def shape_of(start: bytes) -> Shape:
    """How the records lie in the text that starts so; JSON Lines in doubt."""
    first, second = (*first_lines(start), b"", b"")[:2]
    if first == b"{" and second[:1] in (b'"', b"}"):
        return "pretty"
    if first == b"[" or re.match(rb"\[\s*\{", first):
        return "lines" if second and _is_whole(first) else "array"
    return "array" if first[:1] == b"[" and not second and _is_whole(first) else "lines"


def _is_whole(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True
