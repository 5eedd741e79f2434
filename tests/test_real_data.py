"""Counts on real public datasets, beside the known ones. Skipped where the data is not there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support import SHARED_DATA, ReportOf

pytestmark = pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the real datasets are not on this machine")

TRUTH: dict[str, Any] = (
    json.loads((SHARED_DATA / "truth.json").read_text(encoding="utf-8")) if SHARED_DATA.is_dir() else {}
)
DATASETS = sorted(TRUTH.get("datasets", {}))
LEAKS = sorted(TRUTH.get("leakage", {}))


@pytest.mark.parametrize("name", DATASETS)
def test_lines_duplicates_and_conflicts(report: ReportOf, name: str) -> None:
    truth = TRUTH["datasets"][name]
    found = report("--split", f"train={SHARED_DATA / name}", "--max-findings", 0)
    assert found["exit"] in {0, 1}
    assert found["splits"]["train"]["lines"] == truth["rows"]
    assert found["checks"]["malformed-line"]["findings"] == 0
    assert found["checks"]["wrong-format"]["findings"] == 0
    assert found["checks"]["mixed-formats"]["findings"] == 0
    duplicates = found["checks"]["exact-duplicate"]["examples"]
    assert truth["exact_dup_rows"] <= duplicates <= truth["soft_dup_rows"]
    conflicts = found["checks"]["conflicting-label"]["findings"]
    assert truth["conflict_exact_groups"] <= conflicts <= truth["conflict_norm_groups"]


@pytest.mark.parametrize("pair", LEAKS)
def test_leaked_lines(report: ReportOf, pair: str) -> None:
    test, train = pair.split(" IN ")
    truth = TRUTH["leakage"][pair]
    found = report(
        "--split",
        f"train={SHARED_DATA / train}",
        "--split",
        f"test={SHARED_DATA / test}",
        "--max-findings",
        0,
    )
    places = {
        (place["file"], place["line"])
        for finding in found["findings"]
        if finding["check"] == "split-leak"
        for place in [finding, *finding["related"]]
    }
    lines = {line for file, line in places if file.endswith(test)}
    assert truth["exact"] <= len(lines) <= truth["norm"]
    rows = TRUTH["leak_rows"][pair]
    known = {row[0] for row in (rows if isinstance(rows, list) else rows["first120"])}
    if isinstance(rows, list):
        assert lines <= known


def test_separators_inside_strings_are_no_line_ends(report: ReportOf) -> None:
    found = report(SHARED_DATA / "gsm8k" / "train.jsonl")
    assert found["splits"]["train"]["lines"] == 7473


def test_padded_file_counts_as_what_it_is(report: ReportOf) -> None:
    found = report(SHARED_DATA / "openai_cookbook_toy" / "toy_chat_fine_tuning.jsonl")
    assert found["splits"]["train"]["lines"] == 10
    assert found["splits"]["train"]["usable"] == 5
    assert found["verdict"] == "not-ready"
