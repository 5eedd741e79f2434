"""Checks that say they look at each file by itself do so: the hook for single files rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import pytest

from tuneready.api import Check
from tuneready.testing import checks_of, lint

CHECKS = [check for check in checks_of("tuneready_checks") if check.by_file]
WHOLE = {"exact-duplicate", "near-duplicate", "split-leak", "conflicting-label", "too-few-examples"}
A, B = "data/train-a.jsonl", "data/train-b.jsonl"

Places = set[tuple[str, int]]


def test_some_are_and_some_cannot_be() -> None:
    names = {check.name for check in CHECKS}
    assert {"malformed-line", "wrong-format", "personal-data", "leaked-secret"} <= names
    assert not names & WHOLE


def met(check: type[Check], files: Mapping[str, Sequence[Any]]) -> Places:
    """All places that the findings of the check name."""
    outcome = lint(files, check())
    ids = {
        example
        for stamped in outcome.findings
        for example in (
            stamped.finding.at,
            *stamped.finding.unusable,
            *(other.example for other in stamped.finding.related),
        )
    }
    return {
        (file.rpartition("/")[2], line) for file, line in map(outcome.overview.dataset.place, sorted(ids))
    }


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
def test_together_they_say_what_they_say_alone(check: type[Check]) -> None:
    lists = [given for given in (*check.bad, *check.good) if isinstance(given, list)][:6]
    assert lists
    for one, other in combinations(lists, 2):
        assert met(check, {A: one, B: other}) == met(check, {A: one}) | met(check, {B: other})
