"""JUnit XML: one test case for the verdict and one for each check, as Jenkins reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from tuneready.report import CheckTotals, FindingEntry, Report
from tuneready.reporters._plain import plain
from tuneready.reporters._wording import headline, severities
from tuneready.reporters.style import Style
from tuneready.words import plural

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NOT_XML = re.compile("[\ufffe\uffff]")
"""What is printable and still no character of XML 1.0."""


def render(report: Report, _style: Style) -> str:
    """One test suite: errors are failures; warnings and notes are told and fail nothing."""
    suite = TestSuite(report.tool.name)
    suite.add_testcase(_verdict(report))
    suite.add_testcases([_case(name, totals, report) for name, totals in report.checks.items()])
    suite.update_statistics()  # type: ignore[no-untyped-call]
    document = JUnitXml()
    document.add_testsuite(suite)
    data: bytes = document.tostring()  # type: ignore[no-untyped-call]
    text = data.decode("utf-8")
    return f"{_DECLARATION}\n{text}\n"


def _verdict(report: Report) -> TestCase:
    case = TestCase("verdict", report.tool.name, 0)
    said = _legal("\n".join(report.reasons))
    if report.verdict == "not-ready":
        case.result = [_with(Failure(headline(report), "not-ready"), said)]
    if report.verdict == "not-assessed":
        case.result = [_with(Error(headline(report), "not-assessed"), said)]
    return case


def _case(name: str, totals: CheckTotals, report: Report) -> TestCase:
    case = TestCase(_legal(name), f"{report.tool.name}.{_legal(name)}", 0)
    found = [finding for finding in report.findings if finding.check == name]
    errors = [finding for finding in found if finding.severity == "error"]
    others = [finding for finding in found if finding.severity != "error"]
    if totals.problem:
        message = _legal(f"did not run to its end: {totals.problem}")
        case.result = [_with(Error(message, _legal(name)), message)]
    elif totals.errors:
        message = _legal(f"{plural(totals.errors, 'error')}: {totals.about}")
        listed = "\n".join(_lines(errors, totals.errors))
        case.result = [_with(Failure(message, _legal(name)), listed)]
    if others:
        counts = ", ".join(words for severity, words in severities(totals) if severity != "error")
        case.system_out = "\n".join([counts, *_lines(others, totals.warnings + totals.infos)])
    return case


def _lines(findings: list[FindingEntry], total: int) -> Iterator[str]:
    for finding in findings:
        yield _legal(f"{finding.file}:{finding.line}: {finding.message}")
    if total > len(findings):
        yield f"and {total - len(findings):,} more"


def _legal(text: str) -> str:
    return _NOT_XML.sub(lambda found: f"\\u{ord(found.group()):04x}", plain(text))


def _with(result: Failure | Error, text: str) -> Failure | Error:
    result.text = text
    return result
