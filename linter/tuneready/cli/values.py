"""`--show-values`: the values behind findings, read back from the files and printed to a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import click

from tuneready.example import Example
from tuneready.framing import Framing
from tuneready.reading.dataset import Dataset
from tuneready.report import FindingEntry, Report
from tuneready.words import printable

_LONGEST = 200
_HEAD = "Values, shown on this terminal only:"

At = tuple[str, int]


class Value(NamedTuple):
    """A value, and the finding that it belongs to."""

    file: str
    line: int
    check: str
    text: str


def check_terminal() -> None:
    """Raise an error where standard output is no terminal: values must not end up in a file or a log."""
    if not sys.stdout.isatty():
        raise click.ClickException("--show-values prints to a terminal only, and standard output is none")


def values(report: Report, dataset: Dataset, framing: Framing) -> list[Value]:
    """The values of the listed findings, in their order, read from the files once more."""
    wanted: dict[At, list[FindingEntry]] = {}
    for finding in report.findings:
        if finding.span:
            wanted.setdefault((finding.file, finding.line), []).append(finding)
    names = {name for name, _ in wanted}
    files = tuple(file for file in dataset.files if file.name in names)
    found = dict(_texts(replace(dataset, files=files), framing, wanted)) if files else {}
    return [
        Value(finding.file, finding.line, finding.check, _cut(found[id(finding)], finding))
        for finding in report.findings
        if id(finding) in found
    ]


def _texts(
    dataset: Dataset, framing: Framing, wanted: Mapping[At, list[FindingEntry]]
) -> Iterator[tuple[int, str]]:
    """The text in which each wanted finding stands, by the finding's own id."""
    for block in framing.blocks(dataset, framing.expected(dataset)):
        for example in block.examples:
            at = (block.file.name, example.line)
            yield from _texts_of(example, wanted.get(at, ()))


def _texts_of(example: Example, findings: Iterable[FindingEntry]) -> Iterator[tuple[int, str]]:
    for finding in findings:
        for _, part in example.texts():
            if part.pointer == finding.pointer:
                yield id(finding), part.text


def _cut(text: str, finding: FindingEntry) -> str:
    start, end = finding.span or (0, 0)
    value = text[start:end]
    if len(value) > _LONGEST:
        return f"{printable(value[:_LONGEST])} and {len(value) - _LONGEST:,} more characters"
    return printable(value)


def render(found: Iterable[Value]) -> str:
    """A line a value."""
    lines = [f"  {value.file}:{value.line}: {value.text}  ({value.check})" for value in found]
    return "\n".join(["", _HEAD, *lines, ""]) if lines else ""
