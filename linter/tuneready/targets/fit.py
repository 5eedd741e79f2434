"""Which targets a split fits, where none is named: as far as its first examples show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tuneready.example import Example
from tuneready.targets.base import least
from tuneready.targets.held import faults

SHOWN = 100
"""Examples of a split that are held against every target."""


@dataclass
class Fit:
    """Looks at the first examples of a split; `told` sums up, by target, why they do not fit.

    `why`: by target, the first example that does not fit, counted from 0, and the reason.
    """

    looked: int = 0
    why: dict[str, tuple[int, str]] = field(default_factory=dict)

    def look(self, examples: Sequence[Example]) -> None:
        """Hold these examples against the targets that have fitted so far."""
        from tuneready.targets.catalogue import TARGETS

        some = list(islice(examples, SHOWN - self.looked))
        for name in [name for name in TARGETS if some and name not in self.why]:
            for at, reason in _first(name, some):
                self.why[name] = self.looked + at, reason
        self.looked += len(some)

    def merge(self, later: Fit) -> None:
        """Add what another has seen, that began to look where this one ended."""
        for name, (at, reason) in later.why.items():
            if name not in self.why and self.looked + at < SHOWN:
                self.why[name] = self.looked + at, reason
        self.looked = min(SHOWN, self.looked + later.looked)

    def told(self, lines: int) -> Mapping[str, str]:
        """By target, why the split does not fit; empty where it does. Nothing where nothing was looked at."""
        from tuneready.targets.catalogue import TARGETS

        if not self.looked:
            return {}
        return {name: self.why.get(name, (0, ""))[1] or _too_few(name, lines) for name in TARGETS}


def _first(name: str, examples: Iterable[Example]) -> Iterator[tuple[int, str]]:
    """The first example that a target refuses, and why; nothing where it refuses none."""
    from tuneready.targets.catalogue import TARGETS

    refused = (
        (at, demand.says.rstrip(".") if demand.source else fault.message)
        for at, example in enumerate(examples)
        for demand, fault in faults(TARGETS[name], example)
        if demand.effect == "refuses"
    )
    yield from islice(refused, 1)


def _too_few(name: str, lines: int) -> str:
    from tuneready.targets.catalogue import TARGETS

    needed = least(TARGETS[name])
    return f"at least {needed:,} examples are needed" if lines < needed else ""
