"""The pages of targets are written from their data: make golden writes them, a test compares them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, Tuneready

from tuneready.docs import target_page, targets_page
from tuneready.targets.base import Target
from tuneready.targets.catalogue import TARGETS

PAGES = ROOT / "docs" / "targets"


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: str(target.name))
def test_page(golden: Callable[[Path, str], None], target: Target) -> None:
    page = target_page(target)
    golden(PAGES / f"{target.name}.md", page)
    for demands in target.formats.values():
        for demand in demands:
            assert demand.says.replace("<", "&lt;") in page
    assert all(source in page for source in target.sources.values())


def test_list_of_targets(golden: Callable[[Path, str], None]) -> None:
    golden(PAGES / "README.md", targets_page(TARGETS.values()))
    assert {path.stem for path in PAGES.glob("*.md")} == {*TARGETS, "README"}


def test_explain_shows_a_target(tuneready: Tuneready) -> None:
    done = tuneready("explain", "mistral")
    assert (done.returncode, done.stdout.decode()) == (0, target_page(TARGETS["mistral"]))
    assert b"did you mean 'mistral'?" in tuneready("explain", "mistrl").stderr
