"""The text reports: golden at three widths, and for every other view of the same report."""

from __future__ import annotations

import doctest
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pictures import with_pictures
from support import KEY, ROOT, command

from tuneready.report import Report
from tuneready.reporters import _drawing, _grouping, _plain, _prose, render
from tuneready.reporters.style import ASCII, UNICODE, Style

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def report() -> Report:
    done = subprocess.run(
        [command(), "check", "spoiled_tickets", "--report", "json"],
        cwd=ROOT / "examples",
        env={"TUNEREADY_KEY": KEY},
        capture_output=True,
        check=False,
    )
    return with_pictures(Report.model_validate_json(done.stdout))


@pytest.mark.parametrize("width", [60, 80, 200])
def test_text_is_as_expected_at_every_width(
    report: Report, golden: Callable[[Path, str], None], width: int
) -> None:
    text = render("text", report, Style(width=width, wraps=True), 6)
    golden(GOLDEN / f"text-{width}.txt", text)
    long = [line for line in text.splitlines() if len(line) > width]
    assert all(".jsonl" in line and " " not in line.strip() for line in long)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("concise", "txt"), ("full", "txt"), ("statistics", "txt"), ("markdown", "md"), ("github", "txt")],
)
def test_other_views_are_as_expected(
    report: Report, golden: Callable[[Path, str], None], name: str, ending: str
) -> None:
    golden(GOLDEN / f"{name}.{ending}", render(name, report, Style(here="/r/examples", root="/r"), 6))


def test_signs_and_colours_change_no_word(report: Report) -> None:
    plain = render("text", report, Style(width=80))
    colored = render("text", report, Style(color=True, width=80))
    assert colored != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
    words = str.maketrans(dict.fromkeys("".join(set("".join(vars(UNICODE).values()))), " "))
    ascii_ = render("text", report, Style(signs=ASCII, width=80))
    assert len(ascii_.splitlines()) == len(plain.splitlines())
    assert not set(ascii_) & set("█░✓✗·")
    assert "NOT READY" in plain.translate(words)


def test_each_place_is_what_a_terminal_makes_a_link(report: Report) -> None:
    lines = render("concise", report, Style()).splitlines()
    findings = [line for line in lines if line.endswith("]")]
    assert len(findings) == len(report.findings)
    assert all(re.match(r"[^\s:]+\.jsonl(:\d+)?: \S.* \[[a-z-]+\]$", line) for line in findings)


def test_the_verdict_comes_again_after_long_lists(report: Report) -> None:
    head = f"NOT READY  ·  score {report.score} of 100"
    few = report.model_copy(update={"checks": dict([*report.checks.items()][:3])})
    assert render("text", few, Style(), 1).count(head) == 1
    assert render("text", report, Style()).count(head) == 2


@pytest.mark.parametrize("module", [_drawing, _grouping, _plain, _prose])
def test_examples_in_docstrings(module: object) -> None:
    tested = doctest.testmod(module)  # type: ignore[arg-type]
    assert (tested.failed, tested.attempted > 0) == (0, True)
