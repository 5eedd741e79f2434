"""What near-split-leak finds across splits, and what it leaves to split-leak."""

from __future__ import annotations

import pytest
from near_sets import CODE, COPIES, INNOCENT, PARCEL, pair

from tuneready.testing import findings
from tuneready_checks.near_split_leak import NearSplitLeak

LONG = [name for name, (given, _) in COPIES.items() if given[0] == PARCEL and name != "three of a kind"]


@pytest.mark.parametrize("name", INNOCENT)
def test_what_asks_another_thing_is_no_leak(name: str) -> None:
    given = INNOCENT[name]
    assert findings(NearSplitLeak(), {"train": given[::2], "test": given[1::2]}) == ()


@pytest.mark.parametrize("name", LONG)
def test_a_reworded_prompt_is_a_leak_and_the_evaluation_keeps_it(name: str) -> None:
    kept, copy = COPIES[name][0]
    if kept["prompt"] == copy["prompt"]:
        pytest.skip("only the answer was edited")
    (found,) = findings(NearSplitLeak(), {"train": [copy], "test": [{**kept, "completion": "Soon."}]})
    assert " % like train.jsonl:1, which is in train" in found.finding.message
    assert found.finding.unusable == (1,)


def test_the_very_same_prompt_is_left_to_split_leak() -> None:
    same = pair(f"  {PARCEL['prompt']}".upper(), "Soon.")
    assert findings(NearSplitLeak(), {"train": [same], "test": [PARCEL]}) == ()


def test_one_split_has_no_leak() -> None:
    assert findings(NearSplitLeak(), COPIES["one word changed"][0]) == ()


def _leak_by_answer() -> dict[str, list[dict[str, object]]]:
    answer = f"{PARCEL['completion']} {PARCEL['prompt']}"
    ask = "Can you tell me where the parcel with my rain jacket is, and when will it come to me?"
    other = "Please tell me where the parcel with my rain jacket might be, and when it will come here."
    return {"train": [pair(ask, answer)], "test": [pair(other, answer.replace("still", "yet"))]}


def test_a_whole_example_is_a_leak_though_its_prompt_alone_is_not_near() -> None:
    (found,) = findings(NearSplitLeak(), _leak_by_answer())
    assert found.finding.unusable == (1,)
    assert findings(NearSplitLeak(wholes=False), _leak_by_answer()) == ()


def test_what_prompt_and_whole_both_show_is_told_once() -> None:
    given = COPIES["one word changed"][0]
    both = findings(NearSplitLeak(), {"train": given[:1], "test": given[1:]})
    assert len(both) == 1


def test_all_that_share_a_leaked_prompt_are_leaked() -> None:
    asked = str(PARCEL["prompt"])
    answers = ["It is on its way.", "I have asked the carrier to trace it.", "It comes tomorrow at noon."]
    train = [pair(asked, answer) for answer in answers]
    test = pair(asked.replace("hiking", "walking"), "Our carrier lost it, and we send another.")
    (found,) = findings(NearSplitLeak(), {"train": [CODE, *train], "test": [test]})
    assert found.finding.unusable == (2, 3, 4)
