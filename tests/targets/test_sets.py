"""What targets ask of a file as a whole: counts of labels, of queries, of kinds of media."""

from __future__ import annotations

from typing import Any

import pytest
from support import ReportOf, Write

from tuneready.formats.detect import BY_NAME
from tuneready.targets.base import Target
from tuneready.targets.catalogue import TARGETS

TEXTS = [{"text": f"Order {n} is late.", "label": "late" if n % 2 else "early"} for n in range(40)]
RARE = [*TEXTS, {"text": "Where is my parcel?", "label": "where"}]
QUERIES = [{"query": f"Where is order {n}?", "relevant_passages": ["Here."]} for n in range(256)]


def shown(kind: str, number: int) -> dict[str, Any]:
    media = {
        "format": "png" if kind == "image" else "mp4",
        "source": {"s3Location": {"uri": f"s3://a/{number}"}},
    }
    answer = {"role": "assistant", "content": [{"text": f"It is number {number}."}]}
    return {"messages": [{"role": "user", "content": [{kind: media}]}, answer]}


MIXED = [*(shown("image", n) for n in range(9)), shown("video", 9)]


@pytest.mark.parametrize(
    ("target", "records", "facts"),
    [
        ("cohere", TEXTS, []),
        ("cohere", TEXTS[:39], ["39 records: expected at least 40"]),
        ("cohere", [each for each in TEXTS if each["label"] == "late"] * 2, ["1 label: expected at least 2"]),
        ("cohere", RARE, ["1 label stands in fewer than 5 records"]),
        ("cohere", QUERIES, []),
        ("cohere", [*QUERIES[:255], QUERIES[0]], ["255 unique queries: expected at least 256"]),
        ("bedrock-nova", MIXED[:9], []),
        ("bedrock-nova", MIXED, ["2 kinds of media (images and videos): expected at most 1"]),
    ],
)
def test_of_a_training_file(
    write: Write, report: ReportOf, target: str, records: list[Any], facts: list[str]
) -> None:
    write("train.jsonl", records)
    assert told(report("train.jsonl", "--target", target)) == facts


def test_minimums_are_of_the_training_split(write: Write, report: ReportOf) -> None:
    write("train.jsonl", TEXTS)
    write("test.jsonl", TEXTS[:3])
    assert told(report(".", "--target", "cohere")) == []
    write("train-2.jsonl", MIXED[:2])
    write("train-3.jsonl", MIXED[-1:])
    both = report(
        "--split", "train=train-2.jsonl", "--split", "train=train-3.jsonl", "--target", "bedrock-nova"
    )
    assert told(both) == ["2 kinds of media (images and videos): expected at most 1"]


def told(report: dict[str, Any]) -> list[str]:
    wrong = [each for each in report["findings"] if each["check"] == "wrong-format"]
    assert all(each["severity"] == "error" for each in wrong)
    return [each["message"].partition(" (refused by")[0].partition(": ")[2] for each in wrong]


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: str(target.name))
def test_data_holds_together(target: Target) -> None:
    assert target.sets.keys() <= target.formats.keys() <= BY_NAME.keys()
    for demands in target.sets.values():
        for demand in demands:
            assert demand.source in target.sources
            assert demand.fewest or demand.most or demand.each or demand.records
