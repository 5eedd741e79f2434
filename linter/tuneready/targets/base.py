"""What a target is. One file beside this one a provider or trainer: data, and finders that many share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault

Effect = Literal["refuses", "drops", "wastes", "advises"]
"""What a target does with what it was not meant to get.

It refuses the file or the job fails; drops or truncates the record and says nothing; takes it although
it teaches nothing or the wrong thing; or takes it and advises against it.
"""

Find = Callable[[Record], Iterable[Fault]]
"""Where a record that fits its format does not meet a demand; each fault's message reads alone."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Demand:
    """One thing that a target asks of a record.

    `says`: the demand as a sentence of the target's page. `source`: a key of the target's sources.
    `check`: the check under whose name it is reported.
    """

    says: str
    find: Find
    source: str
    effect: Effect = "refuses"
    check: str = "wrong-format"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A number that a split, an example or a file must keep to; `source` is a key of the target's sources."""

    value: int
    source: str
    effect: Effect = "refuses"


LimitName = Literal[
    "fewest-examples",
    "advised-examples",
    "most-examples",
    "most-validation-examples",
    "most-tokens",
    "most-bytes",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Target:
    """A provider or trainer, as far as its documents and validators say.

    `formats`: names of the formats that it reads, with what it asks of records of each. `status`: what a
    user must know of the service itself (that it is retired, say). `sources`: documents by a short key,
    each with its date. `bom`: whether a byte order mark at the start of a file is refused, or asked for.
    """

    name: str
    title: str
    formats: Mapping[str, tuple[Demand, ...]]
    sources: Mapping[str, str]
    limits: Mapping[LimitName, Limit] = field(default_factory=dict)
    status: str = ""
    bom: Literal["refused", "expected", "either"] = "refused"

    def __reduce__(self) -> tuple[Callable[[str], Target], tuple[str]]:
        """There is one of each: another process, told the name, takes its own."""
        return _by_name, (self.name,)


def _by_name(name: str) -> Target:
    from tuneready.targets.catalogue import TARGETS

    return TARGETS[name]


def least(target: Target) -> int:
    """Training examples below which the target refuses the dataset; 0 where it names no number."""
    limit = target.limits.get("fewest-examples")
    return limit.value if limit else 0
