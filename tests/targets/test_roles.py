"""Roles that only chat templates know: a target's matter, and a note where no target is named."""

from __future__ import annotations

from typing import Any

import pytest
from support import ReportOf, Write, clean

ASKED = {"role": "user", "content": "Is it raining in Oslo?"}
ANSWER = {"role": "assistant", "content": "It is."}


def with_role(role: str) -> list[Any]:
    return [*clean(60), {"messages": [ASKED, {"role": role, "content": "rain"}, ANSWER]}]


@pytest.mark.parametrize(
    ("role", "targets", "severity", "words"),
    [
        ("ipython", "", "info", "/messages/1/role is 'ipython': some chat templates know this role"),
        ("ipython", "openai", "error", "/messages/1/role is 'ipython': expected system, developer"),
        ("ipython", "hugging-face-trl", "", ""),
        ("ipython", "axolotl", "", ""),
        ("judge", "", "error", "/messages/1/role is 'judge': expected one of system, developer, user"),
        ("judge", "hugging-face-trl", "", ""),
        (
            "judge",
            "hugging-face-trl,openai",
            "error",
            "/messages/1/role is 'judge': expected system, developer",
        ),
        (
            "judge",
            "together",
            "error",
            "/messages/1/role is 'judge': expected one of system, developer, user",
        ),
    ],
)
def test_a_role(write: Write, report: ReportOf, role: str, targets: str, severity: str, words: str) -> None:
    write("train.jsonl", with_role(role))
    told = report("train.jsonl", *(("--target", targets) if targets else ()))
    found = [each for each in told["findings"] if each["check"] == "wrong-format"]
    assert [each["severity"] for each in found] == ([severity] if severity else [])
    assert all(each["message"].startswith(words) for each in found)
    assert told["splits"]["train"]["usable"] == (60 if severity == "error" else 61)


def test_a_file_with_broken_lines_fits_nothing_until_they_are_mended(write: Write, report: ReportOf) -> None:
    write("train.jsonl", [*clean(60), b"{oops", {"messages": 5}])
    fits = report("train.jsonl")["splits"]["train"]["fits"]
    assert fits["openai"] == "2 broken lines, and no other fault"
    assert fits["bedrock-nova"] == "needs blocks"
    assert not [target for target, reason in fits.items() if not reason]


def test_tokens_in_lines_fit_no_reader_of_columns(write: Write, report: ReportOf) -> None:
    write("train.jsonl", [{"input_ids": [n, n + 1], "labels": [n, n + 1]} for n in range(60)])
    fits = report("train.jsonl")["splits"]["train"]["fits"]
    assert (fits["together"], fits["axolotl"]) == ("needs Parquet", "")
    told = report("train.jsonl", "--target", "together")["checks"]["unsuited-file"]
    assert told["errors"] == 1
