"""Reports whose every text tries to be something else: what all reporters must bear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any, get_args

from hypothesis import strategies as st

from tuneready.check import Stage
from tuneready.finding import Severity
from tuneready.remark import Answer, Bars, Histogram, Matrix, Picture
from tuneready.report import Report

PIECES = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script>", "</style>", "<!--", "-->", "]]>",
    "&lt;", "&", '"', "'", "`", "```", "|", "\\", "[x](https://evil.example)", "![x](http://evil.example/x.png)",
    "https://evil.example", "www.evil.example", "@everyone", "#1", "javascript:alert(1)", "{{7*7}}", "{% raw %}",
    "[/foo]", "[bold]", "\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\r", "\n", "\t", "\x00", "\x7f", "\u202e", "\u2066",
    "\u2028", "\ufeff", "\ud800", "\udcff", "\ufffe", "\uffff", "\n::error::x", "::error file=x::y", "##[group]x",
    "##vso[task.setvariable]x", "%0A", "%", ",", ":", "=cmd", "- x", "# x", "1. x", "    x", "../..", "/etc/passwd",
    "data/train.jsonl", "ä", "日本", "a", "0", " ",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join) | st.text(max_size=5)
numbers = st.sampled_from([0, 1, 2, 10, 100, 12_345, 10**9])


@dataclass
class _Ink:
    """Texts and numbers, handed out in turn: few draws make a whole report."""

    texts: Iterator[str]
    numbers: Iterator[int]

    def text(self) -> str:
        return next(self.texts)

    def number(self) -> int:
        return next(self.numbers)


def _pictures(ink: _Ink) -> list[Picture | None]:
    heights = tuple(ink.number() for _ in range(4))
    cells = tuple(tuple(ink.number() for _ in range(2)) for _ in range(2))
    bars = tuple((ink.text(), ink.number()) for _ in range(3))
    return [
        None,
        Histogram(unit=ink.text(), edges=(0.0, 1.0, 2.5, 4.0, 8.0), counts=heights),
        Bars(of=ink.text(), bars=bars),
        Matrix(of=ink.text(), rows=(ink.text(), ink.text()), columns=(ink.text(), ink.text()), cells=cells),
        Answer(question=ink.text(), answer="partly", grounds="declared"),
    ]


def _finding(ink: _Ink, check: str, severity: Severity) -> dict[str, Any]:
    return {
        "check": check,
        "severity": severity,
        "file": ink.text(),
        "line": ink.number(),
        "pointer": ink.text(),
        "span": (ink.number(), ink.number()),
        "message": ink.text(),
        "fingerprint": ink.text(),
        "examples": [(ink.text(), ink.number())],
        "examples_total": ink.number(),
        "related": [{"file": ink.text(), "line": ink.number(), "note": ink.text()}],
        "related_total": ink.number(),
        "data": {ink.text(): [ink.text(), {ink.text(): 2**70}, float("nan"), object]},
        "fix": None,
    }


def _totals(ink: _Ink, severity: Severity) -> dict[str, Any]:
    errors, warnings, infos = ink.number(), ink.number(), ink.number()
    return {
        **{part: ink.text() for part in ("about", "why", "fix", "page")},
        "severity": severity,
        "errors": errors,
        "warnings": warnings,
        "infos": infos,
        "findings": errors + warnings + infos,
        "accepted": ink.number() % 3,
        "examples": ink.number(),
        "points": ink.number(),
        "complete": severity != "error",
        "problem": ink.text() if severity == "error" else None,
    }


def _split(ink: _Ink) -> dict[str, Any]:
    counts = {part: ink.number() for part in ("lines", "blank", "examples", "usable")}
    return {
        **counts,
        "files": [ink.text()],
        "format": ink.text(),
        "task": "generation",
        "fits": {ink.text(): ink.text(), ink.text(): ""},
        "lengths": _pictures(ink)[1] if counts["lines"] else None,
    }


def _stage(ink: _Ink, stage: str) -> dict[str, Any]:
    ran = ink.number() % 3
    return {"stage": stage, "left": ink.number(), "ran": ran, "known": 2, "looked": ran > 0}


def _report(words: list[str], sizes: list[int], verdict: str, marginal: bool) -> Report:
    ink = _Ink(cycle(words), cycle(sizes))
    checks = [ink.text(), ink.text(), "exact-duplicate"]
    stages = [ink.text(), *get_args(Stage)[:2], "usable"]
    pictures = _pictures(ink)
    remarks: list[dict[str, Any]] = [
        {"check": ink.text(), "split": ink.text(), "message": ink.text(), "picture": picture, "data": {}}
        for picture in pictures
    ]
    return Report.model_validate(
        {
            "verdict": verdict,
            "marginal": marginal,
            "score": 7,
            "reasons": [ink.text(), ink.text()],
            "splits": {ink.text(): _split(ink) for _ in range(2)},
            "known": ink.number(),
            "funnel": [_stage(ink, stage) for stage in stages],
            "checks": {name: _totals(ink, each) for name, each in zip(checks, Severity, strict=True)},
            "remarks": remarks,
            "notes": [ink.text()],
            "accepted": [
                {**_finding(ink, checks[0], Severity.ERROR), "by": "baseline", "reason": ink.text()}
            ],
            "findings": [_finding(ink, name, each) for name in checks for each in Severity],
        }
    )


reports = st.builds(
    _report,
    st.lists(texts, min_size=5, max_size=13),
    st.lists(numbers, min_size=3, max_size=7),
    st.sampled_from(["ready", "not-ready", "not-assessed"]),
    st.booleans(),
)
"""Any report: its texts are hostile, its numbers need not add up."""
