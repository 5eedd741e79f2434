"""Reporters: one file each, a report in, the text of one output out. The table below is what --report offers.

A reporter is imported when it is asked for: what it needs (templates, XML) costs no other run anything.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tuneready.report import Report
    from tuneready.reporters.style import Style


class Output(NamedTuple):
    """What a reporter writes, and how many findings a check it lists where nobody asks for more."""

    about: str
    listed: int = 1_000


REPORTERS = {
    "text": Output("for a person: verdict, funnel, findings by check", 20),
    "concise": Output("a line a finding: path:line: fact [check]"),
    "full": Output("as text, with every place and how to fix it", 100),
    "statistics": Output("a table of the checks: what each found and took", 100),
    "json": Output("one document, with a published schema", 10_000),
    "jsonl": Output("the same, a line a finding", 10_000),
    "sarif": Output("SARIF 2.1.0, for code scanning", 5_000),
    "junit": Output("JUnit XML, a test case a check", 100),
    "github": Output("annotations of GitHub Actions", 100),
    "gitlab": Output("GitLab code quality"),
    "rdjson": Output("Reviewdog Diagnostic Format"),
    "markdown": Output("a pull-request comment or a job summary", 100),
    "html": Output("a page to look at, in one file", 100),
}


def render(name: str, report: Report, style: Style, listed: int | None = None) -> str:
    """The report as this reporter writes it. `listed`: findings to list a check, 0 for all."""
    from tuneready.report import capped

    most = REPORTERS[name].listed if listed is None else listed
    reporter = import_module(f"tuneready.reporters.{name}")
    text: str = reporter.render(capped(report, most), style)
    return text
