"""A remark: what a check measured and wants said, although nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Counts over intervals: `counts[i]` values lie from `edges[i]` to below `edges[i + 1]`, in `unit`.

    The last interval holds its upper edge too.
    """

    unit: str
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    kind: Literal["histogram"] = "histogram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Counts by name, in the order in which they are to be shown; `of` says what is counted."""

    of: str
    bars: tuple[tuple[str, int], ...]
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Counts by two names: `cells[row][column]`; `of` says what is counted."""

    of: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to a question about the dataset as a whole, and what it rests on."""

    question: str
    answer: Literal["yes", "no", "partly", "unanswered"]
    grounds: Literal["measured", "declared", "none"]
    kind: Literal["answer"] = "answer"


Picture = Histogram | Bars | Matrix | Answer
"""What a report may draw beside a remark's message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One statement about a split ("" for the dataset as a whole).

    It takes nothing from score or verdict, and no example becomes unusable by it. `picture` is what
    reports may draw; `data` is for scripts. Never hold a value that may be personal data.
    """

    message: str
    split: str = ""
    picture: Picture | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
