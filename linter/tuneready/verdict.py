"""From counts to a verdict; pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from tuneready.check import Stage
from tuneready.words import plural

ENOUGH = 100
"""Usable examples from which a dataset is ready without reserve (OpenAI: clear gains from 50 to 100)."""

COUNT = "too-few-examples"
"""The check that words what the verdict itself counts; points lost to size are told under its name."""

VerdictName = Literal["ready", "not-ready", "not-assessed"]


@dataclass(frozen=True)
class Judgement:
    """The verdict, why, and the exit code that says the same."""

    verdict: VerdictName
    marginal: bool
    score: int
    reasons: tuple[str, ...]
    exit_code: int


@dataclass(frozen=True)
class Counts:
    """What a verdict is made of.

    `lines`, `usable`: of the training split. `errors`: how many findings of severity error each check
    has. `failed`: why a check did not run to its end, by check. `unread`: files that were not read, with
    the remedy. `read`: lines read in all splits. `warnings`: as `errors`. `accepted`: errors that are left
    out of `errors` since a baseline accepts them, or since they were there before. `ran`, `known`: checks
    that ran, and that are installed. `unlooked`: stages of the funnel that none of them looked at. `open`:
    questions of the decision without a good answer.
    """

    lines: int
    usable: int
    errors: Mapping[str, int]
    failed: Mapping[str, str]
    unread: Sequence[str]
    read: int
    open: Sequence[str] = ()
    warnings: Mapping[str, int] = field(default_factory=dict)
    accepted: int = 0
    ran: int = 0
    known: int = 0
    unlooked: Sequence[str] = ()


@dataclass(frozen=True)
class Demands:
    """What is asked of a dataset: see the configuration's keys of these names."""

    minimum: int = 50
    strict: bool = False
    fail_on: Literal["error", "warning"] = "error"
    min_score: int = 0
    allow_empty: bool = False


def score(usable: int, lines: int) -> int:
    """0 to 100: the share of lines that are usable, less where fewer than 100 are; rounded down.

    >>> score(100, 100), score(871, 1000), score(60, 60), score(0, 0)
    (100, 87, 60, 0)
    """
    if not lines:
        return 0
    return 100 * usable * min(usable, ENOUGH) // (lines * ENOUGH)


def judge(counts: Counts, demands: Demands) -> Judgement:
    """The verdict: when in doubt not assessed, never ready."""
    points = score(counts.usable, counts.lines)
    doubts = _doubts(counts)
    if doubts:
        code = _code(counts, allow_empty=demands.allow_empty)
        return Judgement("not-assessed", marginal=False, score=points, reasons=doubts, exit_code=code)
    against = _against(counts, demands, points)
    marginal = not against and counts.usable < ENOUGH
    if demands.strict and not against:
        against = _against_strictly(counts, marginal=marginal)
    if against:
        return Judgement("not-ready", marginal=False, score=points, reasons=against, exit_code=1)
    return Judgement("ready", marginal=marginal, score=points, reasons=_for(counts, marginal), exit_code=0)


def _doubts(counts: Counts) -> tuple[str, ...]:
    failed = [f"check {name} did not run to its end: {why}" for name, why in sorted(counts.failed.items())]
    nothing = ["nothing was read: no records were found; name the files to read"] if _empty(counts) else []
    return (*failed, *counts.unread, *nothing)


def _empty(counts: Counts) -> bool:
    return not counts.read and not counts.unread


def _code(counts: Counts, *, allow_empty: bool) -> int:
    if counts.failed:
        return 2
    return 0 if allow_empty and _empty(counts) else 3


def _against(counts: Counts, demands: Demands, points: int) -> tuple[str, ...]:
    few = []
    if not counts.lines:
        few = ["there is no training split: name it with --split train=PATH"]
    elif counts.usable < demands.minimum:
        few = [f"{plural(counts.usable, 'usable training example')}: at least {demands.minimum} are needed"]
    low = [f"score {points}: at least {demands.min_score} is asked for"] if points < demands.min_score else []
    found = {"error": counts.errors, **({"warning": counts.warnings} if demands.fail_on == "warning" else {})}
    standing = [
        f"{plural(count, severity)} of {name}"
        for severity, by_check in found.items()
        for name, count in sorted(by_check.items())
        if count and name != COUNT
    ]
    return (*few, *low, *standing)


def _against_strictly(counts: Counts, *, marginal: bool) -> tuple[str, ...]:
    few = f"{plural(counts.usable, 'usable example')}: marginal, and --strict asks for {ENOUGH}"
    unsettled = f"--strict asks for an answer: {' '.join(counts.open)}"
    return (*((few,) if marginal else ()), *((unsettled,) if counts.open else ()))


def _for(counts: Counts, marginal: bool) -> tuple[str, ...]:
    usable = plural(counts.usable, "usable training example")
    but = f" but {counts.accepted:,} accepted" if counts.accepted else ""
    some = f" ({counts.ran} of {plural(counts.known, 'check')} ran)" if counts.ran < counts.known else ""
    if marginal:
        short = f"{ENOUGH - counts.usable} short of the {ENOUGH} that are advised"
        return (f"{usable}: enough to start, {short}{some}",)
    return (f"{usable}, and no errors{but}{some}",)


@dataclass(frozen=True)
class Step:
    """A stage of the funnel, and how many examples are left after it."""

    stage: str
    left: int


@dataclass(frozen=True)
class Claim:
    """The lines that one check takes away, by id, and the stage of the funnel where it does.

    `more`: further lines that have no ids, since one fault of their file takes them all.
    """

    check: str
    stage: Stage
    lines: frozenset[int]
    more: int = 0


def shares(claims: Iterable[Claim]) -> list[tuple[Claim, int]]:
    """Each claim with the number of lines that it takes before any other: first by stage, then by name."""
    order = get_args(Stage)
    gone: set[int] = set()
    shared = []
    for claim in sorted(claims, key=lambda claim: (order.index(claim.stage), claim.check)):
        shared.append((claim, len(claim.lines - gone) + claim.more))
        gone |= claim.lines
    return shared


def funnel(
    lines: int, shared: Iterable[tuple[Claim, int]], unlooked: Collection[str] = ()
) -> tuple[Step, ...]:
    """From lines to usable examples; a line is taken away once, at the first stage that claims it.

    `unlooked`: stages that no check looked at; they are told too.
    """
    taken = dict.fromkeys(get_args(Stage), 0)
    for claim, count in shared:
        taken[claim.stage] += count
    steps = [Step("lines", lines)]
    for stage, count in taken.items():
        if stage != "sound" or count or stage in unlooked:
            steps.append(Step(stage, steps[-1].left - count))
    return (*steps, Step("usable", steps[-1].left))


def costs(lines: int, usable: int, taken: Mapping[str, int]) -> dict[str, int]:
    """How many of the 100 points each check took, by name; with COUNT they sum to 100 - score.

    `taken`: how many lines each check takes before any other. Points are shared out by largest
    remainder, so that whole numbers add up.
    """
    if not lines:
        return {}
    exact = {name: 100 * count / lines for name, count in taken.items() if count}
    quality = 100 * usable / lines
    exact[COUNT] = quality - quality * min(usable, ENOUGH) / ENOUGH
    whole = {name: int(points) for name, points in exact.items()}
    missing = 100 - score(usable, lines) - sum(whole.values())
    for name in sorted(exact, key=lambda name: (whole[name] - exact[name], name))[:missing]:
        whole[name] += 1
    return {name: points for name, points in whole.items() if points}
