"""`--since`: only what a change brings is held against it."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from repositories import commit, git
from support import ReportOf, Tuneready, Write, clean

from tuneready.cli.history import check_out

OLD = [*clean(80), clean(1)[0], b"{oops"]


def spoil(record: dict[str, Any]) -> dict[str, Any]:
    return {"messages": [record["messages"][0], {"role": "assistant", "content": ""}]}


@pytest.fixture
def repository(tmp_path: Path, write: Write) -> Path:
    git("init", "-q", cwd=tmp_path)
    write("data/train.jsonl", OLD)
    write("data/test.jsonl", [*clean(9, 500), clean(1, 3)[0]])
    commit(tmp_path, "a bad old dataset")
    return tmp_path


def new(found: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(each["check"], each["file"], each["line"]) for each in found["findings"]]


def test_what_was_there_before_is_counted_and_not_listed(repository: Path, report: ReportOf) -> None:
    assert report(cwd=repository)["exit"] == 1
    found = report("--since", "main", cwd=repository)
    assert (found["exit"], found["verdict"], new(found)) == (0, "ready", [])
    assert found["notes"] == [f"{len(found['accepted'])} findings were there before (main)"]
    assert {each["by"] for each in found["accepted"]} == {"before"}
    assert "and no errors but" in found["reasons"][0] or "enough to start" in found["reasons"][0]


def test_a_branch_answers_for_its_own_finding_alone(
    repository: Path, report: ReportOf, write: Write, tuneready: Tuneready
) -> None:
    """A line above moves the old findings; a leaked line is the only new one; main goes on meanwhile."""
    git("switch", "-qc", "more", cwd=repository)
    write("data/train.jsonl", [*clean(2, 700), *OLD, clean(1, 505)[0]])
    commit(repository)
    git("switch", "-q", "main", cwd=repository)
    write("data/train.jsonl", clean(80))
    commit(repository, "main is mended")
    git("switch", "-q", "more", cwd=repository)
    found = report("--since", "main", cwd=repository)
    assert found["exit"] == 1
    assert found["reasons"] == ["1 error of split-leak"]
    assert new(found) == [("split-leak", "data/test.jsonl", 6)]
    text = tuneready("check", "--since", "main", cwd=repository).stdout.decode()
    assert "data/test.jsonl:6: the same example stands in train: data/train.jsonl:85" in text
    assert "oops" not in text
    write("data/train.jsonl", [*clean(2, 700), *OLD])
    assert report("--since", "main", cwd=repository)["exit"] == 0


def test_the_whole_dataset_has_to_be_large_enough(repository: Path, report: ReportOf, write: Write) -> None:
    write("data/train.jsonl", clean(20))
    found = report("--since", "main", cwd=repository)
    assert (found["exit"], found["reasons"]) == (1, ["19 usable training examples: at least 50 are needed"])


def test_one_more_copy_is_new(repository: Path, report: ReportOf, write: Write) -> None:
    write("data/train.jsonl", [*OLD, clean(1)[0]])
    found = report("--since", "HEAD", "--fail-on", "warning", cwd=repository)
    assert [check for check, _, _ in new(found)] == ["exact-duplicate"]
    assert found["exit"] == 1


def test_in_a_folder_with_paths_and_with_a_file_that_is_new(
    repository: Path, report: ReportOf, write: Write
) -> None:
    inside = repository / "data"
    found = report("--since", "main", "train.jsonl", cwd=inside)
    assert (found["exit"], new(found)) == (0, [])
    write("data/more.jsonl", [*clean(60, 2000), spoil(clean(1, 900)[0])])
    found = report("--since", "main", "train.jsonl", "more.jsonl", cwd=inside)
    assert new(found) == [("empty-output", "more.jsonl", 61)]
    found = report("--since", "main", repository / "data" / "train.jsonl", cwd=inside)
    assert (found["exit"], new(found)) == (0, [])
    found = report("--since", "main", "more.jsonl", cwd=inside)
    assert ("empty-output", "more.jsonl", 61) in new(found)


def test_names_of_all_kinds(tmp_path: Path, report: ReportOf, write: Write) -> None:
    git("init", "-q", cwd=tmp_path)
    names = [
        "train \x1b[31m.jsonl",
        "train-\n::error::x.jsonl",
        "-train.jsonl",
        os.fsdecode(b"train-\xff.jsonl"),
    ]
    for number, name in enumerate(names):
        write(name, [*clean(20, 100 * number), b"{oops"])
    commit(tmp_path)
    found = report("--since", "HEAD", cwd=tmp_path)
    assert (found["exit"], new(found)) == (0, [])
    assert found["splits"]["train"]["lines"] == 84
    assert not {"\x1b", "\n"} & set("".join(found["splits"]["train"]["files"]))


@pytest.mark.parametrize(
    ("ref", "fact"),
    [
        ("nowhere", "--since nowhere: git knows no such commit: fetch it"),
        ("-x\x1b", r"--since -x\x1b: git knows no such commit"),
        ("HEAD:data", "git knows no such commit"),
    ],
)
def test_a_commit_that_is_not_there(repository: Path, tuneready: Tuneready, ref: str, fact: str) -> None:
    done = tuneready("check", f"--since={ref}", cwd=repository)
    assert done.returncode == 2
    assert fact in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_outside_a_repository_and_on_standard_input(
    tuneready: Tuneready, write: Write, tmp_path: Path
) -> None:
    write("train.jsonl", clean(60))
    done = tuneready("check", "--since", "main", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert done.returncode == 2
    assert b"--since main: git says: not a git repository" in done.stderr
    done = tuneready("check", "-", "--since", "main", stdin=b"{}")
    assert done.returncode == 2
    assert b"standard input has no past" in done.stderr


def test_git_lfs_objects_come_from_the_store_or_are_asked_for(
    repository: Path, tuneready: Tuneready, report: ReportOf
) -> None:
    data = (repository / "data" / "train.jsonl").read_bytes()
    oid = sha256(data).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(data)}\n"
    (repository / "data" / "train.jsonl").write_text(pointer)
    commit(repository, "in LFS")
    (repository / "data" / "train.jsonl").write_bytes(data)
    done = tuneready("check", "--since", "HEAD", cwd=repository)
    assert done.returncode == 2
    assert b"data/train.jsonl cannot be compared: as it was, it is a Git LFS pointer" in done.stderr
    assert b"git lfs fetch --all" in done.stderr
    kept = repository / ".git" / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
    kept.parent.mkdir(parents=True)
    kept.write_bytes(data)
    found = report("--since", "HEAD", cwd=repository)
    assert (found["exit"], new(found)) == (0, [])
    assert kept.read_bytes() == data


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path, write: Write) -> None:
    git("init", "-q", cwd=tmp_path)
    write("data/train.jsonl", clean(3))
    (tmp_path / "data" / "same.jsonl").symlink_to("train.jsonl")
    (tmp_path / "data" / "out.jsonl").symlink_to("../../../etc/passwd")
    (tmp_path / "data" / "far.jsonl").symlink_to("/etc/passwd")
    commit(tmp_path)
    into = tmp_path / "into"
    into.mkdir()
    root = check_out("HEAD", tmp_path / "data", into)
    assert sorted(path.name for path in root.iterdir()) == ["same.jsonl", "train.jsonl"]
    assert (root / "same.jsonl").read_bytes() == (tmp_path / "data" / "train.jsonl").read_bytes()


def test_nothing_is_written_to_the_repository(repository: Path, tuneready: Tuneready) -> None:
    before = sorted(path for path in repository.rglob("*"))
    tuneready("check", "--since", "main", cwd=repository)
    assert sorted(path for path in repository.rglob("*")) == before
    assert git("status", "--porcelain", cwd=repository) == ""


def test_a_shallow_clone_compares_with_the_commit_itself(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, report: ReportOf
) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git("clone", "-q", "--depth", "1", f"file://{repository}", clone, cwd=repository)
    found = report("--since", "HEAD", cwd=clone)
    assert (found["exit"], new(found)) == (0, [])


def test_a_baseline_and_since_together(
    repository: Path, tuneready: Tuneready, report: ReportOf, write: Write
) -> None:
    tuneready("baseline", "create", cwd=repository)
    write("data/train.jsonl", [*OLD, spoil(clean(1, 900)[0])])
    found = report("--since", "main", cwd=repository)
    assert new(found) == [("empty-output", "data/train.jsonl", 83)]
    assert {each["by"] for each in found["accepted"]} == {"baseline", "before"}
