"""The hooks, through real pre-commit, prek and git, on dataset repositories made here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from repositories import commit, git, plain_environment
from support import ROOT, Write, clean

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
MOST_BYTES = 250 << 20
"""What pre-commit.ci allows an environment to take."""
NO_WORD = {"messages": [{"role": "user", "content": "And now?"}, {"role": "assistant", "content": ""}]}
MAIL = {"prompt": "Where do I write to?", "completion": "To kim.lee@harbour-lane.org, please."}


@pytest.mark.parametrize(
    ("path", "whole", "single"),
    [
        ("data/train.jsonl", True, True),
        ("test.ndjson.gz", True, True),
        ("a/b/valid.json.zst", True, True),
        ("data/train.jsonl.dvc", True, False),
        ("README.md", True, False),
        ("pyproject.toml", True, False),
        ("tuneready.toml", True, False),
        ("tuneready-baseline.txt", True, False),
        ("src/main.py", False, False),
        ("notes.md", False, False),
        ("data/train.jsonl.bak", False, False),
    ],
)
def test_files_that_start_the_hooks(path: str, whole: bool, single: bool) -> None:
    assert bool(re.search(HOOKS["tuneready"]["files"], path)) is whole
    assert bool(re.search(HOOKS["tuneready-files"]["files"], path)) is single


def test_each_hook_runs_at_each_stage_and_its_command_is_there() -> None:
    from tuneready.cli.app import COMMANDS

    for hook in HOOKS.values():
        assert hook["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
        assert hook["entry"].split()[1] in COMMANDS
    assert HOOKS["tuneready"]["pass_filenames"] is False
    assert "require_serial" not in HOOKS["tuneready-files"]


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
    commit(repository, "the linter")
    git("tag", "v1", cwd=repository)
    return repository


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment of the hooks, made once for all tests."""
    return tmp_path_factory.mktemp("store")


Environment = dict[str, str]


@pytest.fixture
def environment(store: Path) -> Environment:
    tools = Path(sys.executable).parent
    plain = plain_environment()
    return {
        **plain,
        "PATH": f"{tools}:{plain['PATH']}",
        "PRE_COMMIT_HOME": str(store),
        "PREK_HOME": str(store / "prek"),
        "TUNEREADY_KEY": "hook",
    }


