"""Limits that others set: annotations a step, the size of a comment and of a summary, results of a run."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from pictures import with_pictures

from tuneready.report import Report
from tuneready.reporters import REPORTERS, render
from tuneready.reporters.style import Style

STYLE = Style(here="/repo/data", root="/repo")
CHECKS = [f"check-{number}" for number in range(15)]


def report(findings: int, checks: int = 15, message: str = "is wrong") -> Report:
    """A report with so many errors, shared out among checks; each on a line of its own."""
    names = CHECKS[:checks]
    found = Counter(names[n % checks] for n in range(findings))
    none = {
        "about": "It is wrong",
        "why": "So.",
        "fix": "Mend it.",
        "severity": "error",
        "complete": True,
        "problem": None,
    }
    return Report.model_validate(
        {
            "verdict": "not-ready", "marginal": False, "score": 1, "reasons": [f"{n:,} errors" for n in [findings]],
            "splits": {"train": {"files": ["train.jsonl"], "lines": findings, "blank": 0, "examples": findings, "usable": 0, "format": "text", "task": "generation", "fits": {}}},
            "funnel": [{"stage": "lines", "left": findings}, {"stage": "usable", "left": 0}],
            "checks": {
                name: {**none, "findings": found[name], "errors": found[name], "warnings": 0, "infos": 0, "accepted": 0, "examples": found[name], "points": 1}
                for name in names
            },
            "remarks": [],
            "notes": [],
            "accepted": [],
            "findings": [
                {
                    "check": names[n % checks], "severity": "error", "file": "train.jsonl", "line": n + 1, "pointer": "", "span": None,
                    "message": f"{message} {n}", "fingerprint": f"{n:016x}", "examples": [], "examples_total": 0, "related": [],
                    "related_total": 0, "data": {}, "fix": None,
                }
                for n in range(findings)
            ],
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def huge() -> Report:
    return report(100_000, message="<b>|`@#*_[x](y) " * 4)


def test_ten_annotations_of_a_kind_and_then_a_count() -> None:
    few = render("github", report(9, checks=2), STYLE).splitlines()
    assert len(few) == 10
    assert not any("more" in line for line in few)
    many = render("github", report(1000, checks=15), STYLE).splitlines()
    assert len(many) == 10
    assert many[0].startswith("::error title=tuneready%3A not ready%3A score 1 of 100::1,000 errors")
    assert many[1].startswith(
        "::error file=data/train.jsonl,line=1,title=check-0::is wrong 0 (+66 more of check-0)"
    )
    assert many[-1] == "::error title=tuneready::+464 more, of 7 checks that are not shown here"


def test_a_comment_and_a_summary_stay_in_their_limits(huge: Report) -> None:
    """A comment may have 65,536 characters; a summary 1 MiB."""
    text = render("markdown", huge, STYLE, 0)
    assert 50_000 < len(text.encode()) < 62_000
    assert "100,000 findings" in text
    assert "more" in text.splitlines()[-3]


def test_code_scanning_takes_the_log(huge: Report) -> None:
    run = json.loads(render("sarif", huge, STYLE, 0))["runs"][0]
    assert len(run["results"]) == 5_000
    assert run["properties"]["found"] == 100_000
    assert {len(result.get("relatedLocations", [])) <= 100 for result in run["results"]} == {True}


def test_no_page_grows_with_the_findings(huge: Report) -> None:
    assert len(render("html", with_pictures(huge), STYLE, 0).encode()) < 600_000


def test_each_report_lists_as_many_as_it_says() -> None:
    found = report(1_200, checks=1)
    text = render("concise", found, STYLE)
    assert text.count("is wrong") == REPORTERS["concise"].listed == 1_000
    assert "… 200 more of check-0" in text
    assert render("concise", found, STYLE, 5).count("is wrong") == 5
    assert render("text", found, STYLE).count("is wrong") == REPORTERS["text"].listed
    assert render("text", found, STYLE, 0).count("is wrong") == 1_200


def test_findings_that_say_the_same_are_told_once() -> None:
    parts = report(6, checks=1).model_dump()
    for finding, line in zip(parts["findings"], (3, 4, 5, 9, 12, 11), strict=True):
        finding.update(message="is wrong", line=line)
    text = render("text", Report.model_validate(parts), STYLE)
    assert "  train.jsonl:3: is wrong\n      and at 5 more lines: 4-5, 9, 11-12\n" in text


def test_places_are_named_from_the_root_of_the_repository() -> None:
    style = Style(here="/repo/data", root="/repo")
    assert style.in_repository("train.jsonl") == "data/train.jsonl"
    assert style.in_repository("../x.jsonl") == "x.jsonl"
    assert style.in_repository("/repo/a b/x.jsonl") == "a b/x.jsonl"
    assert style.in_repository("/elsewhere/x.jsonl") == "/elsewhere/x.jsonl"
    assert style.in_repository("../../x.jsonl") == "../../x.jsonl"
    assert Style().in_repository("x.jsonl") == "x.jsonl"
