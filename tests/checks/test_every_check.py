"""What holds for every check of the built-in pack: its page, its options, its own examples."""

from __future__ import annotations

import pytest

from tuneready.api import Check
from tuneready.docs import page, summary
from tuneready.testing import checks_of, problems

CHECKS = checks_of("tuneready_checks")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
def test_page_options_and_examples(check: type[Check]) -> None:
    assert problems(check) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
def test_summary_is_short_and_page_is_whole(check: type[Check]) -> None:
    assert len(summary(check)) <= 80
    assert f"# {check.name}\n" in page(check)
    assert "severity" in page(check)
