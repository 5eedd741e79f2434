"""BadLines made from a line's bytes, for faults that are found in more than one place."""

from __future__ import annotations

from hashlib import blake2b

from tuneready.reading.lines import BadLine
from tuneready.reading.tokens import structure

MAX_DEPTH = 254
"""Records that are nested deeper cannot be written back by orjson; no trainer has a use for them."""

BOM = b"\xef\xbb\xbf"

_KINDS_OF_VALUE = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    type(None): "null",
}


def identity(data: bytes) -> str:
    """A short hash of a line's bytes, whichever way the line ends."""
    return blake2b(data.rstrip(b"\r"), digest_size=8).hexdigest()


def bad_line(data: bytes, line: int, kind: str, message: str, *, at: int = -1, lost: bool = True) -> BadLine:
    """A BadLine of this line's bytes; `at` is an index into them, -1 where it has no meaning."""
    return BadLine(line, kind, message, at + 1, identity(data), lost)


def not_an_object(data: bytes, line: int, value: object) -> BadLine:
    """The line holds JSON, but no object."""
    kind = _KINDS_OF_VALUE.get(type(value), "a number")
    return bad_line(data, line, "not-an-object", f"is {kind}, not an object", at=0)


def too_deep(data: bytes, line: int) -> BadLine:
    """The line's values lie deeper than MAX_DEPTH."""
    return bad_line(data, line, "too-deep", f"is nested deeper than {MAX_DEPTH} levels", at=too_deep_at(data))


def too_deep_at(data: bytes) -> int:
    """Index of the first bracket beyond MAX_DEPTH, -1 where there is none."""
    depth = 0
    for at, token in structure(data):
        depth += 1 if token in b"{[" else -1
        if depth > MAX_DEPTH:
            return at
    return -1


def too_long(name: str, line: int, limit: int) -> BadLine:
    """A line or record, `name` its identity, of more than `limit` bytes."""
    message = f"is longer than {limit >> 20} MiB: no trainer takes such a record"
    return BadLine(line, "too-long", message, 0, name)


def about_file(kind: str, message: str, *, line: int = 0, lost: bool = True) -> BadLine:
    """A fault of the file rather than of a line in it; where `line` is given, it is seen there."""
    return BadLine(line, kind, message, 0, identity(kind.encode()), lost)
