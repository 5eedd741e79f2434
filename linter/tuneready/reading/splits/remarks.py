"""What to say of files whose split may surprise: hidden ones, and names that say another thing; pure."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tuneready.reading.dataset import Note
from tuneready.reading.splits.layout import Found, Layout, Splits, Way
from tuneready.reading.splits.names import (
    hinted_split,
    is_split_name,
    split_of_shard,
    splits_of_directories,
    splits_of_file_name,
)
from tuneready.words import printable_path

_NOT_IN_A_SPLIT_NAME = re.compile(r"\W+")


class _Said(NamedTuple):
    """Splits that a name speaks of, and whose name it is: "name", or "directory 'x'"."""

    splits: tuple[str, ...]
    whose: str


def remarks(layout: Layout) -> Iterator[Note]:
    """Notes on the files of a directory."""
    used = [found for found, splits in layout.splits.items() if splits]
    directories = {part for found in used for part in _directories(found.inside)}
    for found, splits in layout.splits.items():
        if splits:
            yield from _on_split(found, splits, layout.way)
        else:
            yield Note("unused", found.name, f"read by nobody: {_why_unused(found, layout.way, directories)}")


def repetition_remarks(placed: Mapping[Found, Splits], why: str) -> Iterator[Note]:
    """Notes on files that Hugging Face lists more than once in a split."""
    for found, splits in placed.items():
        for times in splits.values():
            if times > 1:
                fact = f"counts once here, but Hugging Face reads it {times} times, as"
                yield Note("assumed", found.name, f"{fact} {why}")


def settings_remarks(left: Iterable[Found]) -> Iterator[Note]:
    """Notes on plain `.json` files that were taken for settings although their names speak of a split."""
    for found in left:
        split = next(iter(splits_of_file_name(found.inside.rsplit("/", 1)[-1])), None)
        if split:
            fact = "is not read: beside JSON Lines, plain JSON is taken for settings"
            yield Note("unused", found.name, f"{fact}; if it holds records, {_say(found, split)}")


def _directories(inside: str) -> Iterator[str]:
    parts = inside.split("/")[:-1]
    return ("/".join(parts[: count + 1]) for count in range(len(parts)))


def _on_split(found: Found, splits: Splits, way: Way) -> Iterator[Note]:
    if len(splits) > 1:
        names = " and ".join(splits)
        yield _assumed(
            found,
            f"is in two splits, {names}, as its path holds a word for each: rename it, or {_say(found)}",
        )
    for split in splits:
        why = f"its path holds several words for {split}: rename it"
        yield from repetition_remarks({found: {split: splits[split]}}, why)
    yield from _on_contradiction(found, splits, way)
    shard = split_of_shard(found.inside)
    if shard is not None and not is_split_name(shard):
        yield _assumed(
            found,
            f"is refused by Hugging Face: {_quoted(shard)} is no split's name (letters, digits and _ only)",
        )


def _on_contradiction(found: Found, splits: Splits, way: Way) -> Iterator[Note]:
    said = _said(found, way)
    if said and not set(said.splits) & set(splits):
        taken, other = " and ".join(splits), said.splits[0]
        because = ", as its directory says," if way == "directories" else ""
        rename = "move it" if way == "directories" else _renaming(found, said)
        yield _assumed(
            found,
            f"is taken for {taken}{because} although its {said.whose} says {other}: "
            f"{rename} or say --split {other}={shlex.quote(found.name)}",
        )


def _said(found: Found, way: Way) -> _Said | None:
    """What the names say of which the way takes no notice."""
    *directories, own = found.inside.split("/")
    splits = tuple(splits_of_file_name(own)) or _one(hinted_split(own))
    if splits or way != "none":
        return _Said(splits, "name") if splits and way != "shards" else None
    for part in reversed(directories):
        splits = tuple(splits_of_directories([part])) or _one(hinted_split(part))
        if splits:
            return _Said(splits, f"directory {_quoted(part)}")
    return None


def _one(split: str | None) -> tuple[str, ...]:
    return () if split is None else (split,)


def _renaming(found: Found, said: _Said) -> str:
    if said.whose != "name":
        return f"rename the directory ({said.splits[0]})"
    suffixes = found.name.rsplit("/", 1)[-1].partition(".")[2]
    return f"rename it ({said.splits[0]}.{suffixes})"


def _why_unused(found: Found, way: Way, used_directories: Iterable[str]) -> str:
    own = found.inside.rsplit("/", 1)[-1]
    said = next(iter(splits_of_file_name(own)), None)
    if way == "shards":
        fact = "data/ holds shards (SPLIT-00000-of-00001) and this is none"
        return f"{fact}; {name_it(found, said or 'NAME')}"
    if way == "directories":
        return _why_hidden_by_directories(found, used_directories, said)
    hint = hinted_split(own)
    if hint:
        renaming = _renaming(found, _Said((hint,), "name"))
        return f"its name says {hint}, but in no way that loaders see; {renaming} or {_say(found, hint)}"
    return f"names of other files tell their splits, and its own tells none; {name_it(found)}"


def _why_hidden_by_directories(found: Found, used_directories: Iterable[str], said: str | None) -> str:
    top = next((each for each in _directories(found.inside) if each not in used_directories), None)
    if said:
        fact = "directories name the splits here, which goes before names of files"
        return f"{fact}; {name_it(found, said)}"
    if top is None:
        fact = "directories name the splits here, and it lies in none of those"
        return f"{fact}; {name_it(found)}"
    part = top.rsplit("/", 1)[-1]
    above = found.inside.count("/") - top.count("/")
    return f"its directory {_quoted(part)} is no split name; {name_it(found, _split_name(part), above)}"


def _split_name(directory: str) -> str:
    return _NOT_IN_A_SPLIT_NAME.sub("_", directory).strip("_") or "NAME"


def name_it(found: Found, split: str = "NAME", above: int = 0) -> str:
    """How to have a file read, or the directory that lies so many steps above it."""
    path = "/".join(found.name.split("/")[: -above or None])
    return f"name it with --split {split}={shlex.quote(path)}"


def _say(found: Found, split: str = "NAME") -> str:
    return f"say --split {split}={shlex.quote(found.name)}"


def _quoted(part: str) -> str:
    return f"'{printable_path(part)}'"


def _assumed(found: Found, message: str) -> Note:
    return Note("assumed", found.name, message)
