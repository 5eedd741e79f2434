"""What a check is: three base classes, for one example, for examples together, and for the totals."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from tuneready.finding import Finding, Severity
from tuneready.remark import Remark

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tuneready.block import Block, Facts
    from tuneready.example import Example
    from tuneready.overview import Overview, Summary

Stage = Literal["parsed", "fitting", "unique", "consistent", "not-leaked", "private", "sound"]
"""The step of the funnel at which a check takes examples away; `sound` is for all that is not named."""

Given = Sequence[Any] | Mapping[str, Sequence[Any]]
"""A dataset in miniature: records (or raw lines, as bytes) of the training split, or of several by name."""


class Check(BaseModel):
    """What all checks share.

    Fields are options: validated, documented, in the config's schema. The docstring is the check's page:
    a summary line, then the sections "Why it matters" and "How to fix it". `name` is the defect in
    kebab-case and the file's name; `good` must be found clean and `bad` must be found, by the harness,
    for the targets that `meant_for` names, where `declared` is what the dataset's owner declares, with
    the options of `shown_with`.
    `by_file`: what it finds in a file is the same whatever other files there are. `sensitive`: it finds
    values that nobody may be able to guess, and names their kind in `data["entity"]`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.WARNING
    stage: ClassVar[Stage] = "sound"
    aliases: ClassVar[tuple[str, ...]] = ()
    by_file: ClassVar[bool] = False
    sensitive: ClassVar[bool] = False
    good: ClassVar[Sequence[Given]]
    bad: ClassVar[Sequence[Given]]
    meant_for: ClassVar[tuple[str, ...]] = ()
    declared: ClassVar[Mapping[str, Any]] = {}
    shown_with: ClassVar[Mapping[str, Any]] = {}

    def masked(self, name: str) -> str:
        """The name of a file without what this check keeps out of reports."""
        return name


class ExampleCheck(Check, ABC):
    """Looks at one example alone."""

    by_file = True

    @abstractmethod
    def find(self, example: Example) -> Iterator[Finding]:
        """What is wrong with this example."""

    def look(self, block: Block) -> Iterator[Finding]:
        """What is wrong in this block; override it where the block's lines or columns tell."""
        for example in block.examples:
            yield from self.find(example)


class Round(ABC):
    """One map over all blocks and one reduce over their facts.

    `map` is pure and may run in any process. Facts are arrays; those of one partition are joined, in
    reading order, before `reduce` sees them. `conclude` sees what all reduces yielded, and answers with
    findings and remarks, or with the next round, which carries what was learned.
    """

    @abstractmethod
    def map(self, block: Block) -> Facts:
        """What this round needs of a block."""

    def wanted(self) -> npt.NDArray[np.int64] | None:
        """Ids, sorted, of the only examples that `map` looks at; None: all. The first round sees all."""
        return None

    @abstractmethod
    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Any]:
        """What the facts of one partition say: findings and remarks, or what the next round needs."""

    def conclude(self, results: Iterable[Any], _overview: Overview) -> Iterable[Finding | Remark] | Round:
        """Findings and remarks, or the next round."""
        return results


class DatasetCheck(Check, Round):
    """Looks at examples together. A check of several rounds is its own first one."""


class SummaryCheck(Check, ABC):
    """Looks at the totals, after all other checks; it makes no example unusable."""

    @abstractmethod
    def judge(self, summary: Summary) -> Iterator[Finding | Remark]:
        """What the totals say."""


def fault(
    example: Example,
    message: str,
    *,
    pointer: str = "",
    detail: str = "",
    usable: bool = False,
    severity: Severity | None = None,
    data: Mapping[str, Any] | None = None,
) -> Finding:
    """A finding on one example. `detail` tells apart two findings of a check on the same example."""
    return Finding(
        at=example.id,
        message=message,
        identity=f"{example.key:016x} {pointer} {detail}",
        pointer=pointer,
        unusable=() if usable else (example.id,),
        severity=severity,
        data=data or {},
    )
