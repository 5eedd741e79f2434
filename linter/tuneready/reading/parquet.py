"""A Parquet file as lines of JSON: a row is a line. It needs pyarrow (tuneready[parquet])."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import IO

import orjson

from tuneready.reading.unpacked import DamagedStream

MAGIC = b"PAR1"
_ROWS = 1_000


@cache
def can_read_parquet() -> bool:
    """Whether pyarrow is installed; it is imported only where there is a file for it."""
    return find_spec("pyarrow") is not None


class ParquetLines:
    """The rows of a Parquet file as the bytes of a JSONL file."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._lines = _lines(raw)
        self._held = bytearray()

    def read(self, size: int, /) -> bytes:
        """`size` bytes, fewer only before the end. DamagedStream: the file is broken."""
        while len(self._held) < size and (more := next(self._lines, b"")):
            self._held += more
        given = bytes(self._held[:size])
        del self._held[:size]
        return given


def _lines(raw: IO[bytes]) -> Iterator[bytes]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        for batch in ParquetFile(raw).iter_batches(batch_size=_ROWS):
            yield b"".join(line(row) for row in batch.to_pylist())
    except (ArrowException, OSError, ValueError) as error:
        raise DamagedStream(
            "the Parquet data cannot be read: the file is damaged, or of an unknown kind"
        ) from error


def line(record: object) -> bytes:
    """A record as a line of JSON; what JSON has no word for is named by its kind."""
    options = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
    return orjson.dumps(record, default=_named, option=options)


def _named(value: object) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        return f"<{len(value)} bytes>"
    return f"<{type(value).__name__}>"
