"""Reviewdog Diagnostic Format: comments where a pull request changes a line."""

from __future__ import annotations

from typing import Any

from tuneready.report import FindingEntry, Report
from tuneready.reporters._dump import dump
from tuneready.reporters._wording import HOME
from tuneready.reporters.style import Style

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, style: Style) -> str:
    """One DiagnosticResult."""
    return dump(
        {
            "source": {"name": report.tool.name, "url": HOME},
            "severity": "ERROR" if report.verdict == "not-ready" else "WARNING",
            "diagnostics": [
                _diagnostic(finding, _page(report, finding.check), style) for finding in report.findings
            ],
        }
    )


def _page(report: Report, check: str) -> str:
    totals = report.checks.get(check)
    return (totals and totals.page) or HOME


def _diagnostic(finding: FindingEntry, page: str, style: Style) -> dict[str, Any]:
    return {
        "message": finding.message,
        "location": _location(finding.file, finding.line, style),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.check, "url": page},
    }


def _location(file: str, line: int, style: Style) -> dict[str, Any]:
    path = style.in_repository(file)
    return {"path": path, "range": {"start": {"line": line}}} if line else {"path": path}
