"""Packs: a broken one, a clash of names, a misnamed check, each said with whose it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import Tuneready

CHECK = '''
"""A check."""
from tuneready.api import ExampleCheck, fault

class Found(ExampleCheck):
    """A thing is found."""
    name = "{name}"
    good = [[]]
    bad = [[{{"prompt": "a", "completion": "b"}}]]
    def find(self, example):
        {body}
'''


def pack(folder: Path, modules: dict[str, str], name: str = "bad-pack") -> Path:
    """A folder that, on PYTHONPATH, is an installed distribution with a pack."""
    package = folder / "bad_pack"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""A pack."""\n')
    for module, text in modules.items():
        (package / f"{module}.py").write_text(text)
    info = folder / "bad_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[tuneready.packs]\nbad = bad_pack\n")
    return folder


@pytest.mark.parametrize(
    ("modules", "fact"),
    [
        (
            {"broken_check": "import no_such_module"},
            "cannot load check pack 'bad' (bad-pack 1.0): ModuleNotFoundError",
        ),
        ({"broken_check": "x = ("}, "cannot load check pack 'bad' (bad-pack 1.0): SyntaxError"),
        (
            {"empty_output": CHECK.format(name="empty-output", body="yield")},
            "two checks are called 'empty-output': bad-pack 1.0 and tuneready",
        ),
        ({"other_name": CHECK.format(name="one-name", body="yield")}, "expected one_name.py"),
        ({"onename": CHECK.format(name="onename", body="yield")}, "expected kebab-case"),
        (
            {"no_bad": CHECK.format(name="no-bad", body="yield").replace("bad = [[", "bad = [] and [[")},
            "bad-pack 1.0): check 'no-bad' has no `bad` examples",
        ),
    ],
)
def test_a_broken_pack_stops_the_run(
    tuneready: Tuneready, tmp_path: Path, modules: dict[str, str], fact: str
) -> None:
    (tmp_path / "train.jsonl").write_text('{"prompt": "a", "completion": "b"}\n')
    folder = pack(tmp_path / "site", modules)
    done = tuneready("check", "train.jsonl", PYTHONPATH=str(folder))
    assert done.returncode == 2
    assert fact in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_check_that_raises_makes_the_verdict_not_assessed_and_leaks_nothing(
    tuneready: Tuneready, tmp_path: Path
) -> None:
    body = 'raise ValueError("secret " + example.output)'
    folder = pack(tmp_path / "site", {"raising_check": CHECK.format(name="raising-check", body=body)})
    (tmp_path / "train.jsonl").write_text(
        '{"prompt": "a", "completion": "canary"}\n{"prompt": "b", "completion": ""}\n'
    )
    done = tuneready("check", "train.jsonl", PYTHONPATH=str(folder))
    assert done.returncode == 2
    text = done.stdout.decode()
    assert "NOT ASSESSED" in text
    assert "raising-check did not run to its end: ValueError in raising_check.py:" in text
    assert "train.jsonl:2: assistant message is empty" in text, "the other checks run on"
    assert b"canary" not in done.stdout + done.stderr


def test_a_summary_check_that_raises_is_no_crash_either(tuneready: Tuneready, tmp_path: Path) -> None:
    text = CHECK.format(name="raising-summary", body='raise ValueError("canary")')
    text = text.replace("ExampleCheck", "SummaryCheck").replace(
        "def find(self, example)", "def judge(self, summary)"
    )
    folder = pack(tmp_path / "site", {"raising_summary": text})
    (tmp_path / "train.jsonl").write_text('{"prompt": "a", "completion": "b"}\n')
    done = tuneready("check", "train.jsonl", PYTHONPATH=str(folder))
    assert done.returncode == 2
    assert b"raising-summary did not run to its end: ValueError in raising_summary.py:" in done.stdout
    assert b"canary" not in done.stdout + done.stderr


def test_the_example_pack_is_installed_found_and_run(tmp_path: Path) -> None:
    """A third party's pack, in an environment of its own beside the linter."""
    root = Path(__file__).parent.parent
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run(
        [*pip, "--target", str(site), str(root / "examples" / "custom_pack")], check=True, timeout=200
    )
    environment = {"PYTHONPATH": str(site), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    data = tmp_path / "train.jsonl"
    data.write_text('{"prompt": "It broke.", "completion": "We will refund you."}\n')
    tool = Path(sys.executable).with_name("tuneready")
    listed = subprocess.run([tool, "list", "packs"], env=environment, capture_output=True, check=True)
    assert b"acme       acme-checks 1.0.0" in listed.stdout
    done = subprocess.run([tool, "check", data], env=environment, capture_output=True, check=False)
    assert b"answer promises a refund" in done.stdout
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        str(root / "examples" / "custom_pack" / "tests"),
    ]
    tested = subprocess.run(tests, env=environment, capture_output=True, check=False, cwd=tmp_path)
    assert tested.returncode == 0, tested.stdout.decode()
    assert b"3 passed" in tested.stdout
