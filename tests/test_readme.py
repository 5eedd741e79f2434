"""What the README shows is what the tool prints: make golden writes these parts, a test compares them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, Tuneready

from tuneready.docs import summary
from tuneready.reporters import REPORTERS
from tuneready.testing import checks_of

README = ROOT / "README.md"


def demo(tuneready: Tuneready) -> str:
    done = tuneready("check", "spoiled_tickets", "--max-findings", 2, cwd=ROOT / "examples")
    head = "\n\n".join(done.stdout.decode().split("\n\n")[:6])
    return f"```text\n$ tuneready check spoiled_tickets --max-findings 2\n{head}\n…\n```"


def checks(_tuneready: Tuneready) -> str:
    rows = [
        f"| `{found.name}` | {found.severity} | {summary(found)} |" for found in checks_of("tuneready_checks")
    ]
    return "\n".join(["| check | severity | finds |", "|---|---|---|", *rows])


def reports(_tuneready: Tuneready) -> str:
    rows = [f"| `{name}` | {output.about} |" for name, output in REPORTERS.items()]
    return "\n".join(["| `--report` | what it is |", "|---|---|", *rows])


def usage(tuneready: Tuneready) -> str:
    return f"```text\n{tuneready('check', '--help', COLUMNS='100').stdout.decode()}```"


@pytest.mark.parametrize(
    ("name", "made"), [("demo", demo), ("checks", checks), ("reports", reports), ("help", usage)]
)
def test_readme_shows_what_the_tool_prints(
    tuneready: Tuneready,
    golden: Callable[[Path, str], None],
    name: str,
    made: Callable[[Tuneready], str],
) -> None:
    text = README.read_text(encoding="utf-8")
    part = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    assert part.search(text)
    golden(README, part.sub(lambda found: f"{found[1]}{made(tuneready)}\n{found[2]}", text))


def test_every_word_of_the_configuration_is_told() -> None:
    from tuneready.config import keys

    text = README.read_text(encoding="utf-8")
    for key in keys():
        assert key in text, f"README does not say what {key} is"
