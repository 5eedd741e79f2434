"""Findings that say the same of several lines of one file, told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tuneready.report import FindingEntry
from tuneready.reporters._identity import gravest_first
from tuneready.words import plural

_INDEX = re.compile(r"/\d+(?=/|$)")


class Alike(NamedTuple):
    """The first finding, and those of the same check, severity, file and message."""

    first: FindingEntry
    others: list[FindingEntry]

    @property
    def lines(self) -> str:
        """The lines of the others: '3-5, 9'."""
        return ranges(finding.line for finding in self.others)

    @property
    def also(self) -> str:
        """Where else it stands: in how many more lines, or (several in one line) at how many places."""
        lines = {finding.line for finding in self.others}
        if len(lines) == len(self.others) and self.first.line not in lines:
            return f"and at {plural(len(lines), 'more line')}: {self.lines}"
        word = "line" if len(lines) == 1 else "lines"
        return f"and at {plural(len(self.others), 'more place')}, {word} {self.lines}"


def alike(findings: Iterable[FindingEntry]) -> list[Alike]:
    """Groups in the order of their first findings, the gravest before the others.

    Two messages are the same where only numbers in pointers differ: /messages/1/role and /messages/3/role.
    """
    groups: dict[tuple[str, str, str, str], list[FindingEntry]] = {}
    for finding in gravest_first(findings):
        key = (finding.check, finding.severity, finding.file, _unnumbered(finding))
        groups.setdefault(key, []).append(finding)
    return [Alike(first, others) for first, *others in groups.values()]


def _unnumbered(finding: FindingEntry) -> str:
    """The message, with the numbers taken out of the pointer that it names."""
    pointer = finding.pointer
    return finding.message.replace(pointer, _INDEX.sub("/*", pointer)) if pointer else finding.message


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
