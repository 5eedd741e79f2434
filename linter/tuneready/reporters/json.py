"""The JSON report: the document itself; scripts rely on it."""

from __future__ import annotations

from tuneready.report import Report
from tuneready.reporters._dump import dump
from tuneready.reporters.style import Style


def render(report: Report, _style: Style) -> str:
    """One JSON document, indented, with a final newline."""
    return dump(report.model_dump(mode="json"))
