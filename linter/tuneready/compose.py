"""From what a run found, and how it is judged, to the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tuneready.decision import NAME as DECISION
from tuneready.docs import address, sections
from tuneready.finding import MOST_RELATED, Finding, Severity
from tuneready.overview import Overview
from tuneready.reading.dataset import Place
from tuneready.registry import Ready
from tuneready.remark import Bars, Remark
from tuneready.report import (
    AcceptedEntry,
    CheckTotals,
    FindingEntry,
    RelatedPlace,
    RemarkEntry,
    Report,
    Split,
    Stage,
    gravest,
)
from tuneready.run import TRAIN, Outcome, Stamped
from tuneready.verdict import Claim, Judgement, costs, funnel, shares


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
            for stamped in gravest([each for each in outcome.findings if not each.accepted], listed)
        ],
        accepted=[
            AcceptedEntry(**_entry(overview, stamped, places), by=stamped.accepted, reason=stamped.reason)
            for stamped in gravest([each for each in outcome.findings if each.accepted], listed)
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
            lengths=facts.lengths,
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
            page=address(type(ready.check)),
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
            [*outcome.tallies[ready.check.name].remarks, *_clusters(outcome, ready)],
            key=lambda remark: (splits.index(remark.split), remark.message),
        )
    ]
    return [*measured, *(_remark(DECISION, remark) for remark in outcome.decision)]


_FEW = 3
_SIZES = ((2, "2 examples"), (5, "3 to 5"), (20, "6 to 20"), (100, "21 to 100"))


def _clusters(outcome: Outcome, ready: Ready) -> Iterator[Remark]:
    """How large the clusters are that a check of duplicates finds, where it has not drawn them itself."""
    tally = outcome.tallies[ready.check.name]
    if ready.check.stage != "unique" or any(remark.picture for remark in tally.remarks):
        return
    sizes = [size for each in tally.findings if isinstance(size := each.data.get("size"), int)]
    if len(sizes) < _FEW:
        return
    some = "" if len(sizes) == tally.total else f"of {tally.total:,}, the first "
    counts = Counter(next((words for most, words in _SIZES if size <= most), "more") for size in sizes)
    bars = [(words, counts[words]) for words in (*(words for _, words in _SIZES), "more") if counts[words]]
    yield Remark(
        message=f"{some}{len(sizes):,} clusters of {sum(sizes):,} examples",
        picture=Bars(of="clusters, by size", bars=tuple(bars)),
    )


def _remark(check: str, remark: Remark) -> RemarkEntry:
    return RemarkEntry(
        check=check,
        split=remark.split,
        message=remark.message,
        picture=remark.picture,
        data=dict(remark.data),
    )


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
