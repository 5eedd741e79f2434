"""The text report: the verdict, why, how many examples are left, the findings, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from tuneready.remark import Answer
from tuneready.report import CheckTotals, FindingEntry, Report
from tuneready.reporters._answers import decision
from tuneready.reporters._grouping import alike
from tuneready.reporters._plain import colored_place, joined, place_of, plain
from tuneready.reporters._wording import (
    UNLOOKED,
    by_gravity,
    cost,
    files_of,
    first_to_fix,
    fitting,
    severities,
    stage_words,
    verdict,
)
from tuneready.reporters.style import Style
from tuneready.words import plural

CheckLines = Callable[[str, CheckTotals, list[FindingEntry], Style], Iterable[str]]
VERDICT_LOOKS = {"ready": "green", "not-ready": "red", "not-assessed": "yellow"}
LOOKS = {"error": "red", "warning": "yellow", "info": "cyan"}
_LONG = 40
"""Lines of findings from which the verdict is said once more at the end: it is what a terminal shows."""


def render(report: Report, style: Style) -> str:
    """The report for a person, in lines of the style's width."""
    return joined(blocks(report, style, one_check))


def blocks(report: Report, style: Style, of_check: CheckLines) -> Iterator[Iterable[str]]:
    """The parts of the report, in order; `of_check` says how the findings of a check are told."""
    yield head(report, style)
    yield _reasons(report, style)
    yield _splits(report, style)
    yield _funnel(report, style)
    listed = {name: [*found] for name, found in groupby(sorted(report.findings, key=_check), _check)}
    told = [list(of_check(name, totals, listed.get(name, []), style)) for name, totals in by_gravity(report)]
    yield from told
    yield _remarks(report, style)
    yield decision(report, style)
    yield _next(report, style)
    if sum(map(len, told)) > _LONG:
        yield head(report, style)


def head(report: Report, style: Style) -> Iterator[str]:
    """The verdict and the score."""
    look = "yellow" if report.marginal else VERDICT_LOOKS[report.verdict]
    score = style.paint(f"score {report.score} of 100", "bold")
    yield f"{style.paint(verdict(report).upper(), 'bold', look)}  {style.signs.dot}  {score}"


def _reasons(report: Report, style: Style) -> Iterator[str]:
    signs = style.signs
    sign = {"ready": signs.good, "not-ready": signs.bad, "not-assessed": signs.maybe}[report.verdict]
    for reason in report.reasons:
        yield from style.lines(plain(reason), f"{sign} ", "  ")
    for note in report.notes:
        yield from style.lines(plain(note), f"{signs.dot} ", "  ")


def _splits(report: Report, style: Style) -> Iterator[str]:
    told: list[Mapping[str, str]] = []
    for name, split in report.splits.items():
        facts = f"{split.usable:,} usable of {plural(split.lines, 'line')}"
        shape = ", ".join(word for word in (split.format, split.task) if word and split.examples)
        line = plain(f"{name}: {facts}  {files_of(split.files)}  {shape}".rstrip())
        for part in style.lines(line, f"{style.signs.dot} ", "  "):
            yield style.paint(part, "dim")
        if split.fits and split.fits not in told:
            told.append(split.fits)
            for part in style.lines(plain(fitting(split)), "  ", "  "):
                yield style.paint(part, "dim")


def _funnel(report: Report, style: Style) -> Iterator[str]:
    lines = report.funnel[0].left if report.funnel else 0
    if not lines:
        return
    digits = len(f"{lines:,}")
    words = [plain(stage_words(step)) for step in report.funnel]
    wide = max(24, *map(len, words))
    room = max(10, min(32, style.width - 10 - wide - digits))
    for step, said in zip(report.funnel, words, strict=True):
        if not step.looked:
            yield style.paint(f"{'?':>{digits}} {said:<{wide}} {UNLOOKED}", "dim")
            continue
        full = -(-room * min(step.left, lines) // lines)
        bar = style.signs.bar * full + style.signs.rest * (room - full)
        looks = ("bold",) if step.stage == "usable" else ()
        yield style.paint(f"{step.left:>{digits},} {said:<{wide}} {bar}", *looks)


def _check(finding: FindingEntry) -> str:
    return finding.check


def check_head(name: str, totals: CheckTotals, style: Style) -> list[str]:
    """A check's name and what it found and took; on several lines where one is too narrow."""
    counts, dot = severities(totals), f" {style.signs.dot} "
    wide = len(dot.join([*(words for _, words in counts), *cost(totals)])) + len(plain(name)) + 2
    title = style.paint(plain(name), "bold")
    found = dot.join(style.paint(words, LOOKS[severity]) for severity, words in counts)
    if style.wraps and wide > style.width:
        return [title, f"  {found}", *(f"  {dot.join(cost(totals))}" for _ in cost(totals)[:1])]
    return [f"{title}  {dot.join([found, *cost(totals)])}"]


def one_check(name: str, totals: CheckTotals, found: list[FindingEntry], style: Style) -> Iterator[str]:
    """The findings of a check; those that say the same of several lines of a file are told once."""
    yield from check_head(name, totals, style)
    for group in alike(found):
        place = place_of(group.first.file, group.first.line)
        first, *rest = style.lines(plain(f"{place}: {group.first.message}"), "  ", "      ")
        yield colored_place(first, place, LOOKS[group.first.severity], style)
        yield from rest
        if group.others:
            yield from (style.paint(line, "dim") for line in style.lines(group.also, "      ", "      "))
    yield from more(totals, len(found), style)


def more(totals: CheckTotals, listed: int, style: Style) -> Iterator[str]:
    """How many findings are not listed."""
    left = totals.findings - totals.accepted - listed
    if left > 0:
        yield style.paint(f"  {style.signs.more} and {left:,} more", "dim")


def _remarks(report: Report, style: Style) -> Iterator[str]:
    for remark in report.remarks:
        if not isinstance(remark.picture, Answer):
            about = f"{remark.check}, {remark.split}" if remark.split else remark.check
            for line in style.lines(plain(f"{about}: {remark.message}"), f"{style.signs.dot} ", "  "):
                yield style.paint(line, "dim")


def _next(report: Report, style: Style) -> Iterator[str]:
    """What to do first: the check that takes most, and where to read on."""
    name = first_to_fix(report)
    if name:
        yield style.paint(f"next: tuneready explain {plain(name)}", "bold")
