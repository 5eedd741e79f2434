"""The hook, through real pre-commit and real git, on a dataset repository made here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support import ROOT, Write, clean

HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())[0]


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("data/train.jsonl", True),
        ("test.ndjson.gz", True),
        ("a/b/valid.json.zst", True),
        ("data/train.jsonl.dvc", True),
        ("README.md", True),
        ("pyproject.toml", True),
        ("tuneready.toml", True),
        ("src/main.py", False),
        ("notes.md", False),
        ("data/train.jsonl.bak", False),
    ],
)
def test_files_that_start_the_hook(path: str, taken: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is taken


def git(*args: str, cwd: Path) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *args], cwd=cwd, check=True, capture_output=True)


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The linter as a repository that pre-commit can clone: what git tracks or would track, and no more."""
    repository = tmp_path_factory.mktemp("hook")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    wanted = ("linter/", "checks/", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if name.startswith(wanted) and (ROOT / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, repository / name)
    git("init", "-q", cwd=repository)
    git("add", "-A", cwd=repository)
    git("commit", "-qm", "the linter", cwd=repository)
    return repository


def try_repo(repository: Path, dataset: Path, store: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("pre-commit")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        [tool, "try-repo", repository, "tuneready", "--all-files", "--verbose"],
        cwd=dataset,
        env={**plain, "PRE_COMMIT_HOME": str(store), "TUNEREADY_KEY": "hook"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


def test_try_repo_on_a_dataset_repository(
    hook_repository: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, write: Write
) -> None:
    store = tmp_path_factory.mktemp("store")
    git("init", "-q", cwd=tmp_path)
    write("data/train.jsonl", clean(120))
    write("data/test.jsonl", clean(20, 500))
    git("add", "-A", cwd=tmp_path)
    passed = try_repo(hook_repository, tmp_path, store)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "READY" in passed.stdout

    leak = clean(1)[0]
    write("data/test.jsonl", [*clean(20, 500), leak])
    git("add", "-A", cwd=tmp_path)
    refused = try_repo(hook_repository, tmp_path, store)
    assert refused.returncode == 1
    assert "data/test.jsonl:21: the same example stands in train: data/train.jsonl:1" in refused.stdout
    assert "\x1b" not in refused.stdout
