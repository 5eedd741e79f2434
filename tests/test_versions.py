"""What has shifted since an earlier version, as values and as the decision says it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repositories import commit, git
from support import ReportOf, Tuneready, Write, clean

from tuneready.versions import OTHERS, Changes, Past, Version, changes

OLD = {"billing": 24, "login": 100, "delivery": 76}


def versions(then: Past, here: Past) -> Changes:
    found = changes(Version("v1", {"train": then}), Version("", {"train": here}))
    assert found is not None
    return found


def labelled(counts: dict[str, int], *, whole: bool = True) -> Past:
    return Past(sum(counts.values()), 10 * sum(counts.values()), 7, counts, whole)


@pytest.mark.parametrize(
    ("now", "drifts", "fresh", "gone"),
    [
        (OLD, "", (), ()),
        ({name: 2 * count for name, count in OLD.items()}, "", (), ()),
        ({"billing": 72, "login": 98, "delivery": 70}, "billing", (), ()),
        ({"billing": 26, "login": 99, "delivery": 75}, "", (), ()),
        ({**OLD, "returns": 3}, "", ("returns",), ()),
        ({"login": 100, "delivery": 76}, OTHERS, (), ("billing",)),
        ({"x": 100, "y": 100}, "", ("x", "y"), ("billing", "delivery", "login")),
    ],
)
def test_labels(now: dict[str, int], drifts: str, fresh: tuple[str, ...], gone: tuple[str, ...]) -> None:
    found = versions(labelled(OLD), labelled(now))
    assert (found.drift.label if found.drift else "", found.fresh, found.gone) == (drifts, fresh, gone)
    assert found.shifted == bool(drifts or fresh or gone)


def test_of_many_labels_those_that_are_not_named_are_neither_new_nor_gone() -> None:
    found = versions(
        labelled({**OLD, OTHERS: 50}, whole=False), labelled({"login": 100, "x": 76, OTHERS: 74}, whole=False)
    )
    assert (found.fresh, found.gone, found.drift) == ((), (), None)


@pytest.mark.parametrize(
    ("then", "now", "times"),
    [((40, 4000), (60, 13_200), 2.2), ((40, 4000), (60, 6600), None), ((40, 4000), (60, 3000), 0.5), ((19, 1900), (60, 60_000), None), ((40, 0), (60, 600), None)],
)  # fmt: skip
def test_lengths(then: tuple[int, int], now: tuple[int, int], times: float | None) -> None:
    assert versions(Past(*then, 1), Past(*now, 1)).longer == times


def test_evaluation_splits_hold_still_or_not() -> None:
    here = {"train": Past(9, 9, 1), "test": Past(5, 5, 3), "validation": Past(5, 5, 4), "more": Past(1, 1, 1)}
    then = {**here, "validation": Past(5, 5, 9), "gone": Past(2, 2, 2)}
    del then["more"]
    found = changes(Version("v1", then), Version("", here))
    assert found is not None
    assert found.moved == {"test": False, "validation": True}


@pytest.mark.parametrize("then", [{}, {"test": Past(5, 5, 5)}, {"train": Past(0, 0, 0)}])
def test_without_a_training_split_nothing_is_compared(then: dict[str, Past]) -> None:
    assert changes(Version("v1", then), Version("", {"train": Past(9, 9, 9)})) is None


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 500), min_size=1))
def test_a_version_has_not_shifted_from_itself(counts: dict[str, int]) -> None:
    found = versions(labelled(counts), labelled(counts))
    assert (found.shifted, found.more) == (False, 0)


def tickets(count: int, share: float, first: int = 0) -> list[dict[str, Any]]:
    """Records of two labels, the first of them in this share."""
    return [
        {"text": record["messages"][0]["content"], "label": "billing" if n < share * count else "login"}
        for n, record in enumerate(clean(count, first))
    ]


def told(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (each["data"]["answer"], each["message"]) for each in found["remarks"] if each["check"] == "decision"
    ]


def test_drift_since_a_tag_is_told(tmp_path: Path, write: Write, report: ReportOf) -> None:
    git("init", "-q", cwd=tmp_path)
    write("data/train.jsonl", tickets(100, 0.12))
    write("data/test.jsonl", tickets(100, 0.3, first=500))
    commit(tmp_path)
    git("tag", "v1", cwd=tmp_path)
    write("data/train.jsonl", tickets(140, 0.3))
    found = report("data", "--since", "v1", cwd=tmp_path)
    stable, *_, measured, reversible = told(found)
    assert stable == (
        "partly",
        "since v1: 40 examples more, labels drifted: 'billing' 12 % -> 30 % (G-test, p < .001)",
    )
    assert measured == ("yes", "100 usable test examples; the same as at v1, so figures can be compared")
    assert reversible[0] == "partly"
    figures = next(each["data"] for each in found["remarks"] if each["check"] == "decision")
    assert (figures["since"], figures["more_examples"], figures["moved"]) == ("v1", 40, 0.18)
    assert told(report("data", cwd=tmp_path))[0][0] == "unanswered"


def test_order_is_no_change_and_other_test_examples_are(
    tmp_path: Path, write: Write, report: ReportOf
) -> None:
    test = tickets(100, 0.3, first=500)
    write("v1/train.jsonl", tickets(100, 0.3))
    write("v1/test.jsonl", test)
    random.Random(1).shuffle(test)
    write("data/train.jsonl", tickets(110, 0.3))
    write("data/test.jsonl", test)
    stable, *_, measured, _ = told(report("data", "--previous", "v1", cwd=tmp_path))
    assert stable == ("yes", "since v1: 10 examples more, with the labels and their shares as they were")
    assert "the same as at v1" in measured[1]
    write("data/test.jsonl", [*test[1:], *tickets(1, 1, first=900)])
    assert "others than at v1" in told(report("data", "--previous", "v1", cwd=tmp_path))[4][1]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--previous", "nowhere"), b"nowhere: does not exist"),
        (("--previous", "empty"), b"--previous empty: no dataset is there"),
        (("--previous", "data", "--since", "HEAD"), b"leave one out"),
    ],
)
def test_a_version_that_is_not_there(
    tmp_path: Path, write: Write, tuneready: Tuneready, args: tuple[str, ...], said: bytes
) -> None:
    write("data/train.jsonl", tickets(60, 0.5))
    (tmp_path / "empty").mkdir()
    done = tuneready("check", "data", *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
