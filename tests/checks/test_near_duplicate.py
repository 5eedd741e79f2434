"""What near-duplicate finds, and above all what it does not."""

from __future__ import annotations

import random

import numpy as np
import pytest
from near_sets import COPIES, INNOCENT, Record, pair
from support import clean

from tuneready.run import Outcome
from tuneready.testing import findings, lint
from tuneready_checks._near.boilerplate import learn
from tuneready_checks._near.tokens import tokenise
from tuneready_checks.exact_duplicate import ExactDuplicate
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
    assert found.finding.message == "99 % like line 1 (cluster of 3): -still +yet"


def test_a_copy_of_a_member_changes_nothing() -> None:
    given, _ = COPIES["three of a kind"]
    copied: list[Record] = [*given, given[0], {**given[1], "id": 4}]
    before, after = findings(NearDuplicate(), given), findings(NearDuplicate(), copied)
    assert [each.fingerprint for each in before] == [each.fingerprint for each in after]
    assert [each.finding.message for each in before] == [each.finding.message for each in after]


@pytest.mark.parametrize("name", COPIES)
def test_near_among_many_others(name: str) -> None:
    """More than 2,000 examples: candidates come from sketches, and the same pairs are found."""
    given, unusable = COPIES[name]
    found = findings(NearDuplicate(), [*given, *clean(2100)])
    assert sum(len(each.finding.unusable) for each in found) == unusable


def fingerprints(outcome: Outcome) -> list[tuple[str, str]]:
    return sorted((each.check, each.fingerprint) for each in outcome.findings)


@pytest.mark.parametrize("seed", range(3))
def test_order_changes_nothing_where_candidates_come_from_sketches(seed: int) -> None:
    records = [*clean(2100), *(record for given, _ in COPIES.values() for record in given)]
    shuffled = records[:]
    random.Random(seed).shuffle(shuffled)
    one, other = (lint(each, NearDuplicate(), ExactDuplicate()) for each in (records, shuffled))
    assert len(one.findings) > 1
    assert fingerprints(one) == fingerprints(other)
    assert one.usable == other.usable


def test_paraphrases_with_one_label_are_information() -> None:
    others = [
        {"text": made["messages"][0]["content"], "label": "ab"[n % 2]} for n, made in enumerate(clean(40))
    ]
    near = [{"text": edited["prompt"], "label": "a"} for edited in COPIES["one word changed"][0]]
    found = findings(NearDuplicate(), [*others, *near])
    assert [(each.severity, each.finding.unusable) for each in found] == [("info", ())]


@pytest.mark.parametrize(
    "records",
    [
        [pair("", "")] * 3,
        [pair("a", "b"), pair("c", "d")],
        [{"text": "x" * 300_000}, {"text": "y" * 300_000}],
        [{"text": "same line"}] * 50_000,
        [{"text": "all work and no play " * 1_400_000}, {"text": "b"}],
        [b'{"text": "half \\ud800 of a pair"}'] * 3,
        [{"text": "\u0e01\u0e32\u0e23\u0e17\u0e14\u0e2a\u0e2d\u0e1a" * 30}, {"text": "\u200b\u200b"}],
    ],
    ids=["empty", "one word", "huge", "many copies", "30 MB", "lone surrogates", "thai and nothing"],
)
def test_odd_texts_are_borne(records: list[object]) -> None:
    assert findings(NearDuplicate(), records) == ()


def test_five_long_records_that_share_their_subject_are_not_merged() -> None:
    rng = random.Random(5)
    words = sorted({word for made in clean(400) for word in made["messages"][0]["content"].split()})
    records = [pair(f"Tell me story {n}.", " ".join(rng.choices(words, k=14_000))) for n in "abcde"]
    assert min(len(str(record["completion"])) for record in records) > 70_000
    assert findings(NearDuplicate(), records) == ()


def test_a_mould_with_short_lists_is_set_aside_in_a_large_set() -> None:
    """Pieces across a slot stand in many examples, too; only the slots are compared."""
    rng = random.Random(6)
    things = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lm"]
    mould = "returns the {} of the given {}, or an error where there is no such {} in this account or region"
    said = [mould.format(*rng.choices(things, k=3)).encode() for _ in range(2000)]
    tokens = tokenise(said)
    left = learn(tokens, 100_000).varies(tokens)
    assert np.bincount(tokens.text[left]).mean() < 9  # of 21; without it nothing is set aside
