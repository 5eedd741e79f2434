"""What names say of splits, for people and for patterns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuneready.reading.splits.layout import Found, lay_out
from tuneready.reading.splits.names import (
    KEYWORDS,
    hinted_split,
    is_split_name,
    split_of_shard,
    splits_of_directories,
    splits_of_file_name,
)

HINTS = """
mytest.jsonl test | TESTSET.jsonl test | MYTRAIN.jsonl train | my_tests.jsonl test | testset.jsonl test | trainset.jsonl train | devset.json validation
validset.jsonl validation | valset validation | TEST.jsonl test | Train.jsonl train | TestSet.jsonl test
chatTest.jsonl test | myTrainData.jsonl train | test(1).jsonl test | evals.jsonl test | evaldata test
fulltrain.jsonl train | chat-testset.jsonl.gz test | devdata.jsonl validation | TrainingFile.jsonl train
"""
NO_HINTS = """
latest.jsonl contest.jsonl trains.jsonl evaluate_me.jsonl devTools.jsonl developers.jsonl interval.jsonl
retrieval.jsonl medieval.jsonl approval.jsonl trainer.jsonl constraint.jsonl strain.jsonl protest.jsonl
attestation.jsonl devices.jsonl valley.jsonl values.jsonl value.jsonl invalid.jsonl validated.jsonl
trainset_testset.jsonl pretrain.jsonl unittest.jsonl tester.jsonl testimonials.jsonl train_spotting_tests_x
greatest_hits.jsonl fastest.jsonl untrained.jsonl conversations.jsonl étest.jsonl testé.jsonl
"""

PIECES = st.sampled_from([*"-._ 0aX/é\n", *(word for words in KEYWORDS.values() for word in words)])
NAMES = st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=20)


@pytest.mark.parametrize("line", re.split(r"[|\n]", HINTS.strip()))
def test_clear_hints(line: str) -> None:
    name, split = line.split()
    assert hinted_split(name) == split


@pytest.mark.parametrize("name", NO_HINTS.split())
def test_no_false_hints(name: str) -> None:
    assert hinted_split(name) is None


@pytest.mark.parametrize(
    ("inside", "split"),
    [
        ("data/a-00000-of-00001.jsonl", "a"),
        ("data/a.b_1-00000-of-00001-ab12.jsonl.gz", "a.b_1"),
        ("data/a-0000-of-00001.jsonl", None),
        ("data/a-00000-of-0001.jsonl", None),
        ("data/a-00000-of-00001", None),
        ("data/-00000-of-00001.jsonl", None),
        ("data/x/a-00000-of-00001.jsonl", None),
        ("x/data/a-00000-of-00001.jsonl", None),
        ("a-00000-of-00001.jsonl", None),
    ],
)
def test_shards(inside: str, split: str | None) -> None:
    assert split_of_shard(inside) == split


@given(NAMES)
def test_any_name_has_an_answer_and_always_the_same(name: str) -> None:
    assert splits_of_file_name(name) == splits_of_file_name(name)
    assert set(splits_of_file_name(name)) <= set(KEYWORDS)
    assert hinted_split(name) in {*KEYWORDS, None}


@given(NAMES)
def test_case_counts(name: str) -> None:
    """Hugging Face sees lower case only; what upper case hides is hinted at."""
    assert not splits_of_file_name(name.upper())
    found = splits_of_file_name(name)
    if len(found) == 1 and name.isascii():
        assert hinted_split(name.upper()) in {next(iter(found)), None}


@given(st.lists(NAMES, max_size=4))
def test_the_order_of_directories_does_not_matter(names: list[str]) -> None:
    assert splits_of_directories(names) == splits_of_directories(names[::-1])


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True))
def test_every_file_is_placed_or_hidden_by_another(names: list[str]) -> None:
    files = [Found(Path(name.replace("\0", "")), name, name) for name in names]
    layout = lay_out(files)
    assert list(layout.splits) == files
    assert any(layout.splits.values())
    assert all(is_split_name(split) for splits in layout.splits.values() for split in splits)
    assert lay_out(files[::-1]).splits == layout.splits
