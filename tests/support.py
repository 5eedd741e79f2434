"""What several tests need: the command, records without a fault, where things lie."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
KEY = "a key for tests"

Run = subprocess.CompletedProcess[bytes]
Tuneready = Callable[..., Run]
ReportOf = Callable[..., dict[str, Any]]
Write = Callable[..., Path]


NPM = shutil.which("npm")
NPM_PACKAGES = Path(os.environ.get("TUNEREADY_NPM", Path(tempfile.gettempdir()) / "tuneready-npm"))


def npm_package(name: str) -> Path:
    """The folder of a package from npm; the test is skipped where it cannot be had."""
    if NPM is None:
        pytest.skip("npm is not installed")
    folder = NPM_PACKAGES / "node_modules" / name
    if not folder.is_dir():
        NPM_PACKAGES.mkdir(parents=True, exist_ok=True)
        install = [
            NPM,
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(NPM_PACKAGES),
            name,
        ]
        done = subprocess.run(install, capture_output=True, check=False, timeout=280)
        if done.returncode:
            pytest.skip(f"{name} cannot be had from npm")
    return folder


def command() -> str:
    return str(Path(sys.executable).with_name("tuneready"))


def clean(count: int, first: int = 0) -> list[dict[str, Any]]:
    """Distinct, faultless records: no two are alike."""
    return [
        {
            "messages": [
                {
                    "role": "user",
                    "content": f"{_word(n)} asks about the {_word(n * 7 + 3)} {_word(n * 13 + 5)}?",
                },
                {
                    "role": "assistant",
                    "content": f"The {_word(n * 11 + 2)} is {_word(n * 17 + 9)} and {_word(n)}.",
                },
            ],
        }
        for n in range(first, first + count)
    ]


def _word(n: int) -> str:
    """A made-up word for a number; different numbers below a million have different words."""
    letters = []
    n += 1_000_003
    while n:
        n, digit = divmod(n, 20)
        letters.append("bcdfghjklmnpqrstvwxz"[digit] + "aeiou"[digit % 5])
    return "".join(letters)
