"""Whatever stands in names, messages and labels: every report stays what it is, and nothing gets out of it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import hostile
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from tuneready import reporters
from tuneready.report import Report
from tuneready.reporters import REPORTERS, render
from tuneready.reporters.style import ASCII, Style

MISLEADING = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
STYLE = Style(here="/repo/sub", root="/repo")
COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,]*,)*\w+=[^:,]*)::(.*)")


@given(report=hostile.reports)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_report_stays_what_it_is(report: Report) -> None:
    for name in REPORTERS:
        text = render(name, report, STYLE)
        assert text.endswith("\n")
        assert not MISLEADING.search(text), name
        if name != "github":
            assert_no_command(text)
        OWN.get(name, assert_no_command)(text)
    assert Report.model_validate_json(render("json", report, STYLE, 0)) == report
    for width in (60, 200):
        text = render("text", report, Style(color=True, signs=ASCII, width=width, wraps=True))
        assert_no_command(re.sub(r"\x1b\[[0-9;]*m", "", text))


def assert_no_command(text: str) -> None:
    """Nothing in here does a runner take for a command."""
    assert not MISLEADING.search(text)
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert "##[" not in text
    assert "##vso[" not in text


def assert_json_lines(text: str) -> None:
    lines = [json.loads(line) for line in text.split("\n")[:-1]]
    assert [line["type"] for line in lines] == ["report"] + ["finding"] * (len(lines) - 1)


def assert_junit(text: str) -> None:
    suites = ET.fromstring(text)  # noqa: S314 — our own
    assert suites.tag == "testsuites"
    assert {part.tag for part in suites.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "error", "system-out",
    }  # fmt: skip


def assert_annotations(text: str) -> None:
    """Commands, at most ten of a kind, that say nothing but where and what."""
    found = [COMMAND.fullmatch(line) for line in text.split("\n")[:-1]]
    commands = [match for match in found if match]
    assert len(found) == len(commands)
    assert max(Counter(match[1] for match in commands).values()) <= 10
    for match in commands:
        assert {pair.partition("=")[0] for pair in match[2].split(",")} <= {"file", "line", "title"}


def assert_markdown(text: str) -> None:
    """A renderer makes no link, no picture, no heading and no tag of what a text holds."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text)
    flat = [part for token in tokens for part in (token, *(token.children or []))]
    assert not {part.type for part in flat} & {
        "link_open",
        "image",
        "code_block",
        "fence",
        "em_open",
        "s_open",
    }
    html = " ".join(part.content for part in flat if part.type in {"html_inline", "html_block"})
    assert set(re.findall(r"</?(\w+)", html)) <= {"code", "details", "summary"}
    assert sum(part.type == "heading_open" for part in flat) == 1
    assert not any(re.search(r"[@#]\w", part.content) for part in flat if part.type == "text")
    assert "www." not in text
    assert "://" not in text


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        self.links += [
            value or "" for name, value in attrs if name in {"href", "src", "action", "xlink:href"}
        ]


def assert_page(text: str) -> None:
    """Its own tags and no others; nothing that loads or runs."""
    page = _Tags()
    page.feed(text)
    assert (page.tags["script"], page.tags["style"]) == (1, 1)
    assert not set(page.tags) & {"img", "iframe", "object", "embed", "link", "base"}
    assert page.tags["form"] <= 1
    assert not {name for name in page.attributes if name.startswith("on")}
    assert all(link.startswith("#") for link in page.links)


OWN: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(("json", "sarif", "gitlab", "rdjson"), json.loads),
    "jsonl": assert_json_lines,
    "junit": assert_junit,
    "github": assert_annotations,
    "markdown": assert_markdown,
    "html": assert_page,
}


def test_every_reporter_is_in_the_table() -> None:
    folder = Path(reporters.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert modules - {"style"} == set(REPORTERS)
