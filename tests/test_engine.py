"""What the engine counts: the kind of task, severities, unusable examples."""

from __future__ import annotations

import numpy as np
import pytest
from support import ReportOf, Write, clean

from tuneready.engines.survey import task_of
from tuneready.example import Example, View
from tuneready.targets.fit import Fit


@pytest.mark.parametrize(
    ("outputs", "words", "task"),
    [
        ([1, 2] * 10, 1, "classification"),
        ([1, 2] * 10, 12, "classification"),
        ([1, 2] * 10, 13, "generation"),
        ([1] * 20, 1, "constant"),
        ([1] * 5, 99, "constant"),
        ([1] * 4, 1, "generation"),
        (list(range(20)), 1, "generation"),
        ([1] * 8 + [2] * 8 + [3, 4, 5, 6], 1, "generation"),
        ([1] * 8 + [2] * 9 + [3, 4, 5], 1, "classification"),
        ([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], 1, "generation"),
        ([1, 2, 3], 1, "generation"),
        ([], 1, "generation"),
    ],
)
def test_task(outputs: list[int], words: int, task: str) -> None:
    keys = np.array(outputs, np.uint64)
    assert task_of(keys, np.full(len(keys), words, np.uint8)) == task


@pytest.mark.parametrize(
    ("severity", "verdict", "usable"),
    [("error", "not-ready", 99), ("warning", "ready", 99), ("info", "ready", 101), ("off", "ready", 101)],
)
def test_severity_in_the_config(
    write: Write, report: ReportOf, severity: str, verdict: str, usable: int
) -> None:
    (write("train.jsonl", [*clean(99), *clean(2)]).parent / "tuneready.toml").write_text(
        f'[checks.exact-duplicate]\nseverity = "{severity}"\n'
    )
    found = report("train.jsonl")
    assert (found["verdict"], found["splits"]["train"]["usable"]) == (verdict, usable)
    assert ("exact-duplicate" in found["checks"]) is (severity != "off")


@pytest.mark.parametrize("cut", [0, 1, 60, 99, 100, 120])
@pytest.mark.parametrize("odd", [0, 50, 99, 100, 130])
def test_what_fits_is_told_by_the_first_hundred_wherever_they_are_cut(odd: int, cut: int) -> None:
    examples = [
        Example(n, "train", "alpaca" if n == odd else "openai-chat", View(()), record)
        for n, record in enumerate(clean(140))
    ]
    whole, first, second = Fit(), Fit(), Fit()
    whole.look(examples)
    first.look(examples[:cut])
    second.look(examples[cut:])
    first.merge(second)
    assert first.told(140) == whole.told(140)
    assert (whole.told(140)["openai"] != "") is (odd < 100)
