"""A file cut into ranges of whole lines, so that they can be read apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tuneready.reading.head import Head, encoding_of, shape_of
from tuneready.reading.parquet import ParquetLines
from tuneready.reading.sources import Span, open_source
from tuneready.reading.unpacked import Source, Unpacked

_READ_BYTES = 1 << 20


def spans(path: Path, name: str, size: int) -> Iterator[Span | None]:
    """The spans of a file, of `size` bytes to twice as many; shorter only the last, longer where a line is.

    One None stands for a file that must be read from its start: it is compressed, a JSON array, or
    no lines of UTF-8. Nothing comes of an empty file. ReadingError as with `open_source`.
    """
    with open_source(path, name) as source:
        head = None if isinstance(source, Unpacked | ParquetLines) else Head(source)
        if head is None or encoding_of(head.start) or shape_of(head.text) != "lines":
            yield None
        else:
            yield from _cut(head, len(head.start) - len(head.text), size)


def _cut(source: Source, at: int, size: int) -> Iterator[Span]:
    """Spans of a source that is read from byte `at` on; the first takes in what stands before."""
    start, first, line = 0, 1, 1
    while piece := source.read(min(size, _READ_BYTES)):
        line += piece.count(b"\n")
        end = at + piece.rfind(b"\n") + 1
        at += len(piece)
        if end - start >= size and end > at - len(piece):
            yield Span(start, end, first)
            start, first = end, line
    if at > start:
        yield Span(start, at, first)
