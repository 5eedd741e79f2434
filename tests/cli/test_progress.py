"""What is said on the way, on standard error: a bar on a terminal, times when asked for, nothing else."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import Tuneready, Write, clean

from tuneready.cli import progress
from tuneready.cli.progress import Bar
from tuneready.reporters.style import ASCII, UNICODE


def test_a_bar_says_how_far_and_how_long() -> None:
    now = [100.0]
    bar = Bar(total=4_000_000, signs=UNICODE, clock=lambda: now[0])
    bar.begin()
    now[0] += 10
    bar.records, bar.done = 50_000, 1_000_000
    line = bar.line(now[0], 80)
    assert "25%" in line
    assert "50,000 records · 5,000 a second · 0:30 left" in line
    assert line.startswith("█")
    for width in (20, 40, 60, 80, 200):
        assert len(bar.line(now[0], width)) < width
    assert bar.line(now[0], 40).startswith("50,000 records")


def test_what_cannot_be_known_is_not_said() -> None:
    bar = Bar(total=0, signs=ASCII, clock=lambda: 5.0)
    bar.begin()
    bar.records, bar.done = 10, 1_000
    assert "left" not in bar.line(6.0, 80)
    assert "%" not in bar.line(6.0, 80)
    assert bar.line(6.0, 80).isascii()


def test_a_second_pass_starts_anew(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 2
        return now[0]

    bar = Bar(total=100, signs=UNICODE, clock=clock)
    for _ in range(2):
        bar.begin()
        bar.advance(5, 50)
        bar.clear()
    said = capsys.readouterr().err
    assert "pass 2" in said
    assert said.count("50%") == 2
    assert said.endswith("\r\x1b[K")


_AT_ONCE = "from tuneready.cli import main, progress; progress._PATIENCE = progress._PAUSE = -1; main()"
"""The command, with a bar that does not wait to see whether the run is worth one."""


def _on_a_terminal(path: Path, environment: dict[str, str]) -> bytes:
    master, slave = pty.openpty()
    subprocess.run(
        [sys.executable, "-c", _AT_ONCE, "check", path],
        stdout=subprocess.DEVNULL,
        stderr=slave,
        env={
            **{name: value for name, value in os.environ.items() if name != "CI"},
            "TERM": "xterm",
            **environment,
        },
        check=False,
    )
    os.close(slave)
    os.set_blocking(master, False)
    try:
        return os.read(master, 1 << 20)
    except OSError:  # nothing, or nobody at the other end
        return b""
    finally:
        os.close(master)


def test_a_terminal_sees_a_bar_and_ci_sees_nothing(write: Write) -> None:
    path = write("train.jsonl", clean(800))
    assert re.search(rb"\r\x1b\[K.*records .* a second", _on_a_terminal(path, {}))
    assert _on_a_terminal(path, {"CI": "true"}) == b""


def test_times_are_said_when_asked_for(tuneready: Tuneready, write: Write) -> None:
    path = write("train.jsonl", clean(120))
    done = tuneready("check", path, "-v")
    said = done.stderr.decode()
    assert re.search(r"^ +\d+\.\d\d  near-duplicate$", said, re.MULTILINE)
    assert "all checks" in said
    assert done.stdout == tuneready("check", path).stdout


def test_no_size_is_known_of_packed_files(write: Write) -> None:
    from tuneready.reading.dataset import Dataset

    plain = write("a.jsonl", clean(5))
    packed = write("b.jsonl.gz", clean(5))
    one = Dataset.of([("train", plain, "a.jsonl")])
    both = Dataset.of([("train", plain, "a.jsonl"), ("train", packed, "b.jsonl.gz")])
    assert progress._bytes_of(one) == plain.stat().st_size
    assert progress._bytes_of(both) == 0


def test_statistics_are_a_line_a_check(tuneready: Tuneready, write: Write) -> None:
    path = write("train.jsonl", [*clean(60), *clean(3), b"{oops"])
    lines = tuneready("check", path, "--statistics").stdout.decode().splitlines()
    assert lines[0].split() == ["errors", "warnings", "notes", "unusable", "points", "check"]
    assert lines[1].split()[0:2] == ["1", "·"]
    assert any(line.endswith("exact-duplicate") for line in lines)
    assert lines[-1].startswith("NOT READY")
