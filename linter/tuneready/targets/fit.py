"""Which targets a split fits, where none is named: as far as its first examples show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tuneready.example import Example
from tuneready.targets.base import Target, least
from tuneready.targets.held import Found, asked, needs
from tuneready.words import plural

BROKEN = ", and no other fault"
"""How the reason ends where broken lines are all that keeps a split from fitting."""

SHOWN = 100
"""Examples of a split that are held against every target."""


@dataclass
class Fit:
    """Looks at the first examples of a split; `told` sums up, by target, why they do not fit.

    `why`: by target, the first example that does not fit, counted from 0, and the reason.
    """

    looked: int = 0
    why: dict[str, tuple[int, str]] = field(default_factory=dict)

    def look(self, examples: Sequence[Example], *, columns: bool = False) -> None:
        """Hold these examples against the targets that have fitted so far.

        `columns`: they stand in a Parquet file.
        """
        some = list(islice(examples, SHOWN - self.looked))
        if not some:
            return
        from tuneready.targets.catalogue import TARGETS

        left = {name: target for name, target in TARGETS.items() if name not in self.why}
        for at, example in enumerate(some, start=self.looked):
            found = Found(example.record)
            refusals = [(name, _refusal(target, example, found, columns)) for name, target in left.items()]
            for name, reason in refusals:
                if reason:
                    self.why[name] = at, reason
                    del left[name]
        self.looked += len(some)

    def merge(self, later: Fit) -> None:
        """Add what another has seen, that began to look where this one ended."""
        for name, (at, reason) in later.why.items():
            if name not in self.why and self.looked + at < SHOWN:
                self.why[name] = self.looked + at, reason
        self.looked = min(SHOWN, self.looked + later.looked)

    def told(self, lines: int, broken: int = 0) -> Mapping[str, str]:
        """By target, why the split does not fit; empty where it does. Nothing where nothing was looked at.

        `broken`: lines that hold no record, or none that is right: as long as they stand, nothing fits.
        """
        from tuneready.targets.catalogue import TARGETS

        if not self.looked:
            return {}
        refused = {name: self.why.get(name, (0, ""))[1] for name in TARGETS}
        return {
            name: _told(target, refused[name] or _too_few(target, lines), broken)
            for name, target in TARGETS.items()
        }


def _told(target: Target, reason: str, broken: int) -> str:
    if target.retired:
        return f"retired, and {reason}" if reason else f"retired on {target.retired}"
    return reason or _broken(broken)


def _refusal(target: Target, example: Example, found: Found, columns: bool) -> str:
    """Why a target refuses an example, in few words; empty where it takes it."""
    if example.format not in target.formats:
        return needs(target, example.format)
    if example.format in target.columns_only and not columns:
        return "needs Parquet"
    for demand in asked(target, example.format, found.plain, "refuses"):
        if found.by(demand.find):
            return demand.short or demand.says.rstrip(".")
    return ""


def _too_few(target: Target, lines: int) -> str:
    needed = least(target)
    return f"at least {needed:,} examples" if lines < needed else ""


def _broken(lines: int) -> str:
    return f"{plural(lines, 'broken line')}{BROKEN}" if lines else ""
