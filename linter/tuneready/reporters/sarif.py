"""SARIF 2.1.0, within the limits of GitHub's code scanning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tuneready.report import AcceptedEntry, CheckTotals, FindingEntry, Report
from tuneready.reporters._dump import dump
from tuneready.reporters._identity import gravest_first, identified
from tuneready.reporters._wording import HOME, headline
from tuneready.reporters.style import Style

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MOST_RESULTS = 5_000
"""What code scanning shows of a run; it refuses files of more than 25,000."""
_MOST_PLACES = 100
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, style: Style) -> str:
    """One SARIF log of one run."""
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, style)]})


def _run(report: Report, style: Style) -> dict[str, Any]:
    names = list(report.checks)
    pairs = [*identified([*report.findings, *report.accepted])]
    chosen = gravest_first([*report.findings, *report.accepted])[:_MOST_RESULTS]
    kept = {id(finding) for finding in chosen}
    return {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "informationUri": HOME,
                "rules": [_rule(name, totals) for name, totals in report.checks.items()],
            }
        },
        "automationDetails": {"id": f"{report.tool.name}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "the root of the repository"}}},
        "invocations": [_invocation(report)],
        "results": [
            _result(finding, unique, names, style) for finding, unique in pairs if id(finding) in kept
        ],
        "properties": {
            "verdict": report.verdict,
            "score": report.score,
            "found": sum(totals.findings for totals in report.checks.values()),
        },
    }


def _rule(name: str, totals: CheckTotals) -> dict[str, Any]:
    why, fix = totals.why or totals.about, totals.fix or totals.about
    markdown = f"{totals.about}.\n\n## Why it matters\n\n{why}\n\n## How to fix it\n\n{fix}"
    return {
        "id": name,
        "name": "".join(part.title() for part in name.split("-")),
        "shortDescription": {"text": f"{totals.about}."},
        "fullDescription": {"text": f"{totals.about}. {_one_line(why)}"},
        "help": {"text": _one_line(fix), "markdown": markdown},
        "helpUri": totals.page or HOME,
        "defaultConfiguration": {"level": _LEVELS[totals.severity]},
        "properties": {"tags": ["dataset"], "precision": "high"},
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _invocation(report: Report) -> dict[str, Any]:
    problems = [
        {
            "level": "error",
            "message": {"text": f"The check did not run to its end: {totals.problem}."},
            "associatedRule": {"id": name, "index": index},
        }
        for index, (name, totals) in enumerate(report.checks.items())
        if not totals.complete
    ]
    notes = [{"level": "note", "message": {"text": f"{headline(report)}."}}]
    return {"executionSuccessful": not problems, "toolExecutionNotifications": [*problems, *notes]}


def _result(finding: FindingEntry, unique: str, names: list[str], style: Style) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message[:1].upper()}{finding.message[1:]}."},
        "locations": [_location(finding, style)],
        "partialFingerprints": {"primaryLocationLineHash": unique, "tuneready/v1": unique},
    }
    if finding.check in names:
        result["ruleIndex"] = names.index(finding.check)
    if isinstance(finding, AcceptedEntry):
        result["suppressions"] = [{"kind": "external", "justification": finding.reason or finding.by}]
    related = list(_related(finding, style))
    return {**result, "relatedLocations": related} if related else result


def _location(finding: FindingEntry, style: Style) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _place(finding.file, finding.line, style)}
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer, "kind": "value"}]
    return location


def _related(finding: FindingEntry, style: Style) -> Iterator[dict[str, Any]]:
    for number, place in enumerate(finding.related[:_MOST_PLACES]):
        physical = _place(place.file, place.line, style)
        yield {"id": number, "physicalLocation": physical, "message": {"text": place.note or "related"}}


def _place(file: str, line: int, style: Style) -> dict[str, Any]:
    name = style.in_repository(file)
    artifact = {"uri": f"file://{quote(name)}"} if name.startswith("/") else {"uri": quote(name)}
    if not name.startswith("/"):
        artifact["uriBaseId"] = "ROOT"
    return {"artifactLocation": artifact, "region": {"startLine": max(1, line)}}
