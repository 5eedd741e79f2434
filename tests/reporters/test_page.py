"""The HTML report: its size, its structure and its colours; what a browser makes of it is tested beside."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from pictures import with_pictures
from support import ROOT, command

from tuneready.remark import Histogram
from tuneready.report import Report
from tuneready.reporters import render
from tuneready.reporters._drawing import columns, flow
from tuneready.reporters.style import Style

CSS = (ROOT / "linter" / "tuneready" / "reporters" / "page" / "page.css").read_text(encoding="utf-8")
MOST_BYTES = 600_000


@pytest.fixture(scope="module")
def spoiled() -> Report:
    """The report of the spoiled example, with a picture of every kind."""
    done = subprocess.run(
        [command(), "check", "spoiled_tickets", "--report", "json"],
        cwd=ROOT / "examples",
        capture_output=True,
        check=False,
    )
    return with_pictures(Report.model_validate_json(done.stdout))


def grown(report: Report, findings: int, words: str) -> Report:
    """The report with so many findings a check, all of them long, and counts to match."""
    parts = report.model_dump()
    first = {finding["check"]: finding for finding in reversed(parts["findings"])}
    places = [{"file": words, "line": n, "note": words} for n in range(10)]
    parts["findings"] = [
        {**finding, "line": n, "file": words, "message": f"{n} {words}", "related": places}
        for finding in first.values()
        for n in range(findings)
    ]
    parts["reasons"] = [words] * 100
    parts["splits"] = {f"{words}{n}": split for n, split in enumerate([parts["splits"]["train"]] * 60)}
    parts["remarks"] *= 20
    for name in first:
        totals = parts["checks"][name]
        totals.update(findings=10**6, errors=10**6, why=words * 10, fix=words * 10)
    return Report.model_validate(parts)


@pytest.mark.parametrize("words", ["plain words " * 10, "<&>\"'" * 300, "字" * 900])
def test_a_page_stays_small_whatever_it_tells_of(spoiled: Report, words: str) -> None:
    page = render("html", grown(spoiled, 300, words), Style(), 0)
    assert 100_000 < len(page.encode()) < MOST_BYTES
    assert "more, not listed here" in page


def test_every_check_keeps_a_share_of_the_page(spoiled: Report) -> None:
    page = render("html", grown(spoiled, 300, "some words"), Style(), 0)
    sections = re.findall(r'data-part="([^"]+)"(.*?)</section>', page, re.DOTALL)
    listed = {name: body.count("data-severity") for name, body in sections}
    assert {finding.check for finding in spoiled.findings} == {
        name for name, count in listed.items() if count
    }


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.unnamed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"] or "")
        self.targets += [(given.get("href") or "")[1:], *(given.get("aria-labelledby") or "").split()]
        if tag == "svg" and not given.keys() & {"aria-label", "aria-hidden"}:
            self.unnamed.append(tag)


def test_headings_are_in_order_and_every_link_has_an_end(spoiled: Report) -> None:
    outline = _Outline()
    outline.feed(render("html", spoiled, Style()))
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert {target for target in outline.targets if target} <= set(outline.ids)
    assert outline.unnamed == []


def test_every_table_has_a_caption(spoiled: Report) -> None:
    page = render("html", spoiled, Style())
    assert page.count("<table") > 2
    assert len(re.findall(r"<table[^>]*>\s*<caption>[^<]", page)) == page.count("<table")


def test_a_page_asks_for_nothing_from_the_network(spoiled: Report) -> None:
    page = render("html", spoiled, Style())
    assert not re.search(r"https?://|src=|@import|url\((?!#)", page)
    assert "default-src 'none'" in page


def _themes() -> Iterator[tuple[str, dict[str, str]]]:
    light, dark, printed = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", light))
    for name, block in (("light", ""), ("dark", dark), ("print", printed)):
        yield name, {**colors, **dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))}


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


TEXT = [
    *((text, ground) for text in ("ink", "muted", "good", "bad", "warn", "note") for ground in ("bg", "card")),
    *((text, f"{text}-soft") for text in ("good", "bad", "warn", "note")),
    ("ink", "soft"), ("muted", "soft"), ("card", "ink"),
]  # fmt: skip
SHAPES = [("flow", "card"), ("focus", "bg"), ("focus", "card"), ("bad", "card"), ("muted", "card")]


@pytest.mark.parametrize(
    ("name", "colors"), list(_themes()), ids=lambda given: given if isinstance(given, str) else ""
)
def test_contrast_is_that_of_wcag_aa(name: str, colors: dict[str, str]) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    low = [
        (name, text, ground, round(contrast(colors[text], colors[ground]), 2))
        for pairs, least in ((TEXT, 4.5), (SHAPES, 3.0))
        for text, ground in pairs
        if contrast(colors[text], colors[ground]) < least
    ]
    assert low == []


def test_the_band_is_as_high_as_what_is_left(spoiled: Report) -> None:
    drawn = flow(spoiled.funnel)
    lost = sum(
        after.left < before.left for before, after in zip(spoiled.funnel, spoiled.funnel[1:], strict=False)
    )
    assert len(drawn.losses) == lost > 3
    heights = [float(number) for number in re.findall(r"V([\d.]+)", drawn.last)]
    assert heights == [round(200 * spoiled.funnel[-1].left / spoiled.funnel[0].left, 1)]


def test_a_histogram_of_many_columns_is_thinned_and_loses_nothing() -> None:
    drawn = columns(Histogram(unit="tokens", edges=tuple(float(n) for n in range(1001)), counts=(3,) * 1000))
    assert len(drawn.columns) <= 60
    assert drawn.words.startswith("3,000 in all")
    assert [tick.words for tick in drawn.ticks][:: len(drawn.ticks) - 1] == ["0", "1,000"]


def test_no_findings_is_said(spoiled: Report) -> None:
    clean = {**spoiled.model_dump(), "findings": [], "verdict": "ready", "reasons": []}
    clean["checks"] = {
        name: {
            **totals,
            **dict.fromkeys(("findings", "errors", "warnings", "infos", "examples", "points"), 0),
        }
        for name, totals in clean["checks"].items()
    }
    page = render("html", Report.model_validate(clean), Style())
    assert "No check found anything." in page
    assert "Nothing found by" in page
    assert '<h1 id="verdict">Ready</h1>' in page
