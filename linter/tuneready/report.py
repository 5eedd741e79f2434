"""The report: the one document that every output prints. Scripts rely on it; it has a schema version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from math import isfinite
from numbers import Integral, Real
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tuneready import __version__
from tuneready.decision import NAME as DECISION
from tuneready.docs import sections
from tuneready.finding import MOST_RELATED, Finding, Severity
from tuneready.overview import Overview, Task
from tuneready.reading.dataset import Place
from tuneready.remark import Picture, Remark
from tuneready.run import TRAIN, Outcome, Stamped
from tuneready.verdict import Claim, Judgement, VerdictName, costs, funnel, shares
from tuneready.words import printable


def _line(value: object) -> object:
    return printable(value) if isinstance(value, str) else value


def _prose(value: object) -> object:
    return "\n".join(map(printable, value.split("\n"))) if isinstance(value, str) else value


def _inert(value: object) -> object:
    """A value that any JSON writer takes: texts printable, numbers within 64 bits, nothing unknown."""
    if isinstance(value, Mapping):
        return {printable(str(key)): _inert(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_inert(each) for each in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        number = int(value)
        return number if -(2**63) <= number < 2**63 else str(number)
    if isinstance(value, Real):
        return float(value) if isfinite(value) else None
    return printable(value) if isinstance(value, str) else f"a {type(value).__name__}"


def _drawn(picture: object) -> object:
    """A picture with its names printable: labels come from the data."""
    return _inert(asdict(picture)) if is_dataclass(picture) and not isinstance(picture, type) else picture


Line = Annotated[str, BeforeValidator(_line)]
"""Text of one line that no terminal, log or page can be made to misread, whatever a pack puts in."""

Prose = Annotated[str, BeforeValidator(_prose)]
"""The same in several lines: a section of a check's page, in Markdown."""

Data = Annotated[dict[str, Any], BeforeValidator(_inert)]
"""What a check hands on to scripts, its texts printable."""


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tool(_Document):
    """Which tool made the report."""

    name: Line = "tuneready"
    version: Line = __version__


class Split(_Document):
    """Counts of one split: `lines` are not blank, `usable` are the examples that no check faults.

    `fits`: where no target is named, by target why the first examples of the split do not fit it; ""
    where they do.
    """

    files: list[Line]
    lines: int
    blank: int
    examples: int
    usable: int
    format: Line | None
    task: Task
    fits: dict[Line, Line]


class Stage(_Document):
    """A stage of the funnel of the training split, and how many examples are left after it.

    `ran`: how many of the `known` checks of this stage ran to their end; what none of them looked at is
    not known, whatever is left. `parsed` and `fitting` are looked at by the reading itself.
    """

    stage: Line
    left: int
    ran: int
    known: int
    looked: bool


class CheckTotals(_Document):
    """What one check found: totals, whatever is listed.

    `accepted`: how many of these findings do not stand against the dataset, since a baseline accepts them
    or since they were there before. `examples`: how many it makes unusable, in all splits.
    `points`: what it took from the score. `complete`: whether it ran to its end; `problem` says why not.
    `about`, `why` and `fix` are the check's page: what it looks for, why it matters, how to fix it.
    """

    about: Line
    why: Prose
    fix: Prose
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


class RemarkEntry(_Document):
    """What a check, or `decision`, says of a split ("" for all), with what may be drawn of it."""

    check: Line
    split: Line
    message: Line
    picture: Annotated[Picture | None, Field(discriminator="kind"), BeforeValidator(_drawn)]
    data: Data


