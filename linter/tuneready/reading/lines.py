"""What one line of a file turned out to be; made by the gate, taken into blocks."""

from __future__ import annotations

from typing import Any, NamedTuple


class Line(NamedTuple):
    """A record's bytes and its physical line number, from 1."""

    number: int
    data: bytes


class BadLine(NamedTuple):
    """A line with a fault in its bytes or its JSON.

    `kind`: a kebab-case word (`invalid-utf-8`, `truncated`, …). `message`: the fact, ready to print.
    `column`: byte of the line where it starts, from 1; 0 where that has no meaning. `identity`: a hash
    of the line, for fingerprints. `lost`: no example could be made of the line.
    """

    line: int
    kind: str
    message: str
    column: int
    identity: str
    lost: bool = True


class Parsed(NamedTuple):
    """A line that holds one JSON object."""

    line: int
    record: dict[str, Any]
