"""What a record of a benchmark asks, and all that it says, whatever its shape."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.example import Example
from tuneready.formats.base import Record
from tuneready.formats.detect import detect
from tuneready.formats.validate import faults

_ASKING = (
    "question",
    "problem",
    "prompt",
    "instruction",
    "query",
    "goal",
    "ctx",
    "stem",
    "sentence",
    "passage",
    "input",
    "text",
)
"""Keys that hold what an item asks, in benchmarks that are of no record format; the first wins."""


def asked_and_said(record: Record) -> tuple[str, str]:
    """What the record asks, and all its text.

    Of a format, that is the prompt, and the prompt with the output. Else it is what stands under a key
    that is known, and all strings of the record, however deep they lie.
    """
    form = detect(record)
    if form and not faults(form, record):
        example = Example(0, "", form.name, form.view(record), record)
        both = f"{example.prompt}\n{example.output}".strip()
        return (example.prompt if example.prompt.strip() else both), both
    said = "\n".join(_strings(record))
    known = (record.get(name) for name in _ASKING)
    return next((value for value in known if isinstance(value, str) and value.strip()), said), said


def _strings(record: Record) -> Iterator[str]:
    waiting: list[object] = [record]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += reversed(value.values())
        elif isinstance(value, list):
            waiting += reversed(value)
