"""What a target is. One file beside this one a provider or trainer: data, and finders that many share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault

Effect = Literal["refuses", "drops", "truncates", "wastes", "advises"]
"""What a target does with what it was not meant to get.

It refuses the file or the job fails; drops the record, or a part of it, and says nothing; cuts the record
short; takes it although it teaches nothing or the wrong thing; or takes it and advises against it.
"""

BEYOND_PLAIN = "beyond_plain"
"""What a finder is marked with that finds nothing where messages have roles and texts, and nothing else."""

Find = Callable[[Record], Iterable[Fault]]
"""Where a record that fits its format does not meet a demand; each fault's message reads alone."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Demand:
    """One thing that a target asks of a record.

    `says`: the demand as a sentence of the target's page. `source`: a key of the target's sources.
    `check`: the check under whose name it is reported. `short`: in two or three words, why a file does
    not fit.
    """

    says: str
    find: Find
    source: str
    effect: Effect = "refuses"
    check: str = "wrong-format"
    short: str = ""


Kinds = Callable[[Record], Iterable[str]]
"""What a record adds to a count: its labels, its query, the kinds of media in it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SetDemand:
    """What a target asks of all records of a format in a split together (minimums, of the training split).

    `says`, `source`: as of a Demand. `kinds` of all records are counted; `noun` is what one of them is
    called, `nouns` several. `fewest` and `most` kinds there may be, each in so many records (`each`), and
    so many `records` in all.
    """

    says: str
    kinds: Kinds
    source: str
    noun: str
    nouns: str
    effect: Effect = "refuses"
    fewest: int = 0
    most: int = 0
    each: int = 0
    records: int = 0


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A number that a split, an example or a file must keep to; `source` is a key of the target's sources."""

    value: int
    source: str
    effect: Effect = "refuses"


LimitName = Literal[
    "fewest-examples",
    "fewest-validation-examples",
    "advised-examples",
    "most-examples",
    "most-validation-examples",
    "most-examples-together",
    "most-tokens",
    "most-bytes",
    "most-validation-bytes",
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Target:
    """A provider or trainer, as far as its documents and validators say.

    `formats`: names of the formats that it reads, with what it asks of records of each; the first is the
    one to convert to. A record that only looks like another format, but is read, stands there under
    that name too. `sources`: documents by a short key, each with its date. `status`: what a user must
    know of the service itself; `retired`: since when it is gone, as a date. `notes`: what no check can
    see. `sets`: by format, what is asked of its records together. `columns_only`: formats that are read from Parquet files, not from JSONL. `any_role`: whether a
    message may have any role that the model's chat template knows. `encodings`: public
    vocabularies that its models read tokens by. `bom`: whether a byte order mark at the start of a file is refused. `blank_lines`: what becomes
    of them. `suffixes`: how names of files must end. `file_letters`: a pattern of what names may hold.
    `one_system`: the source that advises one system prompt for all examples, where one does.
    """

    name: str
    title: str
    formats: Mapping[str, tuple[Demand, ...]]
    sources: Mapping[str, str]
    limits: Mapping[LimitName, Limit] = field(default_factory=dict)
    status: str = ""
    retired: str = ""
    notes: tuple[str, ...] = ()
    sets: Mapping[str, tuple[SetDemand, ...]] = field(default_factory=dict)
    columns_only: tuple[str, ...] = ()
    any_role: bool = False
    encodings: tuple[str, ...] = ()
    bom: Literal["refused", "expected", "either"] = "refused"
    blank_lines: Literal["refused", "skipped"] = "skipped"
    suffixes: tuple[str, ...] = ()
    file_letters: str = ""
    one_system: str = ""

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
