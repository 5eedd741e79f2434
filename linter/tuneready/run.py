"""From checks and a dataset to findings, stamped and in one order, with what they add up to."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal

from tuneready.check import Stage, SummaryCheck
from tuneready.copies import settle
from tuneready.decision import answers, open_questions
from tuneready.engines import local
from tuneready.engines.tally import Examined, Tally, guarded
from tuneready.engines.tasks import RANGE_BYTES, Plan
from tuneready.engines.watch import Watch, unwatched
from tuneready.engines.work import Work
from tuneready.example import LINE_BITS, LINE_MASK
from tuneready.finding import Finding, Severity
from tuneready.framing import Framing
from tuneready.overview import Overview, Said, Summary, version
from tuneready.reading.dataset import Dataset
from tuneready.reading.sources import check_unchanged, state_of
from tuneready.registry import Ready
from tuneready.remark import Remark
from tuneready.verdict import Claim, Counts
from tuneready.versions import Version, changes

TRAIN = "train"


@dataclass(frozen=True)
class Stamped:
    """A finding with the name of its check, its severity, and the fingerprint of what it is about.

    `accepted`: why it does not stand against the dataset: "baseline", or "before" (it is not new).
    """

    check: str
    severity: Severity
    fingerprint: str
    finding: Finding
    accepted: Literal["", "baseline", "before"] = ""
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a run found: findings in reading order, a tally for each check, and the dataset's totals.

    `decision`: six answers. `known`: the checks that are installed, with their stages.
    """

    overview: Overview
    checks: tuple[Ready, ...]
    tallies: dict[str, Tally]
    findings: tuple[Stamped, ...]
    usable: dict[str, int]
    decision: tuple[Remark, ...]
    known: Mapping[str, Stage] = field(default_factory=dict)

    def version(self, name: str) -> Version:
        """The dataset as a version that a later run is to be compared with."""
        return version(name, self.overview, _said(self.tallies))

    def counts(self) -> Counts:
        """What the verdict is made of."""
        splits = self.overview.splits
        return Counts(
            lines=splits[TRAIN].lines if TRAIN in splits else 0,
            usable=self.usable.get(TRAIN, 0),
            errors=self._standing(Severity.ERROR),
            failed={name: tally.failed for name, tally in self.tallies.items() if tally.failed},
            unread=[f"{unread.name}: {unread.message}" for unread in self.overview.dataset.unread],
            read=sum(facts.lines for facts in splits.values()),
            open=open_questions(self.decision),
            warnings=self._standing(Severity.WARNING),
            accepted=sum(1 for each in self.findings if each.accepted and each.severity is Severity.ERROR),
            ran=len(self.checks),
            known=len(self.known),
            unlooked=self.unlooked(),
        )

    def looked(self) -> dict[str, tuple[int, int]]:
        """By stage of the funnel, how many of its checks ran to their end, and how many are installed."""
        installed = {ready.check.name: ready.check.stage for ready in self.checks} | dict(self.known)
        there = Counter(installed.values())
        ran = Counter(ready.check.stage for ready in self.checks if not self.tallies[ready.check.name].failed)
        return {stage: (ran[stage], there[stage]) for stage in there}

    def unlooked(self) -> tuple[str, ...]:
        """The stages of the funnel that no check looked at, although one is installed that would."""
        own = {"parsed", "fitting"}  # the reading itself looks at these
        return tuple(stage for stage, (ran, _) in self.looked().items() if not ran and stage not in own)

    def _standing(self, severity: Severity) -> dict[str, int]:
        """How many findings of this severity each check has that nothing accepts."""
        accepted = Counter(
            each.check for each in self.findings if each.accepted and each.severity is severity
        )
        return {name: tally.by_severity[severity] - accepted[name] for name, tally in self.tallies.items()}

    def claims(self, split: str) -> list[Claim]:
        """The lines of a split that each check takes away, and what else never became an example."""
        overview = self.overview
        claims = [self._claim(ready, split) for ready in self.checks]
        unread = sum(overview.unreadable.get(file.number, 0) for file in overview.dataset.in_split(split))
        told = sum(claim.more for claim in claims)
        return [
            *claims,
            Claim("~unreadable", "parsed", _within(overview, split, overview.lost), unread - told),
            Claim("~unfit", "fitting", _within(overview, split, overview.unfit)),
        ]

    def _claim(self, ready: Ready, split: str) -> Claim:
        """What one check takes away; a line 0 that it names stands for all unreadable lines of the file."""
        name = ready.check.name
        ids = _within(self.overview, split, self.tallies[name].unusable)
        files = {example >> LINE_BITS for example in ids if not example & LINE_MASK}
        more = sum(self.overview.unreadable.get(number, 0) for number in files)
        lines = frozenset(example for example in ids if example & LINE_MASK)
        return Claim(name, ready.check.stage, lines, more)


def _not_told(_notice: str) -> None:
    """Where nobody is to be told."""


