"""The lines that most is wrong with, and their outlines, read back from the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from tuneready.example import Example, example_id
from tuneready.framing import Framing
from tuneready.outline import Span, outlined
from tuneready.reading.dataset import Dataset
from tuneready.report import FindingEntry, OutlinedTurn, OutlinePiece, Report, WorstLine

_MOST = 6
_CANDIDATES = 200
_MOST_ALIKE = 2
_MOST_TURNS = 6
_ROOM, _LESS_ROOM = 180, 90

At = tuple[str, int]


def worst_lines(report: Report, dataset: Dataset, framing: Framing) -> list[WorstLine]:
    """The worst lines that are examples, the worst one first; of those that the report lists."""
    by_line = _by_line(report.findings)
    grave = sorted(by_line, key=lambda at: (*_gravity(by_line[at]), at))[:_CANDIDATES]
    turns = dict(_turns(dataset, framing, {at: by_line[at] for at in grave}))
    return [
        WorstLine(file=at[0], line=at[1], findings=by_line[at], turns=turns[at])
        for at in _various([at for at in grave if at in turns], by_line)
    ][:_MOST]


def _various(places: Iterable[At], by_line: Mapping[At, Sequence[FindingEntry]]) -> Iterator[At]:
    """The places in their order, but few of those where the same checks found something."""
    seen: Counter[frozenset[str]] = Counter()
    for at in places:
        checks = frozenset(finding.check for finding in by_line[at])
        seen[checks] += 1
        if seen[checks] <= _MOST_ALIKE:
            yield at


def _by_line(findings: Sequence[FindingEntry]) -> dict[At, list[FindingEntry]]:
    by_line: dict[At, list[FindingEntry]] = {}
    for finding in findings:
        if finding.line and finding.severity != "info":
            by_line.setdefault((finding.file, finding.line), []).append(finding)
    return by_line


def _gravity(findings: Sequence[FindingEntry]) -> tuple[int, int, int]:
    errors = {finding.check for finding in findings if finding.severity == "error"}
    return -len(errors), -len({finding.check for finding in findings}), -len(findings)


def _turns(
    dataset: Dataset, framing: Framing, wanted: dict[At, list[FindingEntry]]
) -> Iterator[tuple[At, list[OutlinedTurn]]]:
    numbers = {file.name: file.number for file in dataset.files}
    ids = np.array(
        sorted(example_id(numbers[name], line) for name, line in wanted if name in numbers), np.int64
    )
    if not len(ids):
        return
    for block in framing.blocks(dataset, framing.expected(dataset), ids):
        for example in block.examples:
            at = (block.file.name, example.line)
            if at in wanted:
                yield at, list(_outlines(example, wanted[at]))


def _outlines(example: Example, findings: Sequence[FindingEntry]) -> Iterator[OutlinedTurn]:
    parts = [
        (role, part.text, [span for each in findings if (span := _span(each, part.pointer, len(part.text)))])
        for role, part in example.texts()
    ]
    telling = [each for each in parts if each[2] or each[0] != "system"]
    marked = [each for each in telling if each[2]]
    shown = (marked if len(telling) > _MOST_TURNS and marked else telling)[:_MOST_TURNS]
    for role, text, spans in shown:
        cut = outlined(text, spans, _ROOM if spans else _LESS_ROOM)
        yield OutlinedTurn(
            role=role, pieces=[OutlinePiece(text=piece.text, marked=piece.marked) for piece in cut]
        )


def _span(finding: FindingEntry, pointer: str, length: int) -> Span | None:
    """What a finding marks of the text at this pointer: its span, or all where it names no span."""
    if not finding.pointer or not f"{pointer}/".startswith(f"{finding.pointer}/"):
        return None
    return finding.span if finding.span and finding.pointer == pointer else (0, length)
