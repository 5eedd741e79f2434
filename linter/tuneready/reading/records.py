"""A file as records: opened, cut into lines or elements, parsed, with a precise fact for everything else."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from tuneready.reading.array import elements
from tuneready.reading.batch import Batch
from tuneready.reading.chunks import chunks
from tuneready.reading.faults import about_file
from tuneready.reading.gate import parse_all, parse_chunk
from tuneready.reading.head import Head, encoding_of, shape_of
from tuneready.reading.lines import BadLine, Line
from tuneready.reading.sources import open_source
from tuneready.reading.tokens import JSON_SPACE
from tuneready.reading.unpacked import Source

__all__ = ["Batch", "batches", "read"]

_BATCH_BYTES = 1 << 20
_BOM = "the file starts with a byte order mark: save it as UTF-8 without one"
_ARRAY = "the file is one JSON array: one record a line is what trainers read; rewrite it with jq -c '.[]'"
_PRETTY = "the file is laid out over many lines a record: one record a line; rewrite it with jq -c ."


def read(path: Path, name: str, *, batch_bytes: int = _BATCH_BYTES) -> Iterator[Batch]:
    """The records of a file, in batches of about `batch_bytes`; memory does not grow with the file.

    `name` is what messages call it. ReadingError: it cannot be read, or changed meanwhile.
    """
    with open_source(path, name) as source:
        yield from batches(source, batch_bytes)


def batches(source: Source, batch_bytes: int = _BATCH_BYTES) -> Iterator[Batch]:
    """The records of a stream. How they are cut into batches is all that `batch_bytes` changes."""
    head = Head(source)
    if encoding := encoding_of(head.start):
        message = f"the file is {encoding[:6].upper()}: save it as UTF-8"
        yield Batch(0, 0, [], [about_file(encoding[:6], message)])
        yield from _counted(_Recoded(head, encoding), batch_bytes)
        return
    if head.has_bom:
        yield Batch(0, 0, [], [about_file("byte-order-mark", _BOM, line=1, lost=False)])
    shape = shape_of(head.text)
    if shape == "pretty":
        yield Batch(0, 0, [], [about_file("pretty-printed", _PRETTY)])
        yield from _counted(head, batch_bytes)
    elif shape == "array":
        yield Batch(0, 0, [], [about_file("json-array", _ARRAY, lost=False)])
        yield from _from_array(head, batch_bytes)
    else:
        yield from _from_lines(head, batch_bytes)


def _from_lines(source: Source, size: int) -> Iterator[Batch]:
    return _batched(chunks(source, min(size, _CHUNK_BYTES)), size)


def _from_array(source: Source, size: int) -> Iterator[Batch]:
    """Batches of elements; each counts as a line."""
    return _batched(_chunked(elements(source, min(size, _CHUNK_BYTES))), size)


def _chunked(items: Iterator[Line | BadLine]) -> Iterator[Chunk | BadLine]:
    """Elements put together; they are parsed much faster so."""
    group: list[Line] = []
    held = 0
    for item in items:
        if isinstance(item, Line):
            group.append(item)
            held += len(item.data)
        if held >= _CHUNK_BYTES or not isinstance(item, Line):
    if group:
        yield _chunk(group)


def _batched(parts: Iterator[Chunk | BadLine], size: int) -> Iterator[Batch]:
    """The parts parsed, and put together until they hold about `size` bytes."""
    held = 0
    batch = Batch(0, 0, [], [])
    for part in parts:
        batch = batch.joined(Batch(1, 0, [], [part]) if isinstance(part, BadLine) else parse_chunk(part))
        held += 0 if isinstance(part, BadLine) else len(part.data)
        if held >= size:
            yield batch
            held, batch = 0, Batch(0, 0, [], [])
    if held or batch.lines:
        yield batch


def _counted(source: Source, size: int) -> Iterator[Batch]:
    """Lines that are only counted, since one fault of the file makes all of them unreadable."""
    for part in chunks(source, size):
        if isinstance(part, BadLine):
            yield Batch(1, 0, [], [part])
        else:
            blank = sum(not line.strip(JSON_SPACE) for line in part.lines)
            yield Batch(len(part.lines) - blank, blank, [], [])


class _Recoded:
    """Text of another encoding as UTF-8; what cannot be decoded is replaced, for it is only counted."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int, /) -> bytes:
        """About `size` bytes, none at the end."""
        while packed := self._source.read(size):
            if text := self._decoder.decode(packed):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode()