@dataclass(frozen=True)
class Settings:
    """How to run.

    `framing`: of records. `minimum`: usable examples that are needed. `keep`: findings to keep a check,
    0 for all. `jobs`: processes at most; of `range_bytes` is what each takes at a time. `notice` is told
    what does not go as asked for, and does no harm. `known`: the checks that are installed, with their
    stages. `previous`: the version that the dataset is to be compared with.
    """

    framing: Framing = field(default_factory=Framing)
    minimum: int = 50
    keep: int = 0
    jobs: int = 1
    range_bytes: int = RANGE_BYTES
    watch: Watch = unwatched
    notice: Callable[[str], None] = _not_told
    known: Mapping[str, Stage] = field(default_factory=dict)
    previous: Version | None = None


def run(dataset: Dataset, checks: Sequence[Ready], settings: Settings) -> Outcome:
    """Run the checks over the dataset. Raises ReadingError where a file cannot be read to its end."""
    before = [state_of(file.path, file.name) for file in dataset.files]
    expected = settings.framing.expected(dataset)
    tallies = {ready.check.name: _tally(ready, dataset, settings.keep) for ready in checks}
    every = [ready.check for ready in checks]
    work = Work(dataset, settings.framing, expected, every, tallies, settings.watch, settings.notice)
    examined = _examine(work, settings)
    for file, state in zip(dataset.files, before, strict=True):
        check_unchanged(file.path, file.name, state)  # between rounds too: else half of each is judged
    settle(tallies.values())
    usable = {split: _usable(examined.overview, tallies.values(), split) for split in dataset.splits}
    summary = Summary(
        examined.overview,
        usable,
        settings.minimum,
        settings.framing.declaration,
        _said(tallies),
        frozenset(settings.known.values()) - {ready.check.stage for ready in checks},
    )
    for ready in checks:
        if isinstance(ready.check, SummaryCheck):
            tally = tallies[ready.check.name]
            with guarded(tally):
                tally.add(ready.check.judge(summary))
    said = _said(tallies)
    past = settings.previous
    shift = changes(past, version("", examined.overview, said)) if past else None
    decision = answers(replace(summary, said=said, changes=shift))
    stamped = sorted(_stamp(tallies, settings.framing.secret), key=_order)
    return Outcome(
        examined.overview, tuple(checks), tallies, tuple(stamped), usable, decision, settings.known
    )


def _said(tallies: Mapping[str, Tally]) -> dict[str, Said]:
    return {
        name: Said(
            findings=tally.total,
            errors=tally.by_severity[Severity.ERROR],
            warnings=tally.by_severity[Severity.WARNING],
            examples=len(set(tally.unusable)),
            remarks=tuple(tally.remarks),
        )
        for name, tally in tallies.items()
        if not tally.failed
    }


def _tally(ready: Ready, dataset: Dataset, keep: int) -> Tally:
    """An empty tally; only a check with levels of its own in some place asks for that place."""
    placed = ready.levels.on(dataset) if ready.levels and ready.levels.places else None
    return Tally(ready.severity, keep, placed=placed)


def _examine(work: Work, settings: Settings) -> Examined:
    """What the checks say, from the engine that suits; each says the same."""
    plan = Plan(work.dataset, settings.range_bytes)
    jobs = plan.count(settings.jobs) if settings.jobs > 1 else 1
    if jobs > 1:
        from tuneready.engines import processes

        return processes.examine(work, plan, jobs)
    return local.examine(work.dataset, work.blocks, work.checks, work.tallies, work.framing.targets)


def _usable(overview: Overview, tallies: Iterable[Tally], split: str) -> int:
    """Examples of a split that no check faults."""
    gone: set[int] = set()
    for tally in tallies:
        gone.update(example for example in tally.unusable if example & LINE_MASK)
    gone -= overview.lost | overview.unfit
    return overview.splits[split].examples - len(_within(overview, split, gone))


def _within(overview: Overview, split: str, ids: Iterable[int]) -> frozenset[int]:
    return frozenset(example for example in ids if overview.dataset.split_of(example) == split)


def _stamp(tallies: dict[str, Tally], secret: bytes) -> Iterator[Stamped]:
    for name, tally in tallies.items():
        for finding in tally.findings:
            severity = tally.severity_of(finding)
            if severity is not None:
                yield Stamped(name, severity, fingerprint(secret, name, finding.identity), finding)


def fingerprint(secret: bytes, check: str, identity: str) -> str:
    """What a finding is about, as a hash that nobody can undo who has not the secret."""
    about = f"{check}\0{identity}".encode("utf-8", "surrogatepass")
    return hmac.new(secret, about, sha256).hexdigest()[:16]


def _order(stamped: Stamped) -> tuple[int, str, str, str, str]:
    finding = stamped.finding
    return finding.at, finding.pointer, stamped.check, finding.message, stamped.fingerprint
