"""Answers that contradict each other, and answers that only look so.

Add a line to cases/conflicting-answer.jsonl: two `records`, and how they `contradict` each other, null
where they do not. `missed` marks a contradiction that is not found: it counts in the recall.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tuneready.testing import findings, lint
from tuneready_checks.conflicting_answer import ConflictingAnswer

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "conflicting-answer.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
CONTRARY = [case for case in CASES if case["contradict"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["records"][0]["prompt"][:40])
def test_case(case: dict[str, Any]) -> None:
    found = findings(ConflictingAnswer(), case["records"])
    wanted = bool(case["contradict"]) and not case.get("missed")
    assert bool(found) == wanted
    for each in found:
        assert each.finding.unusable == (each.finding.at,)
        assert [related.note for related in each.finding.related] == ["contradicts it"]


def test_of_eight_planted_seven_are_found() -> None:
    missed = [case for case in CONTRARY if case.get("missed")]
    assert len(missed) * 8 <= len(CONTRARY)


def test_all_in_one_set_and_in_any_order() -> None:
    """What is found in pairs is found among the others, but for cases that share a prompt; order is nothing."""
    records = [record for case in CONTRARY for record in case["records"]]
    records += [{"prompt": f"What is {n} squared?", "completion": f"It is {n * n}."} for n in range(50)]
    there = len(findings(ConflictingAnswer(), records))
    alone = len(CONTRARY) - sum(bool(case.get("missed")) for case in CONTRARY)
    assert there >= 0.95 * alone
    assert len(findings(ConflictingAnswer(), records[::-1])) == there


def test_the_side_of_the_fewer_is_named() -> None:
    say = "Refunds take {} days."
    records = [
        {"prompt": "How long do refunds take?", "completion": say.format(days)} for days in (30, 14, 14, 14)
    ]
    (found,) = findings(ConflictingAnswer(), records)
    assert found.finding.at == 1
    assert found.finding.data == {"how": "another duration for the same thing", "against": 3}
    assert "; so 3 answers say" in found.finding.message


def test_a_grade_of_bad_and_code_are_left_out() -> None:
    asked = [{"role": "user", "content": "Can I pay by card?"}]
    graded = [
        {"prompt": asked, "completion": [{"role": "assistant", "content": text}], "label": text == "Yes."}
        for text in ("Yes.", "No.")
    ]
    code = [
        {"prompt": "How do I wait?", "completion": f"```python\nsleep({seconds} seconds)\n```"}
        for seconds in (3, 5)
    ]
    outcome = lint([*graded, *code], ConflictingAnswer())
    assert not outcome.findings
    assert not outcome.tallies["conflicting-answer"].failed
