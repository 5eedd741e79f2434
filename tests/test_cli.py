"""The command line: exit codes, messages, what is printed where."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from support import ReportOf, Tuneready, Write, clean, command


@pytest.mark.parametrize(
    ("count", "verdict", "code"),
    [(49, "not-ready", 1), (50, "ready", 0), (99, "ready", 0), (100, "ready", 0)],
)
def test_verdict_flips_at_50_and_100(
    write: Write, report: ReportOf, count: int, verdict: str, code: int
) -> None:
    found = report(write("train.jsonl", clean(count)))
    assert (found["verdict"], found["exit"], found["splits"]["train"]["usable"]) == (verdict, code, count)
    assert found["marginal"] is (50 <= count < 100)
    assert found["score"] == count


def test_strict_makes_marginal_fail(write: Write, report: ReportOf) -> None:
    path = write("train.jsonl", clean(99))
    assert report(path, "--strict")["exit"] == 1
    assert report(path)["exit"] == 0


def test_the_fields_story(write: Write, report: ReportOf) -> None:
    """30 clean tickets, and 60 lines that are 20 examples three times: neither is ready."""
    thirty = report(write("thirty.jsonl", clean(30)))
    assert (thirty["verdict"], thirty["splits"]["train"]["usable"]) == ("not-ready", 30)
    thrice = report(write("thrice.jsonl", clean(20) * 3))
    assert (thrice["verdict"], thrice["splits"]["train"]["usable"]) == ("not-ready", 20)


def test_no_path_finds_the_dataset_in_the_current_directory(write: Write, report: ReportOf) -> None:
    write("data/train.jsonl", clean(100))
    write("data/test.jsonl", clean(10, 500))
    found = report()
    assert found["exit"] == 0
    assert found["splits"]["train"]["files"] == ["data/train.jsonl"]
    assert found["splits"]["test"]["files"] == ["data/test.jsonl"]


def test_nothing_to_read_is_exit_3(report: ReportOf, write: Write) -> None:
    found = report()
    assert (found["verdict"], found["exit"]) == ("not-assessed", 3)
    empty = report(write("train.jsonl", []))
    assert (empty["verdict"], empty["exit"]) == ("not-assessed", 3)


@pytest.mark.parametrize(
    ("args", "fact"),
    [
        (["check", "nowhere.jsonl"], "nowhere.jsonl: does not exist"),
        (["check", "--split", "train"], "is not NAME=PATH"),
        (["check", "--report", "jsno"], "is not NAME or NAME=PATH"),
        (["check", "--config", "nowhere.toml"], "nowhere.toml: no such file"),
        (["check", "--format", "openai-chatt"], "did you mean 'openai-chat'?"),
        (["check", "--max-findings", "-1"], "max-findings"),
        (["explain", "empty-outputs"], "did you mean 'empty-output'?"),
        (["chek"], "chek"),
        (["list", "cheeses"], "checks"),
    ],
)
def test_wrong_use_is_exit_2_with_a_message(tuneready: Tuneready, args: list[str], fact: str) -> None:
    done = tuneready(*args)
    assert done.returncode == 2
    assert fact in done.stderr.decode()
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


def test_standard_input_is_the_same_as_a_file(write: Write, report: ReportOf) -> None:
    records = [*clean(60), *clean(3), b"{oops"]
    path = write("train.jsonl", records)
    by_file, by_pipe = report(path), report("-", stdin=path.read_bytes())
    assert by_pipe["splits"]["train"].pop("files") == ["<stdin>"]
    by_file["splits"]["train"].pop("files")
    for key in ("verdict", "score", "splits", "funnel", "checks", "exit"):
        assert by_file[key] == by_pipe[key]
    assert [f["fingerprint"] for f in by_file["findings"]] == [f["fingerprint"] for f in by_pipe["findings"]]


def test_several_reports_in_one_run(tuneready: Tuneready, write: Write, tmp_path: Path) -> None:
    path = write("train.jsonl", clean(10))
    done = tuneready("check", path, "--report", "json=out.json", "--report", "text=out.txt")
    assert done.returncode == 1
    assert done.stdout.startswith(b"NOT READY")
    assert json.loads((tmp_path / "out.json").read_bytes())["verdict"] == "not-ready"
    assert (tmp_path / "out.txt").read_bytes().startswith(b"NOT READY")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "out.txt", "train.jsonl"]


def test_a_report_that_cannot_be_written_is_exit_2(tuneready: Tuneready, write: Write) -> None:
    path = write("train.jsonl", clean(10))
    done = tuneready("check", path, "--report", "json=nowhere/out.json")
    assert done.returncode == 2
    assert b"nowhere/out.json: cannot write the report: no such file or directory" in done.stderr


def test_full_disk_is_exit_2_with_a_message(write: Write) -> None:
    path = write("train.jsonl", clean(10))
    with open("/dev/full", "wb") as full:  # noqa: PTH123 — a device
        done = subprocess.run([command(), "check", path], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(write: Write) -> None:
    path = write("train.jsonl", [{"prompt": "a", "completion": ""}] * 5000)
    tool = subprocess.Popen(
        [command(), "check", path, "--max-findings", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert tool.stdout is not None
    assert tool.stderr is not None
    tool.stdout.read(10)
    tool.stdout.close()
    assert tool.stderr.read() == b""
    tool.wait(60)
    tool.stderr.close()


def test_interrupted_is_130_without_a_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "in"
    os.mkfifo(fifo)
    tool = subprocess.Popen([command(), "check", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.0)
    tool.send_signal(signal.SIGINT)
    _, said = tool.communicate(timeout=30)
    assert tool.returncode == 130
    assert b"Traceback" not in said
    assert b"interrupted" in said


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_console_can_show_the_report(tuneready: Tuneready, write: Write, encoding: str) -> None:
    path = write("trän.jsonl", clean(10))
    done = tuneready("check", path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 1
    text = done.stdout.decode(encoding)
    assert "NOT READY" in text
    assert ("█" in text) is (encoding == "utf-8")


@pytest.mark.parametrize(
    ("environment", "colored"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "0"}, False),
    ],
)
def test_colour(tuneready: Tuneready, write: Write, environment: dict[str, str], colored: bool) -> None:
    done = tuneready("check", write("train.jsonl", clean(10)), **environment)
    assert (b"\x1b[" in done.stdout) is colored


def test_a_terminal_gets_colour_and_a_pipe_no_progress(write: Write, tuneready: Tuneready) -> None:
    path = write("train.jsonl", clean(10))
    master, slave = pty.openpty()
    subprocess.run([command(), "check", path], stdout=slave, stderr=subprocess.DEVNULL, check=False)
    os.close(slave)
    assert b"\x1b[" in os.read(master, 65536)
    os.close(master)
    assert tuneready("check", path).stderr == b""


def test_quiet_prints_nothing_when_ready(tuneready: Tuneready, write: Write) -> None:
    assert tuneready("check", "-q", write("train.jsonl", clean(100))).stdout == b""
    assert tuneready("check", "-q", write("train.jsonl", clean(9))).stdout != b""


def test_control_characters_in_file_names_are_escaped(tuneready: Tuneready, write: Write) -> None:
    path = write("train\x1b[31m\n::error::x.jsonl", [b"{oops"])
    for name in ("text", "json"):
        done = tuneready("check", path, "--report", name)
        assert b"\x1b" not in done.stdout
        assert not any(line.startswith(b"::") for line in done.stdout.splitlines())


def test_list_and_explain(tuneready: Tuneready) -> None:
    checks = tuneready("list").stdout.decode()
    assert "exact-duplicate" in checks
    for name in (line.split()[0] for line in checks.splitlines()):
        page = tuneready("explain", name)
        assert page.returncode == 0
        assert "## How to fix it" in page.stdout.decode()
    assert "openai-chat" in tuneready("list", "formats").stdout.decode()
    assert (
        "12 checks" in tuneready("list", "packs").stdout.decode()
        or "checks" in tuneready("list", "packs").stdout.decode()
    )


def test_max_findings_caps_what_is_listed_and_totals_stay_true(write: Write, report: ReportOf) -> None:
    path = write("train.jsonl", [{"prompt": f"{n} is what?", "completion": ""} for n in range(20)])
    found = report(path, "--max-findings", 3)
    assert found["checks"]["empty-output"]["findings"] == 20
    assert len([f for f in found["findings"] if f["check"] == "empty-output"]) == 3
    assert found["splits"]["train"]["usable"] == 0


def test_a_file_that_changes_between_rounds_is_not_judged() -> None:
    from tuneready.reading.sources import ReadingError
    from tuneready.testing import lint
    from tuneready_checks.near_duplicate import NearDuplicate

    class Meddling(NearDuplicate):
        """Writes to the dataset while it is read."""

        def reduce(self, facts: Any, overview: Any) -> Any:  # noqa: ANN401 — passed on
            path = overview.dataset.files[0].path
            path.write_bytes(path.read_bytes() + b"\n")
            return super().reduce(facts, overview)

    with pytest.raises(ReadingError, match="changed while it was read"):
        lint(clean(20), Meddling())


def test_an_array_on_one_line_counts_its_copies_as_lines_do(write: Write, report: ReportOf) -> None:
    records = clean(20) * 3
    array = write("train.json", [json.dumps(records).encode()])
    lines = write("train.jsonl", records)
    one, other = report(array), report(lines)
    assert one["splits"]["train"]["usable"] == other["splits"]["train"]["usable"] == 20
    assert one["verdict"] == other["verdict"] == "not-ready"
    assert one["funnel"] == other["funnel"]


def test_every_report_that_is_offered_can_be_made_and_the_reverse() -> None:
    from tuneready.cli.options import REPORT_NAMES
    from tuneready.reporters import REPORTERS

    assert set(REPORT_NAMES) == set(REPORTERS)
