"""The strict gate: bytes of lines in, records and precise facts about everything else out."""

from __future__ import annotations

from typing import Any

import orjson

from tuneready.reading.batch import Batch
from tuneready.reading.chunks import Chunk
from tuneready.reading.diagnose import diagnose
from tuneready.reading.faults import not_an_object
from tuneready.reading.lines import BadLine, Line, Parsed
from tuneready.reading.second_look import is_clear, look
from tuneready.reading.tokens import JSON_SPACE


def parse(data: bytes, line: int) -> tuple[dict[str, Any] | None, BadLine | None]:
    """The record on a line, and what is wrong with it: both where it can be read yet loses something."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None, diagnose(data, line)
    if not isinstance(value, dict):
        return None, not_an_object(data, line, value)
    fault = look(data, line, value)
    return (None if fault and fault.lost else value), fault


def parse_chunk(chunk: Chunk) -> Batch:
    """As `parse`, for all lines of a chunk, and several times as fast where they are sound."""
    records, others = _load(chunk)
    doubtful = [line for line in others if line.data.strip(JSON_SPACE)]
    blank = len(others) - len(doubtful)
    elsewhere = sum(line.data.count(b":") for line in doubtful)
    if not is_clear(chunk.data, [parsed.record for parsed in records], elsewhere):
        every = map(Line, chunk.numbers, chunk.lines)
        records, doubtful = [], [line for line in every if line.data.strip(JSON_SPACE)]
    bad_lines: list[BadLine] = []
    for line in doubtful:
        record, bad = parse(line.data, line.number)
        if record is not None:
            records.append(Parsed(line.number, record))
        if bad is not None:
            bad_lines.append(bad)
    return Batch(len(chunk.lines) - blank, blank, records, bad_lines)


def _load(chunk: Chunk) -> tuple[list[Parsed], list[Line]]:
    """The lines that are objects, and the others."""
    records: list[Parsed] = []
    others: list[Line] = []
    loads = orjson.loads
    for number, data in zip(chunk.numbers, chunk.lines, strict=True):
        try:
            value = loads(data)
        except orjson.JSONDecodeError:
            value = None
        if type(value) is dict:
            records.append(Parsed(number, value))
        else:
            others.append(Line(number, data))
    return records, others
