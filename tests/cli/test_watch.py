"""`--watch`: looks again when a file changes, whatever state it is caught in."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import KEY, Tuneready, Write, clean, command


def _hears_ctrl_c() -> None:
    """What a shell starts in the background is deaf to Ctrl-C, and so would be what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watcher:
    """A watching command, and what it has printed so far."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out.txt"
        with self.out.open("wb") as out:
            self.tool = subprocess.Popen(
                [command(), "check", "train.jsonl", "--watch"],
                cwd=folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "TUNEREADY_KEY": KEY},
                preexec_fn=_hears_ctrl_c,  # noqa: PLW1509 — one thread
            )

    def waits_for(self, words: str, times: int = 1) -> str:
        """What was printed, once these words stand in it so often."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            text = self.out.read_text(encoding="utf-8")
            if text.count(words) >= times:
                return text
            assert self.tool.poll() is None, text
            time.sleep(0.1)
        raise AssertionError(f"{words} x {times} did not come: {text}")


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[[], Watcher]]:
    started: list[Watcher] = []

    def start() -> Watcher:
        started.append(Watcher(tmp_path))
        return started[-1]

    yield start
    for watcher in started:
        watcher.tool.kill()
        watcher.tool.wait()


def test_a_cleaning_loop(write: Write, watch: Callable[[], Watcher]) -> None:
    """Broken, half-written, gone, mended: each state is reported, and Ctrl-C ends it with 130."""
    path = write("train.jsonl", clean(120))
    watcher = watch()
    watcher.waits_for("READY  ·  score 100 of 100")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    assert "train.jsonl:121: " in watcher.waits_for("NOT READY")
    path.unlink()
    watcher.waits_for("does not exist")
    path.write_bytes(whole)
    watcher.waits_for("\nREADY  ·  score 100 of 100", 1)
    watcher.waits_for("watching; Ctrl-C ends", 4)
    watcher.tool.send_signal(signal.SIGINT)
    assert watcher.tool.wait(20) == 130
    assert "Traceback" not in watcher.out.read_text(encoding="utf-8")


def test_standard_input_cannot_be_watched(tuneready: Tuneready) -> None:
    done = tuneready("check", "-", "--watch", stdin=b"{}\n")
    assert done.returncode == 2
    assert b"standard input cannot be watched" in done.stderr