class Report(_Document):
    """The verdict, the score, and all that led to them.

    `findings` stand against the dataset; `accepted` do not, but their examples are not usable either.
    `notes` say what was accepted, and where the baseline is out of date. `known`: how many checks are
    installed; those that ran are in `checks`.
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
    known: int
    checks: dict[Line, CheckTotals]
    remarks: list[RemarkEntry]
    findings: list[FindingEntry]
    accepted: list[AcceptedEntry]


def build(outcome: Outcome, judgement: Judgement, *, listed: int = 0, notes: Sequence[str] = ()) -> Report:
    """The report of a run. `listed`: findings to list a check, 0 for all (with all their places)."""
    overview = outcome.overview
    places = MOST_RELATED if listed else 0
    shared = shares(outcome.claims(TRAIN))
    return Report(
        target=",".join(target.name for target in overview.targets) or None,
        verdict=judgement.verdict,
        marginal=judgement.marginal,
        score=judgement.score,
        reasons=list(judgement.reasons),
        splits=_splits(outcome),
        funnel=_funnel(outcome, shared),
        known=max(len(outcome.known), len(outcome.checks)),
        checks=_checks(outcome, shared),
        remarks=_remarks(outcome),
        notes=list(notes),
        findings=[
            FindingEntry(**_entry(overview, stamped, places))
            for stamped in _gravest([each for each in outcome.findings if not each.accepted], listed)
        ],
        accepted=[
            AcceptedEntry(**_entry(overview, stamped, places), by=stamped.accepted, reason=stamped.reason)
            for stamped in _gravest([each for each in outcome.findings if each.accepted], listed)
            if stamped.accepted
        ],
    )


def capped(report: Report, listed: int) -> Report:
    """The report with at most so many findings listed for each check; 0 for all. Totals stay as they are."""
    shorter = {
        "findings": _gravest(report.findings, listed),
        "accepted": _gravest(report.accepted, listed),
    }
    return report.model_copy(update=shorter)


def _splits(outcome: Outcome) -> dict[str, Split]:
    return {
        name: Split(
            files=[file.name for file in outcome.overview.dataset.in_split(name)],
            lines=facts.lines,
            blank=facts.blank,
            examples=facts.examples,
            usable=outcome.usable[name],
            format=facts.format,
            task=facts.task,
            fits=dict(facts.fits),
        )
        for name, facts in outcome.overview.splits.items()
    }


def _funnel(outcome: Outcome, shared: Sequence[tuple[Claim, int]]) -> list[Stage]:
    looked, unlooked = outcome.looked(), outcome.unlooked()
    stages = []
    for step in funnel(outcome.counts().lines, shared, unlooked):
        ran, known = looked.get(step.stage, (0, 0))
        seen = step.stage not in unlooked
        stages.append(Stage(stage=step.stage, left=step.left, ran=ran, known=known, looked=seen))
    return stages


def _checks(outcome: Outcome, shared: Sequence[tuple[Claim, int]]) -> dict[str, CheckTotals]:
    counts = outcome.counts()
    taken = {claim.check: count for claim, count in shared}
    points = costs(counts.lines, counts.usable, taken)
    accepted = Counter(each.check for each in outcome.findings if each.accepted)
    totals = {}
    for ready in outcome.checks:
        name = ready.check.name
        tally = outcome.tallies[name]
        page = sections(type(ready.check))
        totals[name] = CheckTotals(
            about=page.summary,
            why=page.why,
            fix=page.fix,
            severity=ready.severity,
            findings=tally.total,
            errors=tally.by_severity[Severity.ERROR],
            warnings=tally.by_severity[Severity.WARNING],
            infos=tally.by_severity[Severity.INFO],
            accepted=accepted[name],
            examples=len(set(tally.unusable)),
            points=points.get(name, 0),
            complete=not tally.failed,
            problem=tally.failed or None,
        )
    return totals


def _remarks(outcome: Outcome) -> list[RemarkEntry]:
    """All remarks: by check, then by split in the dataset's order; last, the six of the decision."""
    splits = ["", *outcome.overview.dataset.splits]
    measured = [
        _remark(ready.check.name, remark)
        for ready in outcome.checks
        for remark in sorted(
            outcome.tallies[ready.check.name].remarks,
            key=lambda remark: (splits.index(remark.split), remark.message),
        )
    ]
    return [*measured, *(_remark(DECISION, remark) for remark in outcome.decision)]


def _remark(check: str, remark: Remark) -> RemarkEntry:
    return RemarkEntry(
        check=check,
        split=remark.split,
        message=remark.message,
        picture=remark.picture,
        data=dict(remark.data),
    )


class _Listed(Protocol):
    @property
    def check(self) -> str: ...
    @property
    def severity(self) -> Severity: ...


_Some = TypeVar("_Some", bound=_Listed)


def _gravest(findings: Sequence[_Some], listed: int) -> list[_Some]:
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


def _entry(overview: Overview, stamped: Stamped, places: int) -> dict[str, Any]:
    finding = stamped.finding
    place = overview.dataset.place
    spoiled = () if stamped.severity is Severity.INFO else finding.unusable
    unusable = spoiled[:places] if places else spoiled
    related = finding.related[:places] if places else finding.related
    return {
        "check": stamped.check,
        "severity": stamped.severity,
        **_place(overview, finding)._asdict(),
        "pointer": finding.pointer,
        "span": finding.span,
        "message": finding.message,
        "fingerprint": stamped.fingerprint,
        "examples": [place(example) for example in unusable],
        "examples_total": len(spoiled),
        "related": [RelatedPlace(**place(other.example)._asdict(), note=other.note) for other in related],
        "related_total": max(finding.related_total, len(finding.related)),
        "data": dict(finding.data),
        "fix": dict(finding.fix) if finding.fix else None,
    }


def _place(overview: Overview, finding: Finding) -> Place:
    return Place(finding.file, 0) if finding.file else overview.dataset.place(finding.at)
