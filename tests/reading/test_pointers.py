"""Files that stand for data kept elsewhere: what they say, and that they are never read as data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuneready.reading.discover import discover
from tuneready.reading.splits.pointers import BadPointerError, dvc_outs, human_size, lfs_pointer

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4d7a" * 16 + b"\nsize 12345678\n"
DVC = "outs:\n- md5: a304afb96060aad90176268345e10355\n  size: 1048576\n  hash: md5\n  path: {}\n"
RECORD = b'{"prompt": "Hi", "completion": "Hello"}\n'
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


def write(file: Path, content: bytes | str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def unread(root: Path, *paths: str) -> list[tuple[str, str]]:
    return [(each.name, each.message) for each in discover(paths, root=root).unread]


def test_a_git_lfs_pointer_is_not_data(tmp_path: Path) -> None:
    write(tmp_path / "data/train.jsonl", LFS)
    write(tmp_path / "data/test.jsonl", RECORD)
    found = discover([], root=tmp_path)
    assert [file.name for file in found.files] == ["data/test.jsonl"]
    message = (
        'is a Git LFS pointer, its data (12.3 MB) is not here: run git lfs pull --include="data/train.jsonl"'
    )
    assert unread(tmp_path) == [("data/train.jsonl", message)]
    assert unread(tmp_path, "data/train.jsonl") == unread(tmp_path)
    named = discover([], {"holdout": ["data/train.jsonl"]}, root=tmp_path)
    assert (named.files, len(named.unread)) == ((), 1)


def test_the_command_is_relative_to_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path / "sets/a/train.jsonl", LFS)
    [(name, message)] = unread(tmp_path / "sets/a")
    assert name == "train.jsonl"
    assert message.endswith('--include="sets/a/train.jsonl"')


@pytest.mark.parametrize(
    ("first", "is_pointer"),
    [
        (LFS, True),
        (LFS.replace(b"v1", b"v9"), True),
        (LFS.replace(b"git-lfs.github.com", b"hawser.github.com"), True),
        (LFS.replace(b"\n", b"\r\n"), True),
        (b"version https://git-lfs.github.com/spec/v1\n", True),
        (LFS + b" " * 1024, False),
        (b" " + LFS, False),
        (LFS.replace(b"git-lfs.github.com", b"git-lfsXgithub.com"), False),
        (RECORD, False),
        (b"", False),
    ],
)
def test_what_is_a_pointer(tmp_path: Path, first: bytes, is_pointer: bool) -> None:
    assert (lfs_pointer(tmp_path / "a.jsonl", first[:1024], tmp_path) is not None) == is_pointer


def test_a_command_cannot_be_made_to_do_more(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    message = lfs_pointer(tmp_path / "a$(reboot).jsonl", LFS, tmp_path)
    assert message is not None
    assert message.endswith("--include='a$(reboot).jsonl'")
    write(tmp_path / "a; reboot.jsonl.dvc", DVC.format("a.jsonl"))
    [(_name, told)] = unread(tmp_path)
    assert told.endswith("dvc pull 'a; reboot.jsonl.dvc'")


def test_dvc_data_that_is_absent(tmp_path: Path) -> None:
    write(tmp_path / "data/train.jsonl.dvc", DVC.format("train.jsonl"))
    write(tmp_path / "model.bin.dvc", DVC.format("model.bin"))
    message = "is a DVC pointer, its data (1.0 MB) is not here: run dvc pull data/train.jsonl.dvc"
    assert unread(tmp_path) == [("data/train.jsonl.dvc", message)]
    assert unread(tmp_path, "data/train.jsonl.dvc") == unread(tmp_path)
    assert [name for name, _ in unread(tmp_path, "model.bin.dvc")] == ["model.bin.dvc"]


def test_dvc_data_that_is_here_is_read(tmp_path: Path) -> None:
    write(tmp_path / "data/test.jsonl.dvc", DVC.format("test.jsonl"))
    write(tmp_path / "data/test.jsonl", RECORD)
    for paths in ([], ["data/test.jsonl.dvc"], ["data/*.dvc"], ["data/test.jsonl", "data/test.jsonl.dvc"]):
        found = discover(paths, root=tmp_path)
        assert [(file.split, file.name) for file in found.files] == [("test", "data/test.jsonl")]
        assert not found.unread
        assert not found.notes
    named = discover([], {"holdout": ["data/test.jsonl.dvc"]}, root=tmp_path)
    assert [(file.split, file.name) for file in named.files] == [("holdout", "data/test.jsonl")]


def test_a_dvc_directory(tmp_path: Path) -> None:
    write(tmp_path / "data.dvc", "outs:\n- {md5: 0f.dir, nfiles: 2, path: data}\n")
    message = "is a DVC pointer, its data is not here: run dvc pull data.dvc"
    assert unread(tmp_path) == [("data.dvc", message)]
    write(tmp_path / "data/train.jsonl", RECORD)
    for paths in ([], ["data.dvc"]):
        found = discover(paths, root=tmp_path)
        assert ([file.name for file in found.files], found.unread) == (["data/train.jsonl"], ())


def test_dvc_in_another_working_directory(tmp_path: Path) -> None:
    write(tmp_path / "dvc/train.jsonl.dvc", "wdir: ../data\n" + DVC.format("train.jsonl"))
    write(tmp_path / "data/train.jsonl", RECORD)
    found = discover(["dvc/train.jsonl.dvc"], root=tmp_path)
    assert ([file.name for file in found.files], found.unread) == (["data/train.jsonl"], ())


@pytest.mark.parametrize("path", ["../secret.jsonl", "/etc/hosts", "x/../../secret.jsonl"])
def test_dvc_does_not_lead_out(tmp_path: Path, path: str) -> None:
    write(tmp_path / "secret.jsonl", RECORD)
    write(tmp_path / "set/a.jsonl.dvc", DVC.format(path))
    found = discover(["a.jsonl.dvc"], root=tmp_path / "set")
    assert not found.files
    assert [each.message for each in found.unread] == [
        "is a DVC pointer to a place outside of the dataset: it is not read"
    ]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "outs: []",
        "outs: {path: a}",
        "outs: [a]",
        "outs: [{path: [a]}]",
        "[",
        'outs: [{path: "a\\0"}]',
        "outs: [{path: ''}]",
        "wdir: [x]\nouts: [{path: a}]",
        "[" * 20_000,
        "x: " + "y" * 70_000,
    ],
)
def test_a_dvc_file_that_says_nothing(tmp_path: Path, content: str) -> None:
    write(tmp_path / "train.jsonl.dvc", content)
    for paths in ([], ["train.jsonl.dvc"]):
        [(name, message)] = unread(tmp_path, *paths)
        assert name == "train.jsonl.dvc"
        assert message.startswith("is no DVC pointer that can be read: ")


@given(st.binary(max_size=120) | st.text(max_size=60).map(lambda text: f"outs: [{{path: {text}}}]".encode()))
def test_any_bytes_in_a_dvc_file(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.dvc"
    file.write_bytes(content)
    try:
        outs = dvc_outs(file)
    except BadPointerError as error:
        assert str(error).isprintable()  # noqa: PT017 — both ends are right
    else:
        assert all("\0" not in out.inside for out in outs)


@posix_only
def test_links_to_what_is_not_here(tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").symlink_to(".git/annex/objects/aB/cD/SHA256E-s9--x.jsonl/x.jsonl")
    (tmp_path / "test.jsonl").symlink_to("nowhere.jsonl")
    (tmp_path / "circle.jsonl").symlink_to("circle.jsonl")
    (tmp_path / "model.bin").symlink_to("nowhere.bin")
    annex = "is kept by git-annex, its data is not here: run git annex get train.jsonl"
    lost = "is a link to a file that is not here: fetch the file, or remove the link"
    assert unread(tmp_path) == [("circle.jsonl", lost), ("test.jsonl", lost), ("train.jsonl", annex)]
    assert unread(tmp_path, "train.jsonl", "test.jsonl") == [("test.jsonl", lost), ("train.jsonl", annex)]


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (12_345_678, "12.3 MB"), (10**15, "1,000.0 TB")],
)
def test_sizes(count: int, text: str) -> None:
    assert human_size(count) == text
