"""group-leak and time-leak: which fields tell, and what is said of them.

Add a line to cases/group-leak.jsonl or cases/time-leak.jsonl: the values of `field` in each split, one an
example (with `nest`, a pointer whose parents are made), and what is `found`: where, how grave, which
examples become unusable, and what it says.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support import ReportOf, Tuneready, Write, clean

from tuneready.api import Check, Overview
from tuneready.reading.dataset import Dataset
from tuneready.run import Stamped
from tuneready.testing import findings, lint
from tuneready_checks._pointers import known_fields, value_at
from tuneready_checks.group_leak import GroupLeak
from tuneready_checks.time_leak import TimeLeak

SPLITS = ("train", "validation", "test")
Given = dict[str, list[dict[str, Any]]]


def cases(name: str) -> list[Any]:
    path = Path(__file__).parent / "cases" / f"{name}.jsonl"
    read = map(orjson.loads, path.read_bytes().splitlines())
    return [pytest.param(case, id=case["about"]) for case in read]


def record(case: dict[str, Any], about: str, value: object) -> dict[str, Any]:
    made = {"prompt": about, "completion": "x", **case.get("more", {})}
    if "nest" in case:
        return {**made, "a/b": [{"who~": value}]}
    *note, name = case["field"].split("/")[1:]
    return {**made, **({note[0]: {name: value}} if note else {name: value})}


def dataset(case: dict[str, Any]) -> Given:
    return {
        split: [record(case, f"{split} {n}", value) for n, value in enumerate(case[split])]
        for split in SPLITS
        if split in case
    }


def place(example: int, given: Given) -> str:
    return f"{[split for split in SPLITS if split in given][example >> 40]}:{example & 0xFFFFFFFF}"


def told(stamped: Stamped, given: Given, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a finding says of the things that are wanted."""
    finding = stamped.finding
    facts = {
        "at": place(finding.at, given),
        "severity": stamped.severity.value,
        "unusable": [place(example, given) for example in finding.unusable],
        "says": finding.message,
    }
    return {name: facts[name] for name in wanted}


def compare(check: Check, case: dict[str, Any]) -> None:
    given = dataset(case)
    found = findings(check, given)
    assert len(found) == len(case["found"]), [each.finding.message for each in found]
    assert [told(each, given, wanted) for each, wanted in zip(found, case["found"], strict=True)] == case[
        "found"
    ]


@pytest.mark.parametrize("case", cases("group-leak"))
def test_groups(case: dict[str, Any]) -> None:
    compare(GroupLeak(**case.get("options", {})), case)


@pytest.mark.parametrize("case", cases("time-leak"))
def test_times(case: dict[str, Any]) -> None:
    compare(TimeLeak(**case.get("options", {})), case)


