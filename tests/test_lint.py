"""The Python door: `tuneready.lint`, `tuneready.testing.assert_ready`, Parquet, and what else can be iterated."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from support import ROOT, ReportOf, Write, clean

import tuneready
from tuneready.config import ConfigError
from tuneready.reading import parquet
from tuneready.reading.sources import ReadingError
from tuneready.registry import OptionError
from tuneready.report import Report
from tuneready.testing import assert_ready

SPOILED = ROOT / "examples" / "spoiled_tickets"


@pytest.fixture(autouse=True)
def _a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from support import KEY

    monkeypatch.setenv("TUNEREADY_KEY", KEY)


def test_paths_give_the_report_of_the_command(
    report: ReportOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = report(SPOILED, "--max-findings", 0)
    found.pop("exit")
    assert tuneready.lint(SPOILED).model_dump(mode="json") == found
    assert tuneready.lint([SPOILED / "data"]).score == found["score"]


def test_a_configuration_says_the_same_to_both(
    write: Write, report: ReportOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is declared, a schema of one's own and a target among it."""
    monkeypatch.chdir(tmp_path)
    path = write("train.jsonl", [*clean(60), {"messages": [{"role": "user", "content": "Hi"}]}])
    (tmp_path / "own.json").write_text('{"properties": {"messages": {"minItems": 2}}}')
    (tmp_path / "tuneready.toml").write_text(
        'schema-file = "own.json"\ntarget = "openai"\n[declaration]\noutput_schema = { type = "object" }\ntask = "answers"\n'
    )
    found = report("train.jsonl", "--max-findings", 0)
    found.pop("exit")
    own = {"output_schema": {"type": "object"}, "task": "answers"}
    same = tuneready.lint(
        path.name, {"schema-file": "own.json", "target": "openai", "declaration": own}
    ).model_dump(mode="json")
    assert same == found
    checks = {finding["check"] for finding in found["findings"]}
    assert checks >= {"broken-output-schema", "wrong-format"}
    with pytest.raises(ConfigError, match=r"no\.json: cannot read the schema"):
        tuneready.lint(path.name, {"schema-file": "no.json"})


def test_records_are_as_good_as_a_file(write: Write) -> None:
    records = [*clean(60), *clean(3)]
    by_file = tuneready.lint(write("train.jsonl", records))
    in_memory = tuneready.lint(records)
    assert in_memory.splits["train"].files == ["<train>"]
    assert [f.fingerprint for f in in_memory.findings] == [f.fingerprint for f in by_file.findings]
    assert [f.line for f in in_memory.findings] == [f.line for f in by_file.findings]
    assert in_memory.score == by_file.score < 60


class LikeADataset:
    """What of a Hugging Face `Dataset` is used: it yields a dict for each row, as often as one likes."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        yield from self.rows


def test_splits_by_name_are_held_against_each_other() -> None:
    both = {"train": LikeADataset(clean(120)), "test": (record for record in clean(2))}
    found = tuneready.lint(both)
    assert found.splits["test"].examples == 2
    leaks = [finding for finding in found.findings if finding.check == "split-leak"]
    assert [leak.file for leak in leaks] == ["<test>", "<test>"]


def test_paths_and_records_may_be_mixed(write: Write) -> None:
    found = tuneready.lint({"train": clean(120), "test": write("eval.jsonl", clean(5, 500))})
    assert (found.verdict, list(found.splits)) == ("ready", ["train", "test"])


def test_what_json_has_no_word_for_is_named() -> None:
    records = [
        {
            "prompt": "When?",
            "completion": "Now.",
            "at": dt.date(2024, 5, 6),
            "raw": b"abc",
            "odd": object(),
        }
    ]
    assert orjson.loads(parquet.line(records[0])) == {
        "prompt": "When?", "completion": "Now.", "at": "2024-05-06", "raw": "<3 bytes>", "odd": "<object>",
    }  # fmt: skip
    assert tuneready.lint(records).splits["train"].examples == 1


def test_configuration_is_a_mapping() -> None:
    assert tuneready.lint(clean(20), {"minimum": 10}).verdict == "ready"
    off = tuneready.lint([*clean(120), clean(1)[0]], {"checks": {"exact-duplicate": {"severity": "off"}}})
    assert "exact-duplicate" not in off.checks


@pytest.mark.parametrize(
    ("config", "error", "fact"),
    [
        ({"minimun": 3}, ConfigError, "did you mean 'minimum'"),
        ({"format": "openai-chatt"}, ConfigError, "did you mean 'openai-chat'"),
        ({"target": "openia"}, ConfigError, "no such target"),
        ({"checks": {"no-such": {}}}, OptionError, "no check is called"),
    ],
)
def test_wrong_configuration_is_told(config: dict[str, Any], error: type[Exception], fact: str) -> None:
    with pytest.raises(error, match=fact):
        tuneready.lint(clean(3), config)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(ReadingError, match="does not exist"):
        tuneready.lint("nowhere.jsonl")


def test_nothing_is_not_ready() -> None:
    assert tuneready.lint([]).verdict == "not-assessed"


def test_a_dataset_is_asserted_to_be_ready(write: Write) -> None:
    assert isinstance(assert_ready(clean(120)), Report)
    with pytest.raises(AssertionError) as failed:
        assert_ready(write("train.jsonl", [*clean(60), b"{oops"]))
    lines = str(failed.value).splitlines()
    assert lines[0] == "the dataset is not ready"
    assert any(line.endswith("[malformed-line]") and "train.jsonl:61: " in line for line in lines)
    assert lines[-1].startswith("NOT READY")
    with pytest.raises(AssertionError, match="score 60"):
        assert_ready(clean(60), score=90)


def test_importing_it_is_light() -> None:
    heavy = "import sys, tuneready; print([m for m in ('pydantic', 'numpy', 'click', 'orjson') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A Parquet file of 60 good rows and three copies, in several row groups."""
    pyarrow = pytest.importorskip("pyarrow", reason="tuneready[parquet] is not installed")
    from pyarrow import parquet as pq

    path = tmp_path / "train.parquet"
    rows = [*clean(60), *clean(3)]
    pq.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=10)
    return path


def test_parquet_is_read_as_lines(table: Path, write: Write, report: ReportOf) -> None:
    write("lines/train.jsonl", [*clean(60), *clean(3)])
    rows, lines = report(table), report("lines/train.jsonl")
    assert rows["splits"]["train"]["lines"] == 63
    assert [f["line"] for f in rows["findings"]] == [f["line"] for f in lines["findings"]]
    assert [f["fingerprint"] for f in rows["findings"]] == [f["fingerprint"] for f in lines["findings"]]
    assert report(".", cwd=table.parent)["splits"]["train"]["files"] == ["lines/train.jsonl", "train.parquet"]


def test_damaged_parquet_is_told(table: Path, report: ReportOf) -> None:
    table.write_bytes(table.read_bytes()[:-30])
    found = report(table)
    assert found["exit"] != 0
    assert any("the Parquet data cannot be read" in finding["message"] for finding in found["findings"])


def test_without_pyarrow_the_extra_is_named(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuneready.reading.sources.can_read_parquet", lambda: False)
    found = tuneready.lint(table)
    assert found.verdict == "not-assessed"
    assert "install tuneready[parquet]" in found.reasons[0]
