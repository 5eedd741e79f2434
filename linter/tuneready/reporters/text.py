"""The text report: the verdict, why, how many examples are left, the findings, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from tuneready.remark import Answer
from tuneready.report import CheckTotals, FindingEntry, Report
from tuneready.reporters.style import Style
from tuneready.verdict import COUNT
from tuneready.words import inert, plural

_VERDICTS = {
    "ready": ("READY", "green"),
    "not-ready": ("NOT READY", "red"),
    "not-assessed": ("NOT ASSESSED", "yellow"),
}
_STAGES = {
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
_LOOKS = {"error": "red", "warning": "yellow", "info": "cyan"}
_SEVERITIES = ("error", "warning", "info")
_FAR = ("needs ", "retired, ")
"""How reasons begin that nobody is waiting for: those of targets that read other formats, or are no more."""
_SHOWN = 2
_LONG = 30
"""Findings from which the verdict is said once more at the end: it is what a terminal shows."""


def render(report: Report, style: Style) -> str:
    """The report for a person, in lines of the style's width."""
    blocks: list[Iterable[str]] = [_head(report, style), _reasons(report, style), _funnel(report, style)]
    blocks += _findings(report, style)
    blocks += [_remarks(report, style), _next(report)]
    if len(report.findings) > _LONG:
        blocks.append(_head(report, style))
    return "\n\n".join("\n".join(map(inert, lines)) for lines in map(list, blocks) if lines) + "\n"


def _head(report: Report, style: Style) -> Iterator[str]:
    word, look = _VERDICTS[report.verdict]
    if report.marginal:
        word, look = "READY, MARGINAL", "yellow"
    score = f"score {report.score} of 100"
    yield f"{style.paint(word, 'bold', look)}  {style.signs.dot}  {style.paint(score, 'bold')}"


def _reasons(report: Report, style: Style) -> Iterator[str]:
    signs = style.signs
    first: Mapping[str, str] = {}
    sign = {"ready": signs.good, "not-ready": signs.bad, "not-assessed": signs.maybe}[report.verdict]
    for reason in report.reasons:
        yield from style.lines(reason, f"{sign} ", "  ")
    for note in report.notes:
        yield from style.lines(note, f"{signs.dot} ", "  ")
    for name, split in report.splits.items():
        files = split.files[0] if len(split.files) == 1 else plural(len(split.files), "file")
        facts = f"{split.usable:,} usable of {plural(split.lines, 'line')}"
        shape = ", ".join(word for word in (split.format, split.task) if word and split.examples)
        for line in style.lines(f"{name}: {facts}  {files}  {shape}".rstrip(), f"{signs.dot} ", "  "):
            yield style.paint(line, "dim")
        if split.fits and split.fits != first:
            yield from _fits(split.fits, style)
            first = first or split.fits


def _fits(fits: Mapping[str, str], style: Style) -> Iterator[str]:
    """Which targets the split fits, and why it does not fit some of the others."""
    good = ", ".join(name for name, reason in fits.items() if not reason) or "no target"
    bad = sorted((name for name in fits if fits[name]), key=lambda name: _distance(fits[name]))
    told = [f"{name} ({fits[name]})" for name in bad[:_SHOWN]]
    if len(bad) > _SHOWN:
        told.append(plural(len(bad) - _SHOWN, "other"))
    for line in style.lines(f"fits {good}" + (f"; not {', '.join(told)}" if told else ""), "  ", "  "):
        yield style.paint(line, "dim")


def _distance(reason: str) -> int:
    """How far a target is from the split: it refuses some examples, reads other formats, is no more."""
    return next((rank for rank, start in enumerate(_FAR, start=1) if reason.startswith(start)), 0)


def _funnel(report: Report, style: Style) -> Iterator[str]:
    lines = report.funnel[0].left
    if not lines:
        return
    digits = len(f"{lines:,}")
    room = max(10, min(32, style.width - 34 - digits))
    for step in report.funnel:
        full = -(-room * step.left // lines)
        bar = style.signs.bar * full + style.signs.rest * (room - full)
        looks = ("bold",) if step.stage == "usable" else ()
        yield style.paint(f"{step.left:>{digits},} {_STAGES[step.stage]:<24} {bar}", *looks)


def _findings(report: Report, style: Style) -> Iterator[Iterable[str]]:
    """A block of lines for each check, those with the gravest findings first."""
    by_check = {name: list(group) for name, group in groupby(sorted(report.findings, key=_name), _name)}
    totals = sorted(report.checks.items(), key=lambda item: _gravity(item[1]))
    for name, total in totals:
        if name in by_check:
            yield _one_check(name, total, by_check[name], style)


def _name(finding: FindingEntry) -> str:
    return finding.check


def _gravity(totals: CheckTotals) -> tuple[int, int, int, int]:
    return (-bool(totals.errors), -bool(totals.warnings), -totals.examples, -totals.findings)


def _one_check(name: str, totals: CheckTotals, listed: list[FindingEntry], style: Style) -> Iterator[str]:
    yield f"{style.paint(name, 'bold')}  {_counts(totals, style)}"
    for finding in sorted(listed, key=lambda finding: _SEVERITIES.index(finding.severity)):
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        first, *rest = style.lines(f"{place}: {finding.message}", "  ", "      ")
        yield first.replace(place, style.paint(place, _LOOKS[finding.severity]), 1)
        yield from rest
    more = totals.findings - totals.accepted - len(listed)
    if more:
        yield style.paint(f"  {style.signs.more} and {more:,} more", "dim")


def _remarks(report: Report, style: Style) -> Iterator[str]:
    for remark in report.remarks:
        if not isinstance(remark.picture, Answer):
            about = f"{remark.check}, {remark.split}" if remark.split else remark.check
            for line in style.lines(f"{about}: {remark.message}", f"{style.signs.dot} ", "  "):
                yield style.paint(line, "dim")


def _counts(totals: CheckTotals, style: Style) -> str:
    parts = [
        style.paint(plural(count, word), _LOOKS[look])
        for count, word, look in (
            (totals.errors, "error", "error"),
            (totals.warnings, "warning", "warning"),
            (totals.infos, "note", "info"),
        )
        if count
    ]
    if totals.accepted:
        parts.append(f"{totals.accepted:,} accepted")
    if totals.examples:
        parts.append(f"{totals.examples:,} unusable")
    if totals.points:
        parts.append(f"{plural(totals.points, 'point')} lost")
    return f" {style.signs.dot} ".join(parts)


def _next(report: Report) -> Iterator[str]:
    """What to do first: the check that takes most, and where to read on."""
    faulted = [
        (name, totals)
        for name, totals in report.checks.items()
        if totals.errors + totals.warnings > totals.accepted
    ]
    if not faulted:
        return
    name, _ = min(faulted, key=lambda item: (item[0] == COUNT, -item[1].points, _gravity(item[1]), item[0]))
    yield f"next: tuneready explain {name}"
