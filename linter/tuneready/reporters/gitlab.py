"""GitLab code quality: an array of findings, each with a fingerprint of its own."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from tuneready.report import FindingEntry, Report
from tuneready.reporters._dump import dump
from tuneready.reporters._identity import identified
from tuneready.reporters.style import Style

_SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def render(report: Report, style: Style) -> str:
    """One JSON array."""
    return dump([_entry(finding, unique, style) for finding, unique in identified(report.findings)])


def _entry(finding: FindingEntry, unique: str, style: Style) -> dict[str, Any]:
    return {
        "description": finding.message,
        "check_name": finding.check,
        "fingerprint": sha256(unique.encode()).hexdigest(),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": style.in_repository(finding.file),
            "lines": {"begin": max(1, finding.line)},
        },
    }
