"""Words that several reports share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuneready.report import CheckTotals, Report, Split, Stage
from tuneready.targets.fit import BROKEN
from tuneready.verdict import COUNT
from tuneready.words import plural

HOME = "https://github.com/tuneready/tuneready"
VERDICTS = {"ready": "ready", "not-ready": "not ready", "not-assessed": "not assessed"}
STAGES = {
    "lines": "lines",
    "parsed": "are JSON records",
    "fitting": "fit their format",
    "unique": "are unique",
    "consistent": "agree with each other",
    "not-leaked": "stand in no other split",
    "private": "hold no personal data",
    "sound": "pass the other checks",
    "usable": "usable",
}
BY_READING = frozenset({"parsed", "fitting"})
"""Stages that need no check: what does not parse, or fits no format, is no example."""
UNLOOKED = "not looked at"


def verdict(report: Report) -> str:
    """The verdict in words; where whole stages of the funnel were not looked at, by what it is one."""
    words = "ready, marginal" if report.marginal else VERDICTS[report.verdict]
    if report.verdict == "ready" and not all(stage.looked for stage in report.funnel):
        return f"{words} by {len(report.checks)} of {plural(report.known, 'check')}"
    return words


def stage_words(stage: Stage) -> str:
    """What is true of the examples that are left at a stage, and by how many checks if not by all."""
    words = STAGES.get(stage.stage, stage.stage)
    some = stage.looked and stage.stage not in BY_READING and stage.ran < stage.known
    return f"{words} ({stage.ran} of {stage.known} checks)" if some else words


def headline(report: Report) -> str:
    """Verdict and score in one line."""
    return f"{verdict(report)}: score {report.score} of 100"


def by_gravity(report: Report) -> list[tuple[str, CheckTotals]]:
    """The checks that found something, those with the gravest findings first."""
    found = [(name, totals) for name, totals in report.checks.items() if totals.findings]
    return sorted(found, key=lambda item: gravity(item[1]))


def gravity(totals: CheckTotals) -> tuple[int, int, int, int]:
    """Sort key: errors before warnings, then by examples and findings."""
    return (-bool(totals.errors), -bool(totals.warnings), -totals.examples, -totals.findings)


def severities(totals: CheckTotals) -> list[tuple[str, str]]:
    """Counts in words, each with its severity; what there is none of is left out."""
    counts = (
        ("error", totals.errors, "error"),
        ("warning", totals.warnings, "warning"),
        ("info", totals.infos, "note"),
    )
    return [(severity, plural(count, word)) for severity, count, word in counts if count]


def cost(totals: CheckTotals) -> list[str]:
    """What a check takes away, in words."""
    parts = [f"{totals.accepted:,} accepted"] if totals.accepted else []
    parts += [f"{totals.examples:,} unusable"] if totals.examples else []
    return [*parts, f"{plural(totals.points, 'point')} lost"] if totals.points else parts


def first_to_fix(report: Report) -> str:
    """The check that takes most, where there is one to fix; "" else."""
    checks: Mapping[str, CheckTotals] = report.checks
    faulted = [
        (name, totals) for name, totals in checks.items() if totals.errors + totals.warnings > totals.accepted
    ]
    if not faulted:
        return ""
    return min(faulted, key=lambda item: (item[0] == COUNT, -item[1].points, gravity(item[1]), item[0]))[0]


def files_of(files: Sequence[str]) -> str:
    """The file's name, or how many there are."""
    return files[0] if len(files) == 1 else plural(len(files), "file")


_FAR = ("needs ", "retired, ")
"""How reasons begin that nobody is waiting for: those of targets that read other formats, or are no more."""
_SHOWN = 2


def fitting(split: Split) -> str:
    """Which targets the split fits, and why it does not fit the nearest others; "" where nobody asked."""
    fits = split.fits
    if not fits:
        return ""
    mended = {name: reason for name, reason in fits.items() if reason.endswith(BROKEN)}
    good = ", ".join(mended or (name for name, reason in fits.items() if not reason)) or "no target"
    if mended:
        lines = next(iter(mended.values())).removesuffix(BROKEN)
        good += f" once {lines} {'is' if lines.startswith('1 ') else 'are'} mended"
    bad = sorted(
        (name for name in fits if fits[name] and name not in mended), key=lambda name: _distance(fits[name])
    )
    told = [f"{name} ({fits[name]})" for name in bad[:_SHOWN]]
    if len(bad) > _SHOWN:
        told.append(plural(len(bad) - _SHOWN, "other"))
    return f"{'would fit' if mended else 'fits'} {good}" + (f"; not {', '.join(told)}" if told else "")


def _distance(reason: str) -> int:
    """How far a target is from the split: it refuses some examples, reads other formats, is no more."""
    return next((rank for rank, start in enumerate(_FAR, start=1) if reason.startswith(start)), 0)
