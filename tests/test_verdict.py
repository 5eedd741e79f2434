"""The verdict is a pure function of counts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuneready.verdict import Claim, Counts, Demands, costs, funnel, judge, score, shares


def counts(**given_counts: Any) -> Counts:  # noqa: ANN401 — any field of Counts
    return Counts(
        **{
            "lines": 100,
            "usable": 100,
            "errors": {},
            "failed": {},
            "unread": (),
            "read": 100,
            **given_counts,
        }
    )


@pytest.mark.parametrize(
    ("what", "strict", "verdict", "marginal", "code"),
    [
        ({}, False, "ready", False, 0),
        ({"usable": 99}, False, "ready", True, 0),
        ({"usable": 50}, False, "ready", True, 0),
        ({"usable": 49}, False, "not-ready", False, 1),
        ({"usable": 99}, True, "not-ready", False, 1),
        ({"usable": 100}, True, "ready", False, 0),
        ({"errors": {"split-leak": 1}}, False, "not-ready", False, 1),
        ({"errors": {"split-leak": 0}}, False, "ready", False, 0),
        ({"failed": {"split-leak": "TypeError"}}, False, "not-assessed", False, 2),
        ({"unread": ("a.jsonl: is a pointer",)}, False, "not-assessed", False, 3),
        ({"failed": {"x-y": "TypeError"}, "unread": ("a: pointer",)}, False, "not-assessed", False, 2),
        ({"lines": 0, "usable": 0, "read": 0}, False, "not-assessed", False, 3),
        ({"lines": 0, "usable": 0, "read": 9}, False, "not-ready", False, 1),
    ],
)
def test_verdict(what: dict[str, Any], strict: bool, verdict: str, marginal: bool, code: int) -> None:
    judged = judge(counts(**what), Demands(strict=strict))
    assert (judged.verdict, judged.marginal, judged.exit_code) == (verdict, marginal, code)
    assert judged.reasons


def test_a_higher_minimum_is_kept_to() -> None:
    assert judge(counts(lines=150, usable=150), Demands(minimum=200)).verdict == "not-ready"
    assert judge(counts(lines=250, usable=200), Demands(minimum=200)).verdict == "ready"


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_score_is_whole_and_within_bounds(usable: int, more: int) -> None:
    points = score(usable, usable + more)
    assert 0 <= points <= 100
    assert isinstance(points, int)


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 100))
def test_a_defect_never_raises_the_score(usable: int, bad: int, defects: int) -> None:
    lines = usable + bad
    assert score(usable, lines + defects) <= score(usable, lines)
    assert score(max(usable - defects, 0), lines) <= score(usable, lines)


@given(
    st.lists(
        st.tuples(st.sampled_from(["unique", "parsed", "private", "sound"]), st.sets(st.integers(0, 60))),
        max_size=6,
    )
)
def test_every_line_is_taken_away_once_and_points_add_up(faulted: list[tuple[Any, set[int]]]) -> None:
    claims = [Claim(f"check-{n}", stage, frozenset(ids)) for n, (stage, ids) in enumerate(faulted)]
    shared = shares(claims)
    steps = funnel(61, shared)
    left = 61 - len(set().union(*(ids for _, ids in faulted)))
    assert steps[0].left == 61
    assert steps[-1].left == left
    assert [step.left for step in steps] == sorted((step.left for step in steps), reverse=True)
    points = costs(61, left, {claim.check: count for claim, count in shared})
    assert sum(points.values()) == 100 - score(left, 61)
    assert all(count > 0 for count in points.values())
