"""Remarks: what checks measured reaches the report, in one order, and changes no verdict."""

from __future__ import annotations

from typing import Any

from support import ReportOf, Write, clean


def test_a_matrix_of_leaks(write: Write, report: ReportOf) -> None:
    write("train.jsonl", clean(120))
    write("validation.jsonl", clean(3, first=10))
    write("test.jsonl", [*clean(2), *clean(2, first=500)])
    remarks = [remark for remark in report(".")["remarks"] if remark["check"] == "split-leak"]
    assert [(remark["check"], remark["split"]) for remark in remarks] == [("split-leak", "")]
    assert remarks[0]["message"] == "5 examples of one split found in another"
    picture = remarks[0]["picture"]
    assert (picture["kind"], picture["columns"]) == ("matrix", ["train"])
    assert dict(zip(picture["rows"], picture["cells"], strict=True)) == {"test": [2], "validation": [3]}


def test_no_leak_no_remark(write: Write, report: ReportOf) -> None:
    write("train.jsonl", clean(120))
    write("test.jsonl", clean(4, first=500))
    assert not [remark for remark in report(".")["remarks"] if remark["check"] == "split-leak"]


def _bars(remarks: list[dict[str, Any]], check: str) -> dict[str, int]:
    """The bars of a check's only picture, by name."""
    (remark,) = [remark for remark in remarks if remark["check"] == check]
    return {name: count for name, count in remark["picture"]["bars"]}  # noqa: C416 — pairs are lists


def test_sizes_of_clusters(write: Write, report: ReportOf) -> None:
    copies = [*clean(3), *clean(2), *clean(1), *clean(1), *clean(1)]
    write("train.jsonl", [*clean(120), *copies])
    found = [each for each in report(".")["remarks"] if each["check"] == "exact-duplicate"]
    assert _bars(found, "exact-duplicate") == {"2 examples": 1, "3 to 5": 1, "6 to 20": 1}
    assert [remark["message"] for remark in found] == ["3 clusters of 11 examples"]


def test_two_clusters_are_no_picture(write: Write, report: ReportOf) -> None:
    write("train.jsonl", [*clean(120), *clean(2)])
    assert not [each for each in report(".")["remarks"] if each["check"] == "exact-duplicate"]


def test_kinds_of_personal_data(write: Write, report: ReportOf) -> None:
    """Placeholders are no values; a value in two examples is one."""
    held = [
        "greta.lindqvist@posteo.de",
        "t.okafor@posteo.de",
        "greta.lindqvist@posteo.de",
        "jane@example.com",
    ]
    records = [
        {"prompt": f"Who wrote number {n}?", "completion": f"Ask {text}."} for n, text in enumerate(held)
    ]
    card = {"prompt": "My card is 4539 5787 6362 1486.", "completion": "Never send card numbers in a chat."}
    write("train.jsonl", [*records, card])
    assert _bars(report(".")["remarks"], "personal-data") == {"e-mail address": 2, "payment card number": 1}
