"""The Markdown report: a pull-request comment or a job's summary, short enough for both by construction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tuneready.report import FindingEntry, Report
from tuneready.reporters._identity import gravest_first
from tuneready.reporters._wording import UNLOOKED, by_gravity, first_to_fix, stage_words, verdict
from tuneready.reporters.style import Style
from tuneready.words import plural

_LONGEST = 60_000
"""Bytes; a comment may have 65,536 characters, a job summary 1 MiB."""
_MOST_ROWS = 30
_WIDEST = 200
_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#!|~@:&$^]|^[+=-]|(?<=www)\.")
_REFERENCES = frozenset("<>&:|`.")
"""Signs for which a backslash would not do: links and raw HTML are made by these."""
_PINGS = frozenset("@#")
"""Signs that would call a person or an issue; a comment behind them stops it."""
_ICONS = {"ready": "✅", "not-ready": "❌", "not-assessed": "⚠️"}
_BAR = 20


def render(report: Report, style: Style) -> str:
    """Verdict, reasons, splits, funnel, checks; then findings, as many as there is room for."""
    parts = [
        _head(report),
        _reasons(report),
        _funnel(report),
        _splits(report),
        _checks(report),
        _next(report),
    ]
    text = "\n\n".join(part for part in parts if part)
    return text + _findings(report, style, _LONGEST - len(text.encode())) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown and HTML leave as it is, cut to a bearable length."""
    words = text.strip()
    cut = words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…"
    return _SIGNS.sub(_harmless, cut)


def _harmless(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in _PINGS:
        return f"&#{ord(sign)};<!-- -->"
    return f"&#{ord(sign)};" if sign in _REFERENCES else f"\\{sign}"


def code(text: str) -> str:
    """Text in a fixed width; not by backticks, which a text may hold."""
    return f"<code>{escaped(text)}</code>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head, rows = list(head), [list(row) for row in rows]
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows[:_MOST_ROWS]]
    more = f"\n\n… and {len(rows) - _MOST_ROWS:,} more" if len(rows) > _MOST_ROWS else ""
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + more


def _head(report: Report) -> str:
    icon = "⚠️" if report.marginal else _ICONS[report.verdict]
    return f"## {icon} tuneready: {verdict(report)}, score {report.score} of 100"


def _reasons(report: Report) -> str:
    said = [*report.reasons, *report.notes]
    lines = [f"- {escaped(each)}" for each in said[:_MOST_ROWS]]
    if len(said) > _MOST_ROWS:
        lines.append(f"- and {len(said) - _MOST_ROWS:,} more")
    return "\n".join(lines)


def _funnel(report: Report) -> str:
    lines = report.funnel[0].left if report.funnel else 0
    if not lines:
        return ""
    rows = []
    for step in report.funnel:
        words = escaped(stage_words(step))
        if not step.looked:
            rows.append([words, "?", UNLOOKED])
            continue
        full = -(-_BAR * min(step.left, lines) // lines)
        bar = "█" * full + "░" * (_BAR - full)
        rows.append(
            [f"**{words}**" if step.stage == "usable" else words, f"{step.left:,}", f"<code>{bar}</code>"]
        )
    return _table(["training lines that", "left", ""], rows)


def _splits(report: Report) -> str:
    rows = [
        [
            escaped(name),
            f"{split.lines:,}",
            f"{split.examples:,}",
            f"{split.usable:,}",
            escaped(split.format or ""),
        ]
        for name, split in report.splits.items()
    ]
    return _table(["split", "lines", "examples", "usable", "format"], rows) if rows else ""


def _checks(report: Report) -> str:
    rows = [
        [
            code(name),
            *(
                f"{number:,}" if number else ""
                for number in (totals.errors, totals.warnings, totals.infos, totals.examples, totals.points)
            ),
        ]
        for name, totals in by_gravity(report)
    ]
    head = ["check", "errors", "warnings", "notes", "unusable", "points lost"]
    return _table(head, rows) if rows else "No findings."


def _next(report: Report) -> str:
    name = first_to_fix(report)
    return f"Next: {code(f'tuneready explain {name}')}" if name else ""


def _findings(report: Report, style: Style, room: int) -> str:
    """The findings, foldable, the gravest first; what does not fit into `room` bytes is counted."""
    total = sum(totals.findings for totals in report.checks.values())
    lines = list(_fitting((_line(finding, style) for finding in gravest_first(report.findings)), room - 400))
    if not lines:
        return ""
    left = f"\n- … and {total - len(lines):,} more" if total > len(lines) else ""
    listed = "\n".join(lines)
    return f"\n\n<details>\n<summary>{plural(total, 'finding')}</summary>\n\n{listed}{left}\n\n</details>"


def _fitting(lines: Iterable[str], room: int) -> Iterator[str]:
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            return
        yield line


def _line(finding: FindingEntry, style: Style) -> str:
    file = style.in_repository(finding.file)
    place = f"{file}:{finding.line}" if finding.line else file
    return f"- {finding.severity} {code(place)} {escaped(finding.message)} ({escaped(finding.check)})"
