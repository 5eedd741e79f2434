"""Annotations of GitHub Actions: a runner shows ten of a kind a step, so the weightiest come first."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.report import CheckTotals, FindingEntry, Report
from tuneready.reporters._wording import by_gravity, headline
from tuneready.reporters.style import Style
from tuneready.words import plural

_MOST = 10
_LONGEST = 4_000
"""Characters of a message; a runner cuts it at 4,096."""
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, style: Style) -> str:
    """Workflow commands, one a line."""
    lines = list(_verdict(report))
    for severity, command in _COMMANDS.items():
        used = sum(line.startswith(f"::{command} ") for line in lines)
        lines += _of_severity(report, severity, _MOST - used, style)
    return "".join(f"{line}\n" for line in lines)


def _verdict(report: Report) -> Iterator[str]:
    kind = {"ready": "notice", "not-ready": "error", "not-assessed": "error"}[report.verdict]
    title = _property(f"tuneready: {headline(report)}")
    yield f"::{kind} title={title}::{_data('; '.join(report.reasons))}"


def _of_severity(report: Report, severity: str, room: int, style: Style) -> Iterator[str]:
    """One annotation a finding where there is room for all, else one a check."""
    found = [finding for finding in report.findings if finding.severity == severity]
    totals = {name: count for name, each in by_gravity(report) if (count := _count(each, severity))}
    if sum(totals.values()) <= room and len(found) == sum(totals.values()):
        for finding in found:
            yield _annotation(finding, finding.message, style)
        return
    first = {finding.check: finding for finding in reversed(found)}
    shown = [name for name in totals if name in first]
    fitting = shown if len(shown) <= room else shown[: room - 1]
    for name in fitting:
        more = f" (+{totals[name] - 1:,} more of {name})" if totals[name] > 1 else ""
        yield _annotation(first[name], first[name].message + more, style)
    left = sum(totals.values()) - sum(totals[name] for name in fitting)
    if left and len(fitting) < room:
        checks = plural(len(totals) - len(fitting), "check")
        yield f"::{_COMMANDS[severity]} title=tuneready::+{left:,} more, of {checks} that are not shown here"


def _count(totals: CheckTotals, severity: str) -> int:
    return {"error": totals.errors, "warning": totals.warnings, "info": totals.infos}[severity]


def _annotation(finding: FindingEntry, message: str, style: Style) -> str:
    place = [f"file={_property(style.in_repository(finding.file))}"]
    if finding.line:
        place.append(f"line={finding.line}")
    place.append(f"title={_property(finding.check)}")
    return f"::{_COMMANDS[finding.severity]} {','.join(place)}::{_data(message)}"


def _data(text: str) -> str:
    """Text as a runner decodes it again; the sign of an older kind of command is broken up."""
    cut = (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…").replace("##[", "#_[")
    return cut.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
