"""The report: the one document that every output prints. Scripts rely on it; it has a schema version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tuneready import __version__
from tuneready.finding import MOST_RELATED, Finding, Severity
from tuneready.overview import Overview, Task
from tuneready.reading.dataset import Place
from tuneready.remark import Picture
from tuneready.run import TRAIN, Outcome, Stamped
from tuneready.verdict import Claim, Judgement, VerdictName, costs, funnel, shares


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tool(_Document):
    """Which tool made the report."""

    name: str = "tuneready"
    version: str = __version__


class Split(_Document):
    """Counts of one split: `lines` are not blank, `usable` are the examples that no check faults.

    `fits`: where no target is named, by target why the first examples of the split do not fit it; ""
    where they do.
    """

    files: list[str]
    lines: int
    blank: int
    examples: int
    usable: int
    format: str | None
    task: Task
    fits: dict[str, str]


class Stage(_Document):
    """A stage of the funnel of the training split, and how many examples are left after it."""

    stage: str
    left: int


class CheckTotals(_Document):
    """What one check found: totals, whatever is listed.

    `accepted`: how many of these findings do not stand against the dataset, since a baseline accepts them
    or since they were there before. `examples`: how many it makes unusable, in all splits.
    `points`: what it took from the score. `complete`: whether it ran to its end; `problem` says why not.
    """

    severity: Severity
    findings: int
    errors: int
    warnings: int
    infos: int
    accepted: int
    examples: int
    points: int
    complete: bool
    problem: str | None


class RelatedPlace(_Document):
    """Another place that belongs to a finding."""

    file: str
    line: int
    note: str


class FindingEntry(_Document):
    """One finding. `line` 0 is the file as a whole; `span` counts characters in the text at `pointer`."""

    check: str
    severity: Severity
    file: str
    line: int
    pointer: str
    span: tuple[int, int] | None
    message: str
    fingerprint: str
    examples: list[Place] = Field(description="[file, line] of the examples that it makes unusable")
    examples_total: int
    related: list[RelatedPlace]
    related_total: int
    data: dict[str, Any]
    fix: dict[str, Any] | None


class AcceptedEntry(FindingEntry):
    """A finding that does not stand against the dataset: a baseline accepts it, or it was there before."""

    by: Literal["baseline", "before"]
    reason: str


class RemarkEntry(_Document):
    """What a check measured of a split ("" for all), with what may be drawn of it."""

    check: str
    split: str
    message: str
    picture: Picture | None = Field(discriminator="kind")
    data: dict[str, Any]


class Report(_Document):
    """The verdict, the score, and all that led to them.

    `findings` stand against the dataset; `accepted` do not, but their examples are not usable either.
    `notes` say what was accepted, and where the baseline is out of date.
    """

    schema_version: Literal["1"] = "1"
    tool: Tool = Tool()
    target: str | None = None
    verdict: VerdictName
    marginal: bool
    score: int = Field(ge=0, le=100)
    reasons: list[str]
    notes: list[str]
    splits: dict[str, Split]
    funnel: list[Stage]
    checks: dict[str, CheckTotals]
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
        checks=_checks(outcome, shared),
        remarks=_remarks(outcome),
        notes=list(notes),
        findings=[
            FindingEntry(**_entry(overview, stamped, places))
            for stamped in _capped([each for each in outcome.findings if not each.accepted], listed)
        ],
        accepted=[
            AcceptedEntry(**_entry(overview, stamped, places), by=stamped.accepted, reason=stamped.reason)
            for stamped in _capped([each for each in outcome.findings if each.accepted], listed)
            if stamped.accepted
        ],
    )


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
    steps = funnel(outcome.counts().lines, shared)
    return [Stage(stage=step.stage, left=step.left) for step in steps]


def _checks(outcome: Outcome, shared: Sequence[tuple[Claim, int]]) -> dict[str, CheckTotals]:
    counts = outcome.counts()
    taken = {claim.check: count for claim, count in shared}
    points = costs(counts.lines, counts.usable, taken)
    accepted = Counter(each.check for each in outcome.findings if each.accepted)
    totals = {}
    for ready in outcome.checks:
        name = ready.check.name
        tally = outcome.tallies[name]
        totals[name] = CheckTotals(
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
    """All remarks: by check, then by split in the dataset's order."""
    splits = ["", *outcome.overview.dataset.splits]
    return [
        RemarkEntry(
            check=ready.check.name,
            split=remark.split,
            message=remark.message,
            picture=remark.picture,
            data=dict(remark.data),
        )
        for ready in outcome.checks
        for remark in sorted(
            outcome.tallies[ready.check.name].remarks,
            key=lambda remark: (splits.index(remark.split), remark.message),
        )
    ]


def _capped(findings: Sequence[Stamped], listed: int) -> list[Stamped]:
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
