"""What near-split-leak finds across splits, and what it leaves to split-leak."""

from __future__ import annotations

import pytest
from near_sets import COPIES, INNOCENT, PARCEL, pair

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
