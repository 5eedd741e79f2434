"""The commands beside `check`: init, new, explain, completion, man; and what a misuse of them says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
import yaml
from repositories import git
from support import ROOT, Tuneready, Write, clean

from tuneready.cli.app import COMMANDS

EXPECTED = Path(__file__).parent / "expected"


def test_init_writes_what_fits_the_dataset(
    tuneready: Tuneready, write: Write, golden: Callable[[Path, str], None], tmp_path: Path
) -> None:
    git("init", "-q", cwd=tmp_path)
    write("data/train-0.jsonl", clean(60))
    write("data/train-1.jsonl", clean(60, 100))
    write("data/test.jsonl", clean(9, 500))
    (tmp_path / ".gitattributes").write_text("*.jsonl filter=lfs diff=lfs merge=lfs -text\n")
    done = tuneready("init")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().count(": written\n") == 3
    for name in ("tuneready.toml", ".pre-commit-config.yaml", ".github/workflows/tuneready.yml"):
        golden(EXPECTED / "init" / name.replace("/", "-").lstrip("."), (tmp_path / name).read_text())
    assert tuneready("check").returncode == 0
    again = tuneready("init").stdout.decode()
    assert again.count("is there already") == 3
    assert "it names tuneready, nothing is changed" in again


def test_init_leaves_what_is_there(tuneready: Tuneready, write: Write, tmp_path: Path) -> None:
    write("train.jsonl", [*clean(9), {"instruction": "a", "output": "b"}])
    mine = "repos: []\n"
    (tmp_path / ".pre-commit-config.yaml").write_text(mine)
    (tmp_path / ".gitlab-ci.yml").write_text("stages: []\n")
    dry = tuneready("init", "--dry-run").stdout.decode()
    assert "--- tuneready.toml" in dry
    assert not (tmp_path / "tuneready.toml").exists()
    said = tuneready("init").stdout.decode()
    assert ".pre-commit-config.yaml: is there already: add\n    - repo: https://github.com/tuneready" in said
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == mine
    assert not (tmp_path / ".github").exists()
    assert tomllib.loads((tmp_path / "tuneready.toml").read_text())["format"] == "openai-chat"


def test_init_without_a_dataset_writes_nothing(tuneready: Tuneready, tmp_path: Path) -> None:
    done = tuneready("init")
    assert done.returncode == 2
    assert b"no dataset is found here" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_init_where_nothing_can_be_written(tuneready: Tuneready, write: Write, tmp_path: Path) -> None:
    write("train.jsonl", clean(3))
    (tmp_path / ".github").write_text("a file in the way\n")
    done = tuneready("init")
    assert done.returncode == 2
    assert b".github/workflows: " in done.stderr
    assert b"Traceback" not in done.stderr


def test_init_and_a_name_that_is_no_text(tuneready: Tuneready, write: Write, tmp_path: Path) -> None:
    write(os.fsdecode(b"train-\xff.jsonl"), clean(60))
    assert tuneready("init").returncode == 0
    assert "splits" not in tomllib.loads((tmp_path / "tuneready.toml").read_text())
    assert tuneready("check").returncode == 0


@pytest.mark.parametrize("name", ["odd \x1b[31m train.jsonl", "train-::error::.jsonl", 'train-"\\.jsonl'])
def test_init_and_names_of_all_kinds(tuneready: Tuneready, write: Write, tmp_path: Path, name: str) -> None:
    write(name, clean(60))
    assert tuneready("init").returncode == 0
    text = (tmp_path / "tuneready.toml").read_text()
    assert "\x1b" not in text
    splits = tomllib.loads(text).get("splits")
    assert splits in ({"train": name}, None)
    assert tuneready("check").returncode == 0


def test_a_new_check_works_as_it_is(tuneready: Tuneready, tmp_path: Path) -> None:
    for name in ("broken-link", "stale-price-2"):
        done = tuneready("new", name, "--pack", "acme_checks")
        assert done.returncode == 0, done.stderr.decode()
    assert {path.name for path in tmp_path.rglob("*.py")} == {
        "__init__.py",
        "broken_link.py",
        "stale_price_2.py",
        "test_broken_link.py",
        "test_stale_price_2.py",
    }
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout.decode()
    assert b"6 passed" in tested.stdout
    ruff = Path(sys.executable).with_name("ruff")
    for check in (["check", "--select", "E,F,I,UP,D", "--ignore", "D1,D203,D213"], ["format", "--check"]):
        linted = subprocess.run(
            [ruff, *check, "--isolated", "--line-length", "110", "."],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert linted.returncode == 0, linted.stdout.decode()
    project = tomllib.loads((tmp_path / "pyproject.toml").read_text())
    assert project["project"]["entry-points"]["tuneready.packs"] == {"acme_checks": "acme_checks"}


@pytest.mark.parametrize(
    ("args", "fact"),
    [
        (["new", "Broken"], "'Broken' is no name of a check: expected two words or more"),
        (["new", "../broken-link"], "is no name of a check"),
        (["new", "broken-\x1b"], r"'broken-\x1b' is no name of a check"),
        (["new", "broken-link", "--pack", "../x"], "'../x' is no name of a package"),
        (["new", "old-check"], "my_checks/old_check.py: is there already"),
        (["explain"], "name one check or target, or say --all"),
        (["explain", "--all", "split-leak"], "name one check or target, or say --all"),
        (["completion", "tcsh"], "tcsh"),
        (["schema", "pack"], "pack"),
    ],
)
def test_misuse_is_exit_2(tuneready: Tuneready, tmp_path: Path, args: list[str], fact: str) -> None:
    (tmp_path / "my_checks").mkdir()
    (tmp_path / "my_checks" / "old_check.py").write_text("")
    done = tuneready(*args)
    assert done.returncode == 2
    assert fact in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert [path.name for path in tmp_path.rglob("*.py")] == ["old_check.py"]


def test_explain_all(tuneready: Tuneready) -> None:
    names = [line.split()[0] for line in tuneready("list").stdout.decode().splitlines()]
    pages = orjson.loads(tuneready("explain", "--all", "--format", "json").stdout)
    assert [page["name"] for page in pages] == names
    for page in pages:
        assert page["summary"], page
        assert page["why"], page
        assert page["fix"], page
        assert page["markdown"].startswith(f"# {page['name']}\n")
        assert all(option["description"] for option in page["options"].values())
    one = orjson.loads(tuneready("explain", "near-duplicate", "--format", "json").stdout)
    assert one["options"]["similarity"]["default"] == 0.85
    text = tuneready("explain", "--all").stdout.decode()
    assert [line[2:] for line in text.splitlines() if line.startswith("# ")] == names


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(tuneready: Tuneready, shell: str) -> None:
    script = tuneready("completion", shell).stdout.decode()
    assert "_TUNEREADY_COMPLETE" in script
    if shutil.which(shell) and shell == "bash":
        assert subprocess.run(["bash", "-n"], input=script.encode(), check=False).returncode == 0
    asked = tuneready(
        _TUNEREADY_COMPLETE=f"{shell}_complete",
        COMP_WORDS="tuneready check --min",
        COMP_CWORD="--min" if shell == "fish" else "2",
    )
    assert b"--min-score" in asked.stdout


def test_manual_page(tuneready: Tuneready) -> None:
    page = tuneready("man").stdout.decode()
    for name in COMMANDS:
        assert f"tuneready {name}" in page
    assert "\\-\\-min\\-score" in page
    groff = shutil.which("groff")
    if groff:
        shown = subprocess.run(
            [groff, "-man", "-ww", "-Tascii"], input=page.encode(), capture_output=True, check=False
        )
        assert shown.stderr == b""
        assert b"could not judge: wrong configuration" in shown.stdout


def test_templates_are_what_the_pages_show() -> None:
    hook = (ROOT / "linter" / "tuneready" / "templates" / "hook.txt").read_text()
    assert yaml.safe_load(hook)["repos"][0]["hooks"] == [{"id": "tuneready"}]


def test_what_would_be_printed_goes_into_a_file(tuneready: Tuneready, write: Write, tmp_path: Path) -> None:
    write("train.jsonl", clean(60))
    printed = tuneready("check", "train.jsonl", "--report", "json").stdout
    done = tuneready("check", "train.jsonl", "--report", "json", "-o", "out.json")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "out.json").read_bytes() == printed
    lost = tuneready("check", "train.jsonl", "-o", "nowhere/out.txt")
    assert lost.returncode == 2
    assert lost.stderr.startswith(b"Error: nowhere/out.txt: ")
