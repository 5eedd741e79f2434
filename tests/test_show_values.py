"""--show-values: on a terminal, and nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path
from typing import Any

import orjson
import pytest
from support import KEY, Tuneready, clean, command

MAIL, OTHER = "greta.lindqvist@posteo.de", "jürgen.müller@gmx.de"
TOKEN = "ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq"


def records() -> list[dict[str, Any]]:
    return [
        {"messages": [{"role": "user", "content": "Who?"}, {"role": "assistant", "content": f"日本 {MAIL}"}]},
        {"messages": [{"role": "user", "content": OTHER}, {"role": "assistant", "content": f"\x1b {TOKEN}"}]},
        *clean(60),
    ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in records()))
    return path


def on_terminal(folder: Path, *arguments: str, given: bytes = b"") -> tuple[str, int]:
    """What a run prints to a terminal, and its exit code."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [command(), *arguments],
        stdin=subprocess.PIPE,
        stdout=theirs,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "TUNEREADY_KEY": KEY, "NO_COLOR": "1"},
    )
    os.close(theirs)
    assert done.stdin
    assert done.stderr
    done.stdin.write(given)
    done.stdin.close()
    out = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        out += piece
    done.stderr.close()
    return out.decode("utf-8", "replace"), done.wait()


def test_values_are_printed_on_a_terminal(tmp_path: Path, data: Path) -> None:
    text, code = on_terminal(tmp_path, "check", data.name, "--show-values")
    assert code == 1
    report, _, shown = text.partition("Values, shown on this terminal only:")
    assert not any(value in report for value in (MAIL, OTHER, TOKEN))
    values = [line.split() for line in shown.strip().splitlines()]
    assert [value for value in values if value[-1] != "(encoding-damage)"] == [
        ["train.jsonl:1:", MAIL, "(personal-data)"],
        ["train.jsonl:2:", OTHER, "(personal-data)"],
        ["train.jsonl:2:", TOKEN, "(leaked-secret)"],
    ]


def test_without_the_option_none_is_printed(tmp_path: Path, data: Path) -> None:
    text, _ = on_terminal(tmp_path, "check", data.name)
    assert not any(value in text for value in (MAIL, OTHER, TOKEN, "Values, shown"))


def test_a_report_in_a_file_holds_none(tmp_path: Path, data: Path) -> None:
    text, _ = on_terminal(tmp_path, "check", data.name, "--show-values", "--report", "json=out.json")
    assert MAIL in text
    written = (tmp_path / "out.json").read_text()
    assert not any(value in written for value in (MAIL, OTHER, TOKEN))


def test_values_of_standard_input_are_read_back_too(tmp_path: Path, data: Path) -> None:
    text, code = on_terminal(tmp_path, "check", "-", "--show-values", given=data.read_bytes())
    assert code == 1
    assert MAIL in text


def test_it_is_refused_where_standard_output_is_no_terminal(tuneready: Tuneready, data: Path) -> None:
    run = tuneready("check", data, "--show-values")
    assert run.returncode == 2
    assert run.stdout == b""
    assert b"--show-values prints to a terminal only" in run.stderr
