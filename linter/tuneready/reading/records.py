"""A file as records: opened, cut into lines or elements, parsed, with a precise fact for everything else."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuneready.reading.array import array_chunks
from tuneready.reading.batch import Batch, join
from tuneready.reading.chunks import Chunk, chunks
from tuneready.reading.faults import about_file
from tuneready.reading.gate import parse_chunk
from tuneready.reading.head import Head, encoding_of, shape_of
from tuneready.reading.lines import BadLine
from tuneready.reading.sources import Span, open_source, open_span
from tuneready.reading.tokens import JSON_SPACE
from tuneready.reading.unpacked import Source

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Lines = npt.NDArray[np.int64]
    Parse = Callable[[Chunk], Batch]

__all__ = ["Batch", "batches", "read"]

_BATCH_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 16  # what is parsed at once stays in the processor's cache: a fourth faster than 1 MiB
_NOTHING = Batch(0, 0, [], [])
_BOM = "the file starts with a byte order mark: save it as UTF-8 without one"
_ARRAY = "the file is one JSON array: one record a line is what trainers read; rewrite it with jq -c '.[]'"
_PRETTY = "records are laid out over several lines: one record a line is JSONL; rewrite it with jq -c ."


def read(
    path: Path,
    name: str,
    *,
    batch_bytes: int = _BATCH_BYTES,
    span: Span | None = None,
    wanted: Lines | None = None,
) -> Iterator[Batch]:
    """The records of a file, in batches of about `batch_bytes`; memory does not grow with the file.

    `name` is what messages call it. `span`: whole lines of a file of lines, one of its `spans`; None for
    the whole file. `wanted`: physical lines, sorted, beside which none is parsed or counted.
    ReadingError: it cannot be read, or changed meanwhile.
    """
    if span is None:
        with open_source(path, name) as source:
            yield from batches(source, batch_bytes, wanted)
    else:
        with open_span(path, name, span) as source:
            parts = _span_parts(source, span, min(batch_bytes, _CHUNK_BYTES), _parser(wanted))
            yield from _joined(parts, batch_bytes)


def batches(source: Source, batch_bytes: int = _BATCH_BYTES, wanted: Lines | None = None) -> Iterator[Batch]:
    """The records of a stream. How they are cut into batches is all that `batch_bytes` changes."""
    return _joined(_parts(Head(source), min(batch_bytes, _CHUNK_BYTES), _parser(wanted)), batch_bytes)


def _parser(wanted: Lines | None) -> Parse:
    return parse_chunk if wanted is None else partial(_parse_wanted, wanted=wanted)


def _parse_wanted(chunk: Chunk, wanted: Lines) -> Batch:
    """As `parse_chunk`, for the wanted lines alone."""
    first, last = wanted.searchsorted([chunk.numbers[0], chunk.numbers[-1] + 1])
    if first == last:
        return _NOTHING
    lines = dict(zip(chunk.numbers, chunk.lines, strict=True))
    numbers = [number for number in wanted[first:last].tolist() if number in lines]
    kept = [lines[number] for number in numbers]
    return parse_chunk(Chunk(numbers, b"\n".join(kept), kept))


def _parts(head: Head, size: int, parse: Parse) -> Iterator[tuple[int, Batch]]:
    """Batches as small as parsing likes them, each with its size in bytes."""
    if encoding := encoding_of(head.start):
        name = encoding[: len("utf-16")]
        yield 0, _only(about_file(name, f"the file is {name.upper()}: save it as UTF-8"), lines=0)
        yield from _each(chunks(_Recoded(head, encoding), size), _count)
        return
    yield from _mark(head)
    shape = shape_of(head.text)
    if shape == "pretty":
        yield 0, _only(about_file("pretty-printed", _PRETTY), lines=0)
        yield from _each(chunks(head, size), _count)
    elif shape == "array":
        yield 0, _only(about_file("json-array", _ARRAY, lost=False), lines=0)
        yield from _each(array_chunks(head, size), parse)
    else:
        yield from _each(chunks(head, size), parse)


def _span_parts(source: Source, span: Span, size: int, parse: Parse) -> Iterator[tuple[int, Batch]]:
    """As `_parts`, for a span of a file that is known to hold lines."""
    if span.start == 0:
        source = Head(source)
        yield from _mark(source)
    yield from _each(chunks(source, size, span.line), parse)


def _mark(head: Head) -> Iterator[tuple[int, Batch]]:
    if head.has_bom:
        yield 0, _only(about_file("byte-order-mark", _BOM, line=1, lost=False), lines=0)


def _each(
    parts: Iterator[Chunk | BadLine], batch_of: Callable[[Chunk], Batch]
) -> Iterator[tuple[int, Batch]]:
    for part in parts:
        yield (0, _only(part)) if isinstance(part, BadLine) else (len(part.data), batch_of(part))


def _only(bad: BadLine, lines: int = 1) -> Batch:
    return Batch(lines, 0, [], [bad])


def _count(chunk: Chunk) -> Batch:
    """Lines that are only counted, since one fault of the file makes all of them unreadable."""
    blank = sum(not line.strip(JSON_SPACE) for line in chunk.lines)
    return Batch(len(chunk.lines) - blank, blank, [], [])


def _joined(parts: Iterator[tuple[int, Batch]], size: int) -> Iterator[Batch]:
    group: list[Batch] = []
    held = 0
    for part_size, part in parts:
        group.append(part)
        held += part_size
        if held >= size:
            yield join(group)._replace(size=held)
            group, held = [], 0
    if group:
        yield join(group)._replace(size=held)


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
