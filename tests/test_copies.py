"""Of what says the same one example stays, whatever the order and whatever else is wrong."""

from __future__ import annotations

import random
from typing import Any

import pytest
from support import clean

from tuneready.copies import stand_ins
from tuneready.testing import checks_of, lint
from tuneready.verdict import shares

CHECKS = [check() for check in checks_of("tuneready_checks")]
CLEAN: list[Any] = clean(60)
FAULTY = "I am sorry that the lid of your parcel is cracked. A new one comes to you by express today. \ufffd"
SOUND = FAULTY.removesuffix(" \ufffd")
PROMPT = "The lid of my parcel is cracked and does not close. What can I do now? Can you send a new one?"


def told(completion: str, prompt: str = PROMPT) -> dict[str, Any]:
    turns = {"user": prompt, "assistant": completion}
    return {"messages": [{"role": role, "content": content} for role, content in turns.items()]}


@pytest.mark.parametrize(
    ("cluster", "left"),
    [
        ([told(FAULTY), told(SOUND)], 1),
        ([told(FAULTY), told(SOUND), told(SOUND + " Thanks!")], 1),
        ([told(FAULTY), told(FAULTY.upper()), told(SOUND)], 1),
        ([told(FAULTY), told(FAULTY, PROMPT.upper())], 0),
        ([told(SOUND), told(SOUND, PROMPT.upper()), told(SOUND + " Thanks!")], 1),
    ],
)
def test_what_stays_does_not_hang_on_which_stands_first(cluster: list[Any], left: int) -> None:
    for seed in range(6):
        lines = random.Random(seed).sample([*CLEAN, *cluster], len(CLEAN) + len(cluster))
        outcome = lint(lines, *CHECKS)
        assert outcome.usable["train"] == len(CLEAN) + left
        assert sum(count for _claim, count in shares(outcome.claims("train"))) == len(cluster) - left


def test_a_stand_in_is_not_told_as_unusable() -> None:
    outcome = lint([*CLEAN, told(FAULTY), told(SOUND)], *CHECKS)
    spoiled = {
        example & 0xFF
        for each in outcome.findings
        if each.check in ("near-duplicate", "encoding-damage")
        for example in each.finding.unusable
    }
    assert spoiled == {61}


def test_copies_of_copies_stand_in_too() -> None:
    assert stand_ins([(2, 5), (1, 2), (5, 9)], faulted={1, 2, 5}) == {1: 9}


def test_a_kept_example_without_fault_stays() -> None:
    assert stand_ins([(2, 5), (1, 2)], faulted={2}) == {}


def test_where_all_are_faulted_none_stays() -> None:
    assert stand_ins([(2, 5)], faulted={2, 5}) == {}
