"""What holds for every dataset."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import clean

from tuneready.framing import Framing
from tuneready.reading.dataset import Dataset
from tuneready.registry import Ready
from tuneready.run import Outcome, Settings, run
from tuneready.testing import checks_of, lint
from tuneready.verdict import Demands, Judgement, judge

CHECKS = [check() for check in checks_of("tuneready_checks")]
CLEAN = clean(110)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _told(greeting: str, thing: str, end: str) -> dict[str, str]:
    """A record that is near to all others of its kind."""
    return {
        "prompt": f"{greeting}, the {thing} which came here this morning has a crack along its left side and the "
        f"lid does not close, so nobody dares to use it{end}",
        "completion": f"That must not happen, and I am sorry. A new {thing} is on its way to you by express{end}",
    }


records = st.one_of(
    st.sampled_from(CLEAN[:12]),
    st.builds(
        _told,
        st.sampled_from(["Hello", "hello", "Good day", "Hi there"]),
        st.sampled_from(["parcel", "parcels", "box"]),
        st.sampled_from(
            [".", "!", ". Thanks", " and so on", "; many thanks to you", ". \ufffd", ". {{name}}"]
        ),
    ),
    st.builds(
        lambda prompt, output: {"prompt": prompt, "completion": output},
        st.sampled_from(["Where is it?", "where is it", "Name a river.", "C++", "C", "日本語", ""]),
        st.sampled_from(["Here.", "here", "", " \n", "Nile", "Rhine", "no", "yes"]),
    ),
    st.sampled_from(
        [{"instruction": "a", "output": "b"}, {"messages": []}, {"messages": 3}, {}, {"mesages": [1]}]
    ),
)
lines = st.one_of(
    records.map(orjson.dumps),
    st.sampled_from(
        [b"{oops", b"[]", b"", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"\xff\xfe", b'"text"', b"{'a': 1}"]
    ),
    st.binary(max_size=30).map(lambda data: data.replace(b"\n", b" ")),
)


def judged(outcome: Outcome) -> Judgement:
    return judge(outcome.counts(), Demands())


def fingerprints(outcome: Outcome) -> Counter[tuple[str, str, str]]:
    return Counter((each.check, each.severity, each.fingerprint) for each in outcome.findings)


def assert_all_ran(outcome: Outcome) -> None:
    assert not {name: tally.failed for name, tally in outcome.tallies.items() if tally.failed}


@FEW
@given(st.binary(max_size=400))
def test_arbitrary_bytes_never_crash_and_are_never_ready(data: bytes) -> None:
    outcome = lint({"train": [data]}, *CHECKS)
    assert_all_ran(outcome)
    assert judged(outcome).verdict != "ready"


@FEW
@given(st.lists(lines, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_order_of_lines_changes_nothing_but_places(chosen: list[bytes], shuffler: random.Random) -> None:
    first = [*CLEAN[:60], *chosen]
    second = first[:]
    shuffler.shuffle(second)
    one, other = (
        lint({"train": [*map(as_line, first)]}, *CHECKS),
        lint({"train": [*map(as_line, second)]}, *CHECKS),
    )
    assert_all_ran(one)
    assert judged(one) == judged(other)
    assert fingerprints(one) == fingerprints(other)


def as_line(line: Any) -> bytes:  # noqa: ANN401 — a record or the bytes of a line
    return line if isinstance(line, bytes) else orjson.dumps(line)


@FEW
@given(st.integers(0, 59))
def test_a_copy_of_a_clean_line_is_one_finding_more(which: int) -> None:
    before, after = lint(CLEAN[:60], *CHECKS), lint([*CLEAN[:60], CLEAN[which]], *CHECKS)
    added = fingerprints(after) - fingerprints(before)
    assert [(check, severity) for check, severity, _ in added.elements()] == [("exact-duplicate", "warning")]
    assert after.usable["train"] == before.usable["train"] == 60


@FEW
@given(st.integers(0, 59))
def test_a_copy_in_another_split_is_one_leak(which: int) -> None:
    outcome = lint({"train": CLEAN[:60], "test": [CLEAN[100], CLEAN[which]]}, *CHECKS)
    leaks = [each for each in outcome.findings if each.check == "split-leak"]
    assert [(each.finding.at & 0xFF, each.severity) for each in leaks] == [(2, "error")]
    assert outcome.usable["train"] == 59


@FEW
@given(st.lists(lines, max_size=8), lines)
def test_a_line_more_never_raises_the_score_when_it_is_a_defect(chosen: list[bytes], line: bytes) -> None:
    given_lines = [as_line(line) for line in [*CLEAN[:70], *chosen]]
    before, after = lint({"train": given_lines}, *CHECKS), lint({"train": [*given_lines, line]}, *CHECKS)
    if after.usable["train"] <= before.usable["train"]:
        assert judged(after).score <= judged(before).score
        assert not (judged(before).verdict == "not-ready" and judged(after).verdict == "ready")


@FEW
@given(st.lists(lines, min_size=1, max_size=12), st.sampled_from([1, 50, 4096]), st.sampled_from([1, 2, 7]))
def test_size_of_blocks_and_number_of_partitions_change_nothing(
    chosen: list[bytes], batch_bytes: int, partitions: int
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "train.jsonl"
        path.write_bytes(b"\n".join([*chosen, *map(orjson.dumps, CLEAN[:20]), *chosen]))
        dataset = Dataset.of([("train", path, "train.jsonl")])
        ready = [Ready(check, check.severity) for check in CHECKS]
        plain = run(dataset, ready, Settings(Framing()))
        other = run(dataset, ready, Settings(Framing(batch_bytes=batch_bytes, partitions=partitions)))
    assert plain.findings == other.findings
    assert plain.usable == other.usable


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_ends_of_lines_change_nothing(ending: bytes, tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_bytes(ending.join(map(orjson.dumps, [*CLEAN[:20], *CLEAN[:3]])))
    dataset = Dataset.of([("train", path, "train.jsonl")])
    outcome = run(dataset, [Ready(check, check.severity) for check in CHECKS], Settings(Framing()))
    expected = lint([*CLEAN[:20], *CLEAN[:3]], *CHECKS)
    assert outcome.usable == expected.usable
    assert len(outcome.findings) == len(expected.findings)
