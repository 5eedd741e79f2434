"""How bad the findings of a check are, by the place where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from tuneready.example import LINE_BITS
from tuneready.finding import Finding, Severity

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from tuneready.reading.dataset import Dataset

Level = Literal["error", "warning", "info", "off"]
"""A severity, or `off`: the findings of the check are no findings here."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""All levels, the gravest first."""


def gravest(levels: Iterable[Level]) -> Level:
    """The gravest of these levels, whatever their order."""
    return min(levels, key=LEVELS.index)


@dataclass(frozen=True)
class Where:
    """Places with a level of their own: files by patterns as in .gitignore, splits by name; empty: all."""

    level: Level
    files: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()

    def holds(self, name: str, split: str) -> bool:
        """Whether a file of this name (from the configuration's folder) and split is meant."""
        if self.splits and split not in self.splits:
            return False
        if not self.files:
            return True
        return _patterns(self.files).match_file(name)


@lru_cache(maxsize=256)
def _patterns(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


@dataclass(frozen=True)
class Levels:
    """The level of a check, and the places where it has another one.

    Of several places that hold a file the gravest level counts, so that their order says nothing.
    `prefix`: from the configuration's folder to where names of files start.
    """

    base: Level
    places: tuple[Where, ...] = ()
    prefix: str = ""

    @property
    def gravest(self) -> Level:
        """The gravest level that the check has anywhere."""
        return gravest([self.base, *(where.level for where in self.places)])

    def of(self, name: str, split: str) -> Level:
        """The level in a file of this name and split."""
        met = [where.level for where in self.places if where.holds(self._inside(name), split)]
        return gravest(met) if met else self.base

    def on(self, dataset: Dataset) -> Placed:
        """The levels in the files of a dataset, by their numbers."""
        return Placed(self, tuple(self.of(file.name, file.split) for file in dataset.files))

    def _inside(self, name: str) -> str:
        from posixpath import isabs, normpath

        return name if isabs(name) else normpath(f"{self.prefix}/{name}") if self.prefix else name


@dataclass(frozen=True)
class Placed:
    """The levels of a check in each file of a dataset."""

    levels: Levels
    by_file: tuple[Level, ...] = field(default=())

    def severity_of(self, finding: Finding) -> Severity | None:
        """The finding's own severity, but never above the check's where it stands; None: it is off there."""
        if finding.file:
            level = self.levels.of(finding.file, "")
        else:
            number = finding.at >> LINE_BITS
            level = self.by_file[number] if number < len(self.by_file) else self.levels.base
        if level == "off":
            return None
        own = Severity(level)
        return max(finding.severity or own, own, key=list(Severity).index)
