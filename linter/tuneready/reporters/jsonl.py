"""The JSON report in lines: the report without its findings first, then a line a finding."""

from __future__ import annotations

from tuneready.report import Report
from tuneready.reporters._dump import dump
from tuneready.reporters.style import Style


def render(report: Report, _style: Style) -> str:
    """JSON objects, one a line; `type` says which kind it is."""
    head = {"type": "report", **report.model_dump(mode="json", exclude={"findings"})}
    findings = ({"type": "finding", **finding.model_dump(mode="json")} for finding in report.findings)
    return "".join(dump(line, indent=False) for line in (head, *findings))
