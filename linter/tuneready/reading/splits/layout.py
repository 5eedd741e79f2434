"""Which split each file of a directory is in, the way Hugging Face finds it; pure.

Four ways are tried in turn, and the first that places any file hides the rest: shards in `data/`,
names of directories, names of files, everything is train. Source: `datasets` 5.2.0, data_files.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from tuneready.reading.splits.kinds import is_plain_json
from tuneready.reading.splits.names import (
    is_split_name,
    split_of_shard,
    splits_of_directories,
    splits_of_file_name,
)

Way = Literal["declared", "shards", "directories", "names", "none"]
Splits = Mapping[str, int]
"""Splits that a file is in, each with how many times Hugging Face lists the file there."""


class Found(NamedTuple):
    """A file: `inside` is its path in the directory that is read (with `/`), `name` what reports call it."""

    path: Path
    inside: str
    name: str


class Layout(NamedTuple):
    """The way that placed the files, and the splits of each; a file without any is read by nobody."""

    way: Way
    splits: Mapping[Found, Splits]


def _by_shard(inside: str) -> Splits:
    split = split_of_shard(inside)
    return {split: 1} if split is not None and is_split_name(split) else {}


def _by_directories(inside: str) -> Splits:
    return splits_of_directories(inside.split("/")[:-1])


def _by_name(inside: str) -> Splits:
    return splits_of_file_name(inside.rsplit("/", 1)[-1])


_WAYS: tuple[tuple[Way, Callable[[str], Splits]], ...] = (
    ("shards", _by_shard),
    ("directories", _by_directories),
    ("names", _by_name),
)


def lay_out(files: Sequence[Found], otherwise: str = "train") -> Layout:
    """Place the files of one directory; where no name tells anything, all are in the split `otherwise`."""
    for way, splits_of in _WAYS:
        placed = {found: splits_of(found.inside) for found in files}
        if any(placed.values()):
            return Layout(way, placed)
    return Layout("none", {found: {otherwise: 1} for found in files})


def without_settings(files: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """Files that hold records, and plain `.json` files, which beside JSON Lines are taken for settings."""
    plain = [found for found in files if is_plain_json(found.inside)]
    if len(plain) == len(files):
        return plain, []
    return [found for found in files if not is_plain_json(found.inside)], plain
