"""What near-duplicate finds, and above all what it does not."""

from __future__ import annotations

import pytest
from near_sets import COPIES, INNOCENT, Record

from tuneready.testing import findings
from tuneready_checks.near_duplicate import NearDuplicate


@pytest.mark.parametrize("name", INNOCENT)
def test_what_says_another_thing_is_no_copy(name: str) -> None:
    assert [found.finding.message for found in findings(NearDuplicate(), INNOCENT[name])] == []


@pytest.mark.parametrize("name", COPIES)
def test_what_says_the_same_is_found(name: str) -> None:
    given, unusable = COPIES[name]
    found = findings(NearDuplicate(), given)
    assert sum(len(each.finding.unusable) for each in found) == unusable


def test_the_message_names_the_kept_one_and_the_size_of_the_cluster() -> None:
    given, _ = COPIES["three of a kind"]
    (found,) = findings(NearDuplicate(), given)
    assert found.finding.at == given.index(given[1]) + 1
    assert found.finding.message == "99 % like line 1 (cluster of 3)"


def test_a_copy_of_a_member_changes_nothing() -> None:
    given, _ = COPIES["three of a kind"]
    copied: list[Record] = [*given, given[0], {**given[1], "id": 4}]
    before, after = findings(NearDuplicate(), given), findings(NearDuplicate(), copied)
    assert [each.fingerprint for each in before] == [each.fingerprint for each in after]
    assert [each.finding.message for each in before] == [each.finding.message for each in after]
