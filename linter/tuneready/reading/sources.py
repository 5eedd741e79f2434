"""Files as streams of plain bytes: opened with care, unpacked, and watched for changes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from tuneready.reading.codec import MAGIC_BYTES, codec_of, not_unpacked_here
from tuneready.reading.parquet import MAGIC, ParquetLines, can_read_parquet
from tuneready.reading.unpacked import DamagedStream, Source, Unpacked

__all__ = [
    "DamagedStream",
    "ReadingError",
    "Source",
    "Span",
    "State",
    "check_unchanged",
    "open_source",
    "open_span",
    "spool",
    "state_of",
    "unsupported",
]

State = tuple[int, int, int]
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_COPY_BYTES = 1 << 20
_NO_PARQUET = "is a Parquet file: install tuneready[parquet] to read it, or save the records as JSONL"
_NOT_LINES = "and cannot be read as lines: save the records as JSONL"
_FOREIGN = (
    (rb"ARROW1|FEA1", f"is an Arrow file {_NOT_LINES}"),
    (rb"Obj\x01", f"is an Avro file {_NOT_LINES}"),
    (rb"\xd0\xcf\x11\xe0", f"is an Excel or Word file {_NOT_LINES}"),
    (rb"SQLite for", f"is a SQLite database {_NOT_LINES}"),
    (rb"%PDF-", f"is a PDF {_NOT_LINES}"),
    (rb"PK(?:\x03\x04|\x05\x06)", "is a ZIP archive or an Excel file: unpack it, or save it as JSONL"),
    (rb"7z\xbc\xaf\x27\x1c", "is a 7z archive: unpack it"),
)


class ReadingError(Exception):
    """A file that could not be read, or changed meanwhile: the run cannot be judged.

    `name`: what reports call the file. `message`: the fact, which follows the name.
    """

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name} {message}")
        self.name = name
        self.message = message

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str]]:
        """How another process is told of it."""
        return type(self), (self.name, self.message)


class Span(NamedTuple):
    """Bytes `start` to `end` of a file that is not compressed; `line` is the line that begins there."""

    start: int
    end: int
    line: int


def _failure(name: str, error: OSError) -> ReadingError:
    if isinstance(error, FileNotFoundError):
        return ReadingError(name, "does not exist")
    if isinstance(error, PermissionError):
        return ReadingError(name, "may not be read: permission denied")
    return ReadingError(name, f"cannot be read: {(error.strerror or 'input/output error').lower()}")


class _File:
    """A regular file, read as it is; the system's errors become ReadingError."""

    def __init__(self, raw: IO[bytes], name: str) -> None:
        self._raw = raw
        self._name = name

    def read(self, size: int, /) -> bytes:
        try:
            return self._raw.read(size)
        except OSError as error:
            raise _failure(self._name, error) from error


class _Limited:
    """The next so many bytes of a source."""

    def __init__(self, source: Source, size: int) -> None:
        self._source = source
        self._left = size

    def read(self, size: int, /) -> bytes:
        taken = self._source.read(min(size, self._left))
        self._left -= len(taken)
        return taken


@contextmanager
def _open_regular(path: Path, name: str) -> Iterator[IO[bytes]]:
    """The file, if it is one: pipes and devices are refused before they can make the run wait."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        known = error if isinstance(error, OSError) else OSError(0, "the path is not valid")
        raise _failure(name, known) from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise ReadingError(name, f"is {_kind(mode)}, not a file")
        raw = open(descriptor, "rb", buffering=0, closefd=False)  # noqa: SIM115 — it has no path
        yield raw
    finally:
        os.close(descriptor)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a named pipe" if stat.S_ISFIFO(mode) else "a device or a socket"


def _state(status: os.stat_result) -> State:
    return status.st_size, status.st_mtime_ns, status.st_ino


def state_of(path: Path, name: str) -> State:
    """What of a file stays equal while nobody writes to it: size, time of the last change, inode."""
    try:
        return _state(path.stat())
    except OSError as error:
        raise ReadingError(name, "was removed while it was read: run again") from error


def check_unchanged(path: Path, name: str, before: State) -> None:
    """ReadingError: the file is not as it was."""
    if state_of(path, name) != before:
        raise ReadingError(name, "changed while it was read: run again")


@contextmanager
def open_source(path: Path, name: str) -> Iterator[Source]:
    """The plain bytes of a file, however it is compressed (its first bytes tell, not its name).

    ReadingError: it cannot be read, or is not the same at the end as it was at the start. The stream's
    `read` raises DamagedStream where compressed data is cut off or broken.
    """
    with _watched(path, name) as raw:
        file = _File(raw, name)
        first = file.read(MAGIC_BYTES)
        codec = codec_of(first)
        raw.seek(0)
        if first.startswith(MAGIC):
            yield _parquet(raw, name)
        elif codec and (reason := not_unpacked_here(codec)):
            raise ReadingError(name, reason)
        else:
            yield Unpacked(file, codec) if codec else file


@contextmanager
def open_span(path: Path, name: str, span: Span) -> Iterator[Source]:
    """Some bytes of a file as they are. ReadingError as with `open_source`."""
    with _watched(path, name) as raw:
        raw.seek(span.start)
        yield _Limited(_File(raw, name), span.end - span.start)


@contextmanager
def _watched(path: Path, name: str) -> Iterator[IO[bytes]]:
    """The open file. ReadingError where it is not the same at the end as it was at the start."""
    with _open_regular(path, name) as raw:
        before = _state(os.fstat(raw.fileno()))
        yield raw
        check_unchanged(path, name, before)


def _parquet(raw: IO[bytes], name: str) -> Source:
    if not can_read_parquet():
        raise ReadingError(name, _NO_PARQUET)
    return ParquetLines(raw)


def unsupported(path: Path) -> str | None:
    """Why this file cannot be read here, and what to do; None where it can, or where it cannot be opened."""
    with suppress(ReadingError), _open_regular(path, str(path)) as raw:
        first = _File(raw, str(path)).read(MAGIC_BYTES)
        if codec := codec_of(first):
            return not_unpacked_here(codec)
        if first.startswith(MAGIC):
            return None if can_read_parquet() else _NO_PARQUET
        return next((why for magic, why in _FOREIGN if re.match(magic, first)), None)
    return None


@contextmanager
def spool(stream: IO[bytes], name: str = "standard input") -> Iterator[Path]:
    """A temporary copy of a stream, so that it can be read twice; removed at the end."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="tuneready-") as folder:
        path = Path(folder) / "input"
        try:
            with path.open("xb") as copy:
                while piece := stream.read(_COPY_BYTES):
                    copy.write(piece)
        except OSError as error:
            raise _failure(name, error) from error
        yield path
