"""Examples held against targets: what each of them would say, told once where several say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tuneready.example import Example
from tuneready.formats.validate import Fault
from tuneready.targets.base import Demand, Effect, Target


class Unmet(NamedTuple):
    """A demand that an example does not meet: under which check, with what effect, of which targets."""

    example: Example
    check: str
    effect: Effect
    targets: tuple[str, ...]
    pointer: str
    message: str


def unmet(examples: Iterable[Example], targets: Sequence[Target]) -> Iterator[Unmet]:
    """All that the targets would refuse, drop, waste or advise against in these examples."""
    for example in examples:
        told: dict[tuple[str, Effect, Fault], list[str]] = {}
        for target in targets:
            for demand, fault in faults(target, example):
                told.setdefault((demand.check, demand.effect, fault), []).append(target.name)
        for (check, effect, fault), names in told.items():
            yield Unmet(example, check, effect, tuple(names), *fault)


def faults(target: Target, example: Example) -> Iterator[tuple[Demand, Fault]]:
    """What one target would say of one example."""
    demands = target.formats.get(example.format)
    if demands is None:
        yield _WRONG_FORMAT, Fault("", f"record is {example.format}: expected {_or(target.formats)}")
        return
    for demand in demands:
        for fault in demand.find(example.record):
            yield demand, fault


_WRONG_FORMAT = Demand(
    says="Every record is of a format that the target reads.", find=lambda _: (), source=""
)


def _or(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