def test_a_named_field_tells_how_far_it_reaches() -> None:
    given = {
        "train": [{"prompt": f"a{n}", "completion": "x", **({"n": n // 2} if n else {})} for n in range(6)],
        "test": [{"prompt": "b", "completion": "x", "n": 9}],
    }
    outcome = lint(given, GroupLeak(by=["/n"]))
    assert [remark.message for remark in outcome.tallies["group-leak"].remarks] == [
        "/n puts 6 of 7 examples into 4 groups"
    ]


ADDRESS = "greta.lindqvist@posteo.de"


@pytest.mark.parametrize("count", [1, 30])
def test_values_are_never_shown(report: ReportOf, write: Write, count: int) -> None:
    def made(first: int, times: int) -> list[dict[str, Any]]:
        records = clean(count * times, first)
        return [{**each, "customer": f"{n // times}.{ADDRESS}"} for n, each in enumerate(records)]

    write("train.jsonl", made(0, 2))
    write("test.jsonl", made(5_000, 1))
    found = report("train.jsonl", "test.jsonl", "--group-by", "/customer", "--max-findings", 0)
    mine = [each for each in found["findings"] if each["check"] == "group-leak"]
    assert len(mine) == 1
    assert (found["exit"], mine[0]["examples_total"]) == (1, 2 * count)
    assert ADDRESS not in str(found)


def test_many_groups_list_no_more_places_than_a_report_bears() -> None:
    given = {
        "train": [{"prompt": f"a{n}", "completion": "x", "who": n} for n in range(500)],
        "test": [{"prompt": f"b{n}", "completion": "x", "who": n} for n in range(500)],
    }
    (found,) = findings(GroupLeak(by=["/who"]), given)
    assert (len(found.finding.related), found.finding.related_total) == (100, 999)
    assert len(found.finding.unusable) == 500


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=40), st.randoms(use_true_random=False))
def test_groups_are_the_same_in_any_order(values: list[int], rng: random.Random) -> None:
    half = len(values) // 2
    given = {
        "train": [{"prompt": f"a{n}", "completion": "x", "who": who} for n, who in enumerate(values[:half])],
        "test": [{"prompt": f"b{n}", "completion": "x", "who": who} for n, who in enumerate(values[half:])],
    }
    across = set(values[:half]) & set(values[half:])
    found = findings(GroupLeak(by=["/who"]), given)
    assert len(found) == len(across)
    for records in given.values():
        rng.shuffle(records)
    again = findings(GroupLeak(by=["/who"]), given)
    assert {each.fingerprint for each in again} == {each.fingerprint for each in found}
    assert sum(len(each.finding.unusable) for each in again) == sum(who in across for who in values[:half])


@pytest.mark.parametrize("pointer", ["customer_id", "/a~2", "/a~", ""])
def test_what_is_no_pointer(pointer: str) -> None:
    with pytest.raises(ValidationError):
        GroupLeak(by=[pointer])
    if pointer:
        with pytest.raises(ValidationError):
            TimeLeak(at=pointer)


def test_values_by_pointer() -> None:
    record = {"a": [{"b": 1}, "text"], "c": None, "": {"": 7}}
    pointers = ("/a/0/b", "/a/2", "/a/1/0", "/a/x", "/c/d", "/x", "//")
    assert [value_at(record, at) for at in pointers] == [1, None, None, None, None, None, 7]


def test_fields_are_known_in_any_spelling() -> None:
    record = {"threadId": 1, "metadata": {"Thread-ID": 2}, "meta": "thread_id", "info": {"a/b~": 3}}
    names = {"threadid", "a/b~"}
    assert list(known_fields(record, names)) == [
        ("/threadId", 1),
        ("/metadata/Thread-ID", 2),
        ("/info/a~1b~0", 3),
    ]


def test_the_command_line_goes_before_the_file(report: ReportOf, write: Write, tmp_path: Path) -> None:
    write("train.jsonl", [{**each, "who": n, "day": "2024-03-02"} for n, each in enumerate(clean(60))])
    write("test.jsonl", [{**each, "who": n, "day": "2024-03-01"} for n, each in enumerate(clean(9, 5_000))])
    (tmp_path / "tuneready.toml").write_text(
        '[checks.group-leak]\nby = ["/nobody"]\nseverity = "warning"\n[checks.time-leak]\nseverity = "off"'
    )
    found = report("train.jsonl", "test.jsonl", "--group-by", "/who", "--time", "/day")
    assert found["checks"]["group-leak"]["warnings"] == 9
    assert found["checks"]["time-leak"]["warnings"] == 1


@pytest.mark.parametrize("option", ["--group-by", "--time"])
def test_a_wrong_pointer_is_exit_2_with_a_message(tuneready: Tuneready, option: str) -> None:
    done = tuneready("check", option, "customer_id")
    assert done.returncode == 2
    assert b"'customer_id' is not a JSON pointer, such as /metadata/customer_id" in done.stderr


def test_an_empty_dataset_has_no_groups() -> None:
    check = GroupLeak(by=["/who"])
    assert list(check.conclude([], Overview(Dataset(), {}))) == []
    assert list(TimeLeak(at="/who").conclude([], Overview(Dataset(), {}))) == []
