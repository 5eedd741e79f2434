"""Remarks: what checks measured reaches the report, in one order, and changes no verdict."""

from __future__ import annotations

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
