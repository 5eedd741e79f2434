"""The HTML report in a real browser: headless Chromium, with and without scripts, wide and narrow."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pictures import with_pictures
from support import ROOT, command

from tuneready.report import Report
from tuneready.reporters import render
from tuneready.reporters.style import Style

CHROMIUM = (
    os.environ.get("TUNEREADY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed (apt-get install chromium)"
)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def report() -> Report:
    done = subprocess.run(
        [command(), "check", "spoiled_tickets", "--report", "json"],
        cwd=ROOT / "examples",
        capture_output=True,
        check=False,
    )
    return with_pictures(Report.model_validate_json(done.stdout))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as api:
        chromium = api.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, report: Report, tmp_path: Path) -> Iterator[Open]:  # noqa: ANN401 — playwright has no light types
    """Open the report; whatever goes wrong in there fails the test."""
    path = tmp_path / "report.html"
    path.write_text(render("html", report, Style()), encoding="utf-8")
    wrong: list[str] = []
    contexts = []

    def open_(width: int = 1280, *, script: bool = True, scheme: str = "light") -> Any:  # noqa: ANN401
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, color_scheme=scheme
        )
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", lambda said: wrong.append(said.text))
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on(
            "request", lambda request: wrong.append(request.url) if request.url != path.as_uri() else None
        )
        opened.goto(path.as_uri())
        return opened

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def shown(page: Any) -> int:  # noqa: ANN401
    """How many lines of findings can be seen."""
    visible: int = page.locator("[data-severity]:visible").count()
    return visible


def test_it_says_the_verdict_and_asks_for_nothing(page: Open, report: Report) -> None:
    opened = page()
    assert opened.title() == f"Not ready, {report.score} of 100: tuneready report"
    assert opened.get_by_role("heading", level=1).inner_text() == "Not ready"
    assert opened.get_by_role("img", name=f"Score: {report.score} of 100").count() == 1
    assert opened.get_by_role("img", name="Histogram of tokens").count() == 1


def test_filters_show_what_is_asked_for(page: Open) -> None:
    opened = page()
    everything = shown(opened)
    opened.get_by_label("Check").select_option("personal-data")
    some = shown(opened)
    assert 0 < some < everything
    assert opened.locator("section.part:visible").count() == 1
    assert opened.locator("output").inner_text() == f"{some} shown"
    opened.get_by_label("Severity").select_option("warning")
    assert 0 < shown(opened) < some
    assert opened.locator("[data-severity=error]:visible").count() == 0
    opened.get_by_role("button", name="Clear").click()
    assert shown(opened) == everything
    opened.get_by_label("File").select_option("spoiled_tickets/data/validation.jsonl")
    assert 0 < shown(opened) < everything
    assert opened.locator("[data-file$='train.jsonl']:visible").count() == 0


def test_without_scripts_everything_is_there(page: Open) -> None:
    with_script, without = page(), page(script=False)
    assert shown(without) == shown(with_script) > 40
    assert without.locator("#filter").is_hidden()
    assert without.locator("main").inner_text().count("train.jsonl") > 40
    without.get_by_text("Why it matters, and how to fix it").first.click()
    assert without.get_by_text("How to fix it", exact=True).first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_width_needs_scrolling_sideways(page: Open, width: int, scheme: str) -> None:
    opened = page(width, scheme=scheme)
    for details in opened.locator("details").all():
        details.evaluate("details => details.open = true")
    assert opened.evaluate("document.documentElement.scrollWidth") == width


def test_dark_and_light_are_two_pages(page: Open) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page(scheme="light").evaluate(ground) == "rgb(246, 246, 243)"
    assert page(scheme="dark").evaluate(ground) == "rgb(16, 18, 22)"


def test_a_keyboard_gets_everywhere(page: Open) -> None:
    opened = page()
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.name") == "check"
    summary = opened.locator("summary").first
    summary.focus()
    opened.keyboard.press("Enter")
    assert summary.evaluate("summary => summary.parentElement.open")


def test_print_is_on_white_and_hides_what_cannot_be_used(page: Open) -> None:
    opened = page(794, scheme="dark")
    opened.emulate_media(media="print", color_scheme="dark")
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.locator("#filter").is_hidden()
    assert opened.locator("nav").is_hidden()