def run(*args: str | Path, cwd: Path, env: Environment) -> tuple[int, str]:
    done = subprocess.run(
        args, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=290
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


@pytest.fixture
def dataset(tmp_path: Path, write: Write, hook_repository: Path) -> Path:
    """A dataset repository with both hooks, ready."""
    git("init", "-q", cwd=tmp_path)
    for key, value in (("user.name", "t"), ("user.email", "t@example.com"), ("commit.gpgsign", "false")):
        git("config", key, value, cwd=tmp_path)
    ids = [{"id": name} for name in HOOKS]
    config = {"repos": [{"repo": str(hook_repository), "rev": "v1", "hooks": ids}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    write("data/train.jsonl", clean(120))
    write("data/test.jsonl", clean(20, 500))
    (tmp_path / "package.json").write_text('{"name": "not data"}\n')
    commit(tmp_path, "the dataset")
    return tmp_path


def test_try_repo_passes_and_names_the_leaked_line(
    hook_repository: Path, dataset: Path, environment: Environment, write: Write
) -> None:
    call = ("pre-commit", "try-repo", hook_repository, "tuneready", "--all-files", "--verbose")
    code, said = run(*call, cwd=dataset, env=environment)
    assert code == 0, said
    assert "READY" in said

    write("data/test.jsonl", [*clean(20, 500), clean(1)[0]])
    git("add", "-A", cwd=dataset)
    code, said = run(*call, cwd=dataset, env=environment)
    assert code == 1
    assert "data/test.jsonl:21: the same example stands in train: data/train.jsonl:1" in said
    assert "\x1b" not in said


def test_a_commit_with_a_leaked_line_is_refused_and_the_fix_passes(
    dataset: Path, environment: Environment, write: Write
) -> None:
    """The whole story, through `git commit` itself; then a branch, and a push that is refused."""
    assert (
        run("pre-commit", "install", "-t", "pre-commit", "-t", "pre-push", cwd=dataset, env=environment)[0]
        == 0
    )
    write("data/test.jsonl", [*clean(20, 500), clean(1)[0]])
    code, said = run("git", "commit", "-qam", "more tests", cwd=dataset, env=environment)
    assert code == 1
    assert "data/test.jsonl:21: the same example stands in train: data/train.jsonl:1" in said
    write("data/test.jsonl", clean(21, 500))
    code, said = run("git", "commit", "-qam", "more tests", cwd=dataset, env=environment)
    assert code == 0, said

    remote = dataset / ".git" / "remote"
    git("init", "-q", "--bare", remote, cwd=dataset)
    git("remote", "add", "origin", remote, cwd=dataset)
    assert run("git", "push", "-q", "origin", "HEAD", cwd=dataset, env=environment)[0] == 0
    write("data/train.jsonl", [*clean(120), NO_WORD])
    git("commit", "-qam", "in haste", "--no-verify", cwd=dataset)
    code, said = run("git", "push", "-q", "origin", "HEAD", cwd=dataset, env=environment)
    assert code == 1
    assert "data/train.jsonl:121: assistant message is empty" in said


def test_a_range_of_commits(dataset: Path, environment: Environment, write: Write) -> None:
    call = ("pre-commit", "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD", "--verbose")
    (dataset / "notes.txt").write_text("nothing of the dataset\n")
    commit(dataset)
    code, said = run(*call, cwd=dataset, env=environment)
    assert code == 0
    assert said.count("Skipped") == 2
    write("data/train.jsonl", [*clean(120), MAIL])
    commit(dataset)
    code, said = run(*call, cwd=dataset, env=environment)
    assert code == 1
    assert "data/train.jsonl:121: e-mail address" in said
    assert "[personal-data]" in said
    assert "harbour" not in said


def test_what_is_not_staged_is_not_judged(dataset: Path, environment: Environment, write: Write) -> None:
    write("data/train.jsonl", clean(130))
    git("add", "-A", cwd=dataset)
    write("data/train.jsonl", [*clean(130), b"{oops"])
    code, said = run("pre-commit", "run", cwd=dataset, env=environment)
    assert code == 0, said


def test_prek_runs_the_same_hooks(dataset: Path, environment: Environment, write: Write) -> None:
    if shutil.which("prek", path=environment["PATH"]) is None:
        pytest.skip("prek is not installed: pip install prek")
    write("data/test.jsonl", [*clean(20, 500), clean(1)[0]])
    git("add", "-A", cwd=dataset)
    code, said = run("prek", "run", "--all-files", cwd=dataset, env=environment)
    assert code == 1, said
    assert "data/test.jsonl:21: the same example stands in train: data/train.jsonl:1" in said
    git("checkout", "-q", "HEAD", "--", "data", cwd=dataset)
    code, said = run("prek", "run", "--all-files", cwd=dataset, env=environment)
    assert code == 0, said


def test_the_environment_is_small_enough_for_pre_commit_ci(
    dataset: Path, environment: Environment, store: Path
) -> None:
    assert run("pre-commit", "run", "--all-files", cwd=dataset, env=environment)[0] == 0
    sizes = [
        sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        for folder in store.glob("repo*/py_env-*")
    ]
    assert sizes
    assert max(sizes) < MOST_BYTES, f"{max(sizes) / 2**20:.0f} MiB"


LINES: dict[str, list[Any]] = {
    "data/train-0.jsonl": [*clean(9), NO_WORD],
    "data/train-1.jsonl": [MAIL, *[{"prompt": f"{n}?", "completion": f"It is {n}."} for n in range(9)]],
    "data/train-2.jsonl": [b"{oops", *clean(9, 100)],
    "data/train-\x1b\n::error::x ##[e].jsonl": [*clean(9, 200), b"{oops"],
    "data/train-::4.jsonl": clean(9, 300),
    "package.json": [b'{"a": oops}'],
}


def test_files_by_themselves_say_the_same_in_any_batches(write: Write, tuneready: Any) -> None:  # noqa: ANN401 — a fixture
    for name, lines in LINES.items():
        write(name, lines)
    whole = tuneready("files", *LINES)
    assert whole.returncode == 1
    single = [tuneready("files", name).stdout for name in LINES]
    said = whole.stdout.decode().splitlines()
    assert sorted(said) == sorted(b"".join(single).decode().splitlines())
    assert [line.partition(": ")[0] for line in said] == [
        "data/train-0.jsonl:10",
        "data/train-1.jsonl:1",
        "data/train-2.jsonl:1",
        "data/train-\\x1b\\n::error::x #\\x23[e].jsonl:10",
    ]
    assert all(re.search(r" \[[a-z-]+\]$", line) for line in said)
    clean_one = tuneready("files", "data/train-::4.jsonl", "package.json")
    assert (clean_one.returncode, clean_one.stdout, clean_one.stderr) == (0, b"", b"")


def test_files_that_are_not_there_are_not_clean(write: Write, tuneready: Any, tmp_path: Path) -> None:  # noqa: ANN401 — a fixture
    write("data/train.jsonl", clean(3))
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"
    (tmp_path / "data" / "test.jsonl").write_bytes(pointer)
    done = tuneready("files", "data/train.jsonl", "data/test.jsonl")
    assert done.returncode == 3
    assert b"data/test.jsonl: is a Git LFS pointer" in done.stderr


def test_files_keep_to_baseline_and_configuration(write: Write, tuneready: Any, tmp_path: Path) -> None:  # noqa: ANN401 — a fixture
    write("data/train.jsonl", [*clean(60), NO_WORD])
    assert tuneready("files", "data/train.jsonl").returncode == 1
    assert tuneready("baseline", "create").returncode == 0
    assert tuneready("files", "data/train.jsonl").returncode == 0
    assert tuneready("files", "data/train.jsonl", "--no-baseline").returncode == 1
    (tmp_path / "tuneready.toml").write_text('checks.empty-output.severity = "warning"\n')
    assert tuneready("files", "data/train.jsonl", "--no-baseline").returncode == 0
    assert tuneready("files", "data/train.jsonl", "--no-baseline", "--fail-on", "warning").returncode == 1
