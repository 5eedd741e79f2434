"""The report: the one document that every output prints. Scripts rely on it; it has a schema version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Literal, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from tuneready import __version__
from tuneready.finding import Severity
from tuneready.inert import Data, Line, Prose, drawn
from tuneready.overview import Task
from tuneready.remark import Histogram, Picture
from tuneready.verdict import VerdictName


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tool(_Document):
    """Which tool made the report."""

    name: Line = "tuneready"
    version: Line = __version__


class Split(_Document):
    """Counts of one split: `lines` are not blank, `usable` are the examples that no check faults.

    `fits`: where no target is named, by target why the first examples of the split do not fit it; ""
    where they do. `lengths`: how many examples are so long, in characters.
    """

    files: list[Line]
    lines: int
    blank: int
    examples: int
    usable: int
    format: Line | None
    task: Task
    fits: dict[Line, Line]
    lengths: Annotated[Histogram | None, BeforeValidator(drawn)] = None


class Stage(_Document):
    """A stage of the funnel of the training split, and how many examples are left after it.

    `ran`: how many of the `known` checks of this stage ran to their end; what none of them looked at is
    not known, whatever is left. `parsed` and `fitting` are looked at by the reading itself.
    """

    stage: Line
    left: int
    ran: int = 0
    known: int = 0
    looked: bool = True


class CheckTotals(_Document):
    """What one check found: totals, whatever is listed.

    `accepted`: how many of these findings do not stand against the dataset, since a baseline accepts them
    or since they were there before. `examples`: how many it makes unusable, in all splits.
    `points`: what it took from the score. `complete`: whether it ran to its end; `problem` says why not.
    `about`, `why` and `fix` are the check's page: what it looks for, why it matters, how to fix it;
    `page` is where it can be read, or "".
    """

    about: Line
    why: Prose
    fix: Prose
    page: Line = ""
    severity: Severity
    findings: int
    errors: int
    warnings: int
    infos: int
    accepted: int
    examples: int
    points: int
    complete: bool
    problem: Line | None


class RelatedPlace(_Document):
    """Another place that belongs to a finding."""

    file: Line
    line: int
    note: Line


class FindingEntry(_Document):
    """One finding. `line` 0 is the file as a whole; `span` counts characters in the text at `pointer`."""

    check: Line
    severity: Severity
    file: Line
    line: int = Field(ge=0)
    pointer: Line
    span: tuple[int, int] | None
    message: Line
    fingerprint: Line
    examples: list[tuple[Line, int]] = Field(
        description="[file, line] of the examples that it makes unusable"
    )
    examples_total: int
    related: list[RelatedPlace]
    related_total: int
    data: Data
    fix: Data | None


class AcceptedEntry(FindingEntry):
    """A finding that does not stand against the dataset: a baseline accepts it, or it was there before."""

    by: Literal["baseline", "before"]
    reason: Line


class OutlinePiece(_Document):
    """Some of a text, its letters and digits masked; `marked` is what a finding is about."""

    text: Line
    marked: bool


class OutlinedTurn(_Document):
    """What one side says, in outline."""

    role: Line
    pieces: list[OutlinePiece]


class WorstLine(_Document):
    """One of the lines that most is wrong with."""

    file: Line
    line: int
    findings: list[FindingEntry]
    turns: list[OutlinedTurn]


class RemarkEntry(_Document):
    """What a check, or `decision`, says of a split ("" for all), with what may be drawn of it."""

    check: Line
    split: Line
    message: Line
    picture: Annotated[Picture | None, Field(discriminator="kind"), BeforeValidator(drawn)]
    data: Data


class Report(_Document):
    """The verdict, the score, and all that led to them.

    `findings` stand against the dataset; `accepted` do not, but their examples are not usable either.
    `notes` say what was accepted, and where the baseline is out of date. `known`: how many checks are
    installed; those that ran are in `checks`. `worst` is for pages to look at, not for scripts.
    """

    schema_version: Literal["1"] = "1"
    tool: Tool = Tool()
    target: Line | None = None
    verdict: VerdictName
    marginal: bool
    score: int = Field(ge=0, le=100)
    reasons: list[Line]
    notes: list[Line]
    splits: dict[Line, Split]
    funnel: list[Stage]
    known: int = 0
    checks: dict[Line, CheckTotals]
    remarks: list[RemarkEntry]
    findings: list[FindingEntry]
    accepted: list[AcceptedEntry]
    worst: SkipJsonSchema[list[WorstLine]] = Field([], exclude=True)


def capped(report: Report, listed: int) -> Report:
    """The report with at most so many findings listed for each check; 0 for all. Totals stay as they are."""
    shorter = {
        "findings": gravest(report.findings, listed),
        "accepted": gravest(report.accepted, listed),
    }
    return report.model_copy(update=shorter)


class _Listed(Protocol):
    @property
    def check(self) -> str: ...
    @property
    def severity(self) -> Severity: ...


_Some = TypeVar("_Some", bound=_Listed)


def gravest(findings: Sequence[_Some], listed: int) -> list[_Some]:
    """Of each check at most `listed` findings, the gravest and then the first; still in their order."""
    if not listed:
        return list(findings)
    seen: Counter[str] = Counter()
    chosen: set[int] = set()
    grave = list(Severity)
    for index in sorted(range(len(findings)), key=lambda index: grave.index(findings[index].severity)):
        check = findings[index].check
        seen[check] += 1
        if seen[check] <= listed:
            chosen.add(index)
    return [findings[index] for index in sorted(chosen)]
