"""Findings that say the same of several lines of one file, told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tuneready.report import FindingEntry
from tuneready.reporters._identity import gravest_first


class Alike(NamedTuple):
    """The first finding, and those of the same check, severity, file and message."""

    first: FindingEntry
    others: list[FindingEntry]

    @property
    def lines(self) -> str:
        """The lines of the others: '3-5, 9'."""
        return ranges(finding.line for finding in self.others)


def alike(findings: Iterable[FindingEntry]) -> list[Alike]:
    """Groups in the order of their first findings, the gravest before the others."""
    groups: dict[tuple[str, str, str, str], list[FindingEntry]] = {}
    for finding in gravest_first(findings):
        key = (finding.check, finding.severity, finding.file, finding.message)
        groups.setdefault(key, []).append(finding)
    return [Alike(first, others) for first, *others in groups.values()]


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in rising order as people write them.

    >>> ranges([3, 4, 5, 9, 11, 12])
    '3-5, 9, 11-12'
    """
    return ", ".join(
        str(low) if low == high else f"{low}-{high}" for low, high in _runs(sorted(set(numbers)))
    )


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            yield numbers[start], numbers[index - 1]
            start = index
