"""What all tests share: the real command line, a fixed key, and golden files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from support import KEY, ROOT, Run, Tuneready, command


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden", action="store_true", help="write golden files instead of comparing with them"
    )


@pytest.fixture
def tuneready(tmp_path: Path) -> Tuneready:
    """Run the command line in a process of its own, away from any terminal, in `tmp_path` unless told."""

    def run(*args: object, cwd: Path = tmp_path, stdin: bytes = b"", **environment: str) -> Run:
        plain = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "NO_COLOR"}}
        return subprocess.run(
            [command(), *map(str, args)],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            env={**plain, "TUNEREADY_KEY": KEY, **environment},
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def report(tuneready: Tuneready) -> Callable[..., dict[str, Any]]:
    """The JSON report of a run; `exit` is its exit code."""

    def run(*args: object, **more: Any) -> dict[str, Any]:  # noqa: ANN401 — passed on as it is
        done = tuneready("check", *args, "--report", "json", **more)
        assert done.stdout, done.stderr.decode()
        return {**orjson.loads(done.stdout), "exit": done.returncode}

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; with --golden, write the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path.relative_to(ROOT)} is missing: make golden writes it"
        assert text == path.read_text(encoding="utf-8"), (
            f"{path.relative_to(ROOT)} differs: make golden, and read the diff"
        )

    return compare


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write records (or raw lines, as bytes) to a file below `tmp_path`."""

    def records(name: str, lines: list[Any]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            b"".join((line if isinstance(line, bytes) else orjson.dumps(line)) + b"\n" for line in lines)
        )
        return path

    return records
