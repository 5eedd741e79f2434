"""What discovery says: the fact, and the remedy with the very path."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuneready.reading.splits.layout import Found, lay_out
from tuneready.reading.splits.remarks import remarks

SAID = [
    (
        ["train/a.jsonl", "holdout/sub/b.jsonl"],
        "read by nobody: its directory 'holdout' is no split name; name it with --split holdout=in/holdout",
    ),
    (
        ["data/train/a.jsonl", "data/held out/b.jsonl"],
        (
            "read by nobody: its directory 'held out' is no split name; "
            "name it with --split held_out='in/data/held out'"
        ),
    ),
    (
        ["data/train/a.jsonl", "data/b.jsonl"],
        (
            "read by nobody: directories name the splits here, and it lies in none of those; "
            "name it with --split NAME=in/data/b.jsonl"
        ),
    ),
    (
        ["train/a.jsonl", "other/test.jsonl"],
        (
            "read by nobody: directories name the splits here, which goes before names of files; "
            "name it with --split test=in/other/test.jsonl"
        ),
    ),
    (
        ["data/train-00000-of-00001.jsonl", "test.jsonl"],
        (
            "read by nobody: data/ holds shards (SPLIT-00000-of-00001) and this is none; "
            "name it with --split test=in/test.jsonl"
        ),
    ),
    (
        ["train.jsonl", "chat-testset.jsonl.gz"],
        (
            "read by nobody: its name says test, but in no way that loaders see; "
            "rename it (test.jsonl.gz) or say --split test=in/chat-testset.jsonl.gz"
        ),
    ),
    (
        ["train.jsonl", "chats.jsonl"],
        (
            "read by nobody: names of other files tell their splits, and its own tells none; "
            "name it with --split NAME=in/chats.jsonl"
        ),
    ),
    (
        ["chats.jsonl", "mytest.jsonl"],
        (
            "is taken for train although its name says test: "
            "rename it (test.jsonl) or say --split test=in/mytest.jsonl"
        ),
    ),
    (
        ["chats.jsonl", "testset/b.jsonl"],
        (
            "is taken for train although its directory 'testset' says test: "
            "rename the directory (test) or say --split test=in/testset/b.jsonl"
        ),
    ),
    (
        ["train/test.jsonl"],
        (
            "is taken for train, as its directory says, although its name says test: "
            "move it or say --split test=in/train/test.jsonl"
        ),
    ),
    (
        ["train_test.jsonl"],
        (
            "is in two splits, train and test, as its path holds a word for each: "
            "rename it, or say --split NAME=in/train_test.jsonl"
        ),
    ),
    (
        ["eval_test.jsonl"],
        (
            "counts once here, but Hugging Face reads it 2 times, "
            "as its path holds several words for test: rename it"
        ),
    ),
    (
        ["data/en-train-00000-of-00001.jsonl"],
        "is refused by Hugging Face: 'en-train' is no split's name (letters, digits and _ only)",
    ),
]


def said(*insides: str) -> list[str]:
    files = [Found(Path("in", inside), inside, f"in/{inside}") for inside in insides]
    return [note.message for note in remarks(lay_out(files))]


@pytest.mark.parametrize(
    ("insides", "message"), SAID, ids=lambda value: "" if isinstance(value, list) else value
)
def test_messages(insides: list[str], message: str) -> None:
    assert said(*insides) == [message]


@pytest.mark.parametrize(
    "insides",
    [
        ["train.jsonl", "validation.jsonl", "test.jsonl"],
        ["trainset.jsonl"],
        ["latest.jsonl", "contest.jsonl", "trains.jsonl", "evaluate_me.jsonl"],
        ["data/train-00000-of-00001.jsonl", "data/dev-00000-of-00001.jsonl"],
        ["train/chats.jsonl", "test/chats.jsonl"],
        ["test/mytest.jsonl"],
    ],
)
def test_nothing_to_say(insides: list[str]) -> None:
    assert said(*insides) == []
