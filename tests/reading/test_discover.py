"""From what is typed to files and splits: globs, names, links, exclusion, errors, order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tuneready.reading.dataset import Dataset
from tuneready.reading.discover import PathError, discover
from tuneready.reading.sources import ReadingError

Build = Callable[..., Path]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names or links")


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def files(*names: str) -> Path:
        for name in names:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b'{"prompt": "Hi", "completion": "Hello"}\n')
        return tmp_path

    return files


def splits(dataset: Dataset) -> dict[str, list[str]]:
    return {split: [file.name for file in dataset.in_split(split)] for split in dataset.splits}


def noted(dataset: Dataset) -> list[tuple[str, str, str]]:
    return [(note.kind, note.name, note.message) for note in dataset.notes]


def test_nothing_typed_is_the_current_directory(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(build("train.jsonl", "test.jsonl"))
    assert splits(discover([])) == {"train": ["train.jsonl"], "test": ["test.jsonl"]}


def test_a_typed_file_is_placed_by_its_directories_then_its_name(build: Build) -> None:
    root = build("data/test/a.jsonl", "my_dev.jsonl", "b.jsonl", "data/holdout-00000-of-00001.jsonl")
    found = discover(
        ["data/test/a.jsonl", "my_dev.jsonl", "b.jsonl", "data/holdout-00000-of-00001.jsonl"], root=root
    )
    assert splits(found) == {
        "train": ["b.jsonl"],
        "validation": ["my_dev.jsonl"],
        "test": ["data/test/a.jsonl"],
        "holdout": ["data/holdout-00000-of-00001.jsonl"],
    }


def test_directories_above_say_nothing_of_a_typed_file(build: Build, tmp_path: Path) -> None:
    build("test_home/a.jsonl", "test_home/train/b.jsonl", "cwd/x.jsonl")
    home, root = tmp_path / "test_home", tmp_path / "cwd"
    assert discover([str(home / "a.jsonl")], root=root).splits == ("train",)
    assert discover(["../test_home/a.jsonl"], root=root).splits == ("train",)
    assert discover([str(home / "a.jsonl")], root=home).splits == ("train",)


def test_files_elsewhere_are_told_apart_by_what_differs_in_their_paths(build: Build, tmp_path: Path) -> None:
    build("set/train/a.jsonl", "set/test/a.jsonl", "cwd/x.jsonl")
    found = discover(["../set/train/a.jsonl", "../set/test/a.jsonl"], root=tmp_path / "cwd")
    assert splits(found) == {"train": ["../set/train/a.jsonl"], "test": ["../set/test/a.jsonl"]}


def test_a_typed_directory_called_as_a_split_is_that_split(build: Build) -> None:
    root = build("data/train/a.jsonl", "data/dev/b.jsonl", "data/test-run/c.jsonl")
    found = discover(["data/train", "data/dev", "data/test-run"], root=root)
    assert splits(found) == {
        "train": ["data/test-run/c.jsonl", "data/train/a.jsonl"],
        "validation": ["data/dev/b.jsonl"],
    }


def test_named_splits_win_over_typed_files_and_those_over_directories(build: Build) -> None:
    root = build("train.jsonl", "test.jsonl", "extra.jsonl", "more/extra.jsonl")
    found = discover(
        [".", "extra.jsonl", "train.jsonl"],
        {"holdout": ["./more/../train.jsonl"], "eval": ["m*re"]},
        root=root,
    )
    assert splits(found) == {
        "train": ["extra.jsonl"],
        "test": ["test.jsonl"],
        "eval": ["more/extra.jsonl"],
        "holdout": ["train.jsonl"],
    }
    assert not found.notes


def test_a_file_may_be_named_for_two_splits(build: Build) -> None:
    root = build("a.jsonl")
    found = discover([], {"train": ["a.jsonl"], "test": ["*.jsonl"]}, root=root)
    assert splits(found) == {"train": ["a.jsonl"], "test": ["a.jsonl"]}


def test_named_splits_alone_read_nothing_else(build: Build) -> None:
    root = build("a.jsonl", "b.jsonl", "dir/c.jsonl", "dir/package.json")
    assert splits(discover([], {"train": ["a.jsonl", "dir"]}, root=root)) == {
        "train": ["a.jsonl", "dir/c.jsonl"]
    }


def test_globs_are_unfolded(build: Build) -> None:
    root = build(
        "data/train-1.jsonl", "data/train-2.jsonl", "data/README.md", "data/deep/test.jsonl", "[a].jsonl"
    )
    assert splits(discover(["data/*"], root=root)) == {
        "train": ["data/train-1.jsonl", "data/train-2.jsonl"],
        "test": ["data/deep/test.jsonl"],
    }
    assert splits(discover(["**/test.jsonl"], root=root)) == {"test": ["data/deep/test.jsonl"]}
    assert splits(discover(["[a].jsonl"], root=root)) == {"train": ["[a].jsonl"]}
    assert splits(discover([str(root / "data" / "*.jsonl")], root=root)) == {
        "train": ["data/train-1.jsonl", "data/train-2.jsonl"]
    }


def test_the_same_file_is_read_once_however_it_is_typed(build: Build) -> None:
    root = build("data/a.jsonl", "data/b.jsonl")
    typed = [
        "data/a.jsonl",
        "./data//a.jsonl",
        "data/../data/a.jsonl",
        str(root / "data/a.jsonl"),
        "data",
        ".",
    ]
    assert [file.name for file in discover(typed, root=root).files] == ["data/a.jsonl", "data/b.jsonl"]
    assert discover(typed, root=root) == discover(typed[::-1], root=root)


def test_the_order_of_typing_does_not_matter(build: Build, tmp_path: Path) -> None:
    root = build("set/a.jsonl", "cwd/x.jsonl") / "cwd"
    typed = ["../set/a.jsonl", str(tmp_path / "set" / "a.jsonl")]
    for paths in (typed, typed[::-1]):
        assert splits(discover(paths, root=root)) == {"train": ["../set/a.jsonl"]}
        assert splits(discover([], {"dev": [*paths, "../set"]}, root=root)) == {"dev": ["../set/a.jsonl"]}


def test_the_nearest_of_typed_directories_counts(build: Build) -> None:
    root = build("test/a.jsonl", "held/b.jsonl")
    for paths in ([".", "held"], ["held", "."]):
        found = discover(paths, root=root)
        assert splits(found) == {"train": ["held/b.jsonl"], "test": ["test/a.jsonl"]}
        assert not found.notes


def test_standard_input_is_for_the_caller(build: Build) -> None:
    assert discover(["-"], root=build("a.jsonl")) == Dataset()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("data/trian.jsonl", "data/trian.jsonl does not exist: is data/train.jsonl meant?"),
        ("dta/train.jsonl", "dta/train.jsonl does not exist: is data meant?"),
        ("quite/another", "quite/another does not exist"),
        ("*.csv", "*.csv matches no file"),
        ("nul\0byte", "nul\\x00byte does not exist"),
        ("nul\0*", "nul\\x00* matches no file"),
        ("a\n::error::b", "a\\n::error::b does not exist"),
        ("data/train.jsonl/x", "data/train.jsonl/x does not exist"),
    ],
)
def test_a_path_to_nothing(build: Build, typed: str, message: str) -> None:
    root = build("data/train.jsonl")
    for paths, named in (([typed], {}), ([], {"test": [typed]})):
        with pytest.raises(PathError) as caught:
            discover(paths, named, root=root)
        assert str(caught.value) == message
        assert isinstance(caught.value, ReadingError)


@posix_only
def test_a_path_that_cannot_be_read(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    root = build("a.jsonl")

    def refuse(_path: Path, *_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    for paths in (["a.jsonl"], []):
        with pytest.raises(PathError, match=r"^a\.jsonl cannot be read: permission denied$"):
            discover(paths, root=root)


@posix_only
def test_a_pipe_is_refused_and_not_opened(build: Build) -> None:
    root = build("a.jsonl")
    os.mkfifo(root / "pipe.jsonl")
    with pytest.raises(PathError, match="neither a file nor a directory"):
        discover(["pipe.jsonl"], root=root)
    assert splits(discover([], root=root)) == {"train": ["a.jsonl"]}


def test_a_directory_without_data_is_empty_and_says_what_is_there(build: Build) -> None:
    root = build("a.csv", "b.csv", "c.feather", "notes.md", "code.py")
    found = discover([], root=root)
    assert not found.files
    assert [(note.name, note.message.split(":")[0]) for note in found.notes] == [
        ("a.csv", "is not read (nor are 1 more of its kind)"),
        ("c.feather", "is not read"),
    ]
    assert discover([], root=build("empty/x.md") / "empty") == Dataset()


def test_exclusion_is_as_in_gitignore(build: Build) -> None:
    root = build("train.jsonl", "old/train.jsonl", "data/test.jsonl", "data/old/x.jsonl", "data/keep.jsonl")
    assert splits(discover([], exclude=["old/", "/data/test.jsonl"], root=root)) == {"train": ["train.jsonl"]}
    assert splits(discover(["data"], exclude=["data/*", "!data/keep.jsonl"], root=root)) == {
        "train": ["data/keep.jsonl"]
    }
    assert splits(discover(["train.jsonl"], exclude=["*.jsonl"], root=root)) == {"train": ["train.jsonl"]}


def test_wrong_pattern_of_exclusion(build: Build) -> None:
    with pytest.raises(PathError, match=r"^! is not a pattern as in \.gitignore$"):
        discover([], exclude=["!"], root=build("a.jsonl"))


def test_a_file_of_a_foreign_kind_is_not_assessed(build: Build) -> None:
    root = build("train.jsonl")
    (root / "test.jsonl").write_bytes(b"ARROW1" + bytes(20))
    found = discover([], root=root)
    assert splits(found) == {"train": ["train.jsonl"]}
    assert [unread.name for unread in found.unread] == ["test.jsonl"]
    assert "Arrow" in found.unread[0].message


@posix_only
def test_links_are_followed_inside_the_root_and_once(build: Build) -> None:
    root = build("set/train/a.jsonl", "outside/b.jsonl", "set/sub/c.jsonl")
    top = root / "set"
    (top / "loop").symlink_to(".")
    (top / "sub" / "up").symlink_to("..")
    (top / "test").symlink_to("train")
    (top / "away").symlink_to("../outside")
    (top / "train" / "link.jsonl").symlink_to("../../outside/b.jsonl")
    found = discover([], root=top)
    assert splits(found) == {"train": ["train/a.jsonl", "train/link.jsonl"]}
    assert [(note.name, note.message.split(":")[0]) for note in found.notes] == [
        ("away", "is a link that leads out of the dataset"),
        ("sub/c.jsonl", "read by nobody"),
        ("test", "is a link to a directory that is read under another name"),
    ]
    assert splits(discover(["away"], root=top)) == {"train": ["away/b.jsonl"]}
    wider = discover(["set"], root=root)
    assert splits(wider) == {"train": ["set/train/a.jsonl", "set/train/link.jsonl"]}
    assert "set/away/b.jsonl" in [note.name for note in wider.notes]


@posix_only
def test_a_directory_behind_two_links_is_read_once(build: Build) -> None:
    root = build("set/a.jsonl", "other/b.jsonl", "other/sub/c.jsonl")
    (root / "set" / "first").symlink_to("../other/sub")
    (root / "set" / "second").symlink_to("../other")
    assert splits(discover(["set"], root=root)) == {
        "train": ["set/a.jsonl", "set/first/c.jsonl", "set/second/b.jsonl"]
    }


@posix_only
def test_a_file_is_read_once_though_a_link_leads_to_its_directory(build: Build) -> None:
    root = build("set/a.jsonl")
    (root / "link").symlink_to("set")
    assert len(discover(["link/a.jsonl", "set"], root=root).files) == 1


@posix_only
def test_a_link_of_another_name_is_another_file(build: Build) -> None:
    root = build("train.jsonl")
    (root / "test.jsonl").symlink_to("train.jsonl")
    assert splits(discover([], root=root)) == {"train": ["train.jsonl"], "test": ["test.jsonl"]}


@posix_only
def test_a_readme_does_not_lead_out_through_a_link(build: Build) -> None:
    root = build("set/a.jsonl", "outside/b.jsonl")
    (root / "set" / "away").symlink_to("../outside")
    (root / "set" / "README.md").write_text(
        "---\nconfigs:\n- config_name: default\n  data_files: [a.jsonl, away/b.jsonl]\n---\n"
    )
    found = discover([], root=root / "set")
    assert splits(found) == {"train": ["a.jsonl"]}
    assert (
        "assumed",
        "README.md",
        "names 'away/b.jsonl' for split train, but no data file is there",
    ) in noted(found)


@posix_only
def test_odd_names(build: Build) -> None:
    root = build("train\n::error::.jsonl", "a\x1b[31m.jsonl")
    (root / os.fsdecode(b"\xff.jsonl")).write_bytes(b"{}\n")
    found = discover([], root=root)
    names = ["\\xff.jsonl", "a\\x1b[31m.jsonl", "train\\n::error::.jsonl"]
    assert [file.name for file in found.files] == names
    assert all(file.path.exists() for file in found.files)
    assert splits(discover([os.fsdecode(b"\xff.jsonl")], root=root)) == {"train": ["\\xff.jsonl"]}
