"""Files that stand for data kept elsewhere: Git LFS and DVC pointers, and links to what is not here.

Sources: git-lfs docs/spec.md; dvc.org, ".dvc files".
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tuneready.reading.splits.plain_yaml import MAX_BYTES, parse
from tuneready.words import printable_path

_LFS_BYTES = 1024
_LFS = re.compile(rb"version https://(?:git-lfs\.github|hawser\.github)\.com/spec/")
_LFS_SIZE = re.compile(rb"^size ([0-9]{1,18})\r?$", re.MULTILINE)
_SAFE_IN_QUOTES = re.compile(r"[\w./ @%+=:,-]*")
_SIZES = ("bytes", "kB", "MB", "GB", "TB")


class Out(NamedTuple):
    """What a DVC pointer stands for: its path from the pointer's directory, and its size in bytes."""

    inside: str
    size: int | None
    is_directory: bool


class BadPointerError(Exception):
    """A `.dvc` file that says nothing; the text is the fact, which follows the file's name."""


def lfs_pointer(path: Path, first: bytes, root: Path) -> str | None:
    """What to do where the file's first bytes are a Git LFS pointer; None where they are data.

    The command's path starts from the top of the file's repository, or from `root` where there is none.
    """
    if len(first) >= _LFS_BYTES or not _LFS.match(first):
        return None
    found = _LFS_SIZE.search(first)
    size = f" ({human_size(int(found[1]))})" if found else ""
    inside = printable_path(_in_repository(path, root))
    quoted = f'"{inside}"' if _SAFE_IN_QUOTES.fullmatch(inside) else shlex.quote(inside)
    return f"is a Git LFS pointer, its data{size} is not here: run git lfs pull --include={quoted}"


def _in_repository(path: Path, root: Path) -> str:
    full = Path(os.path.abspath(path))  # noqa: PTH100 — a link is named, not what it leads to
    top = next((each for each in full.parents if (each / ".git").exists()), root)
    return Path(os.path.relpath(full, top)).as_posix()


def read_first(path: Path) -> bytes:
    """As many bytes as tell a pointer from data. OSError: it cannot be read."""
    with path.open("rb") as file:
        return file.read(_LFS_BYTES)


def dvc_outs(path: Path) -> tuple[Out, ...]:
    """What a `.dvc` file stands for. BadPointerError: it says nothing. OSError: it cannot be read."""
    with path.open("rb") as file:
        document = parse(file.read(MAX_BYTES + 1).decode("utf-8", "replace"))
    if document.error:
        raise BadPointerError(f"is no DVC pointer that can be read: it {document.error}")
    content = document.value if isinstance(document.value, dict) else {}
    outs = content.get("outs")
    folder = content.get("wdir", ".")
    if not isinstance(outs, list) or not outs or not isinstance(folder, str):
        raise BadPointerError("is no DVC pointer that can be read: it has no outs")
    return tuple(_outs(folder, outs))


def _outs(folder: str, outs: list[object]) -> Iterator[Out]:
    for out in outs:
        name = out.get("path") if isinstance(out, dict) else None
        if not isinstance(out, dict) or not isinstance(name, str) or not name or "\0" in name + folder:
            raise BadPointerError("is no DVC pointer that can be read: one of its outs has no path")
        size, digest = str(out.get("size", "")), str(out.get("md5", out.get("hash", "")))
        yield Out(
            os.path.normpath(Path(folder, name)),
            int(size) if re.fullmatch("[0-9]{1,18}", size) else None,
            digest.endswith(".dir") or "nfiles" in out,
        )


def dvc_pull(name: str, out: Out) -> str:
    """What to do where the data of the `.dvc` file of this name is not here."""
    size = "" if out.size is None else f" ({human_size(out.size)})"
    return f"is a DVC pointer, its data{size} is not here: run dvc pull {shlex.quote(name)}"


def broken_link(path: Path, name: str) -> str:
    """What to say of a link to a file that is not here."""
    try:
        target = path.readlink().as_posix()
    except OSError:
        target = ""
    if ".git/annex/" in target:
        return f"is kept by git-annex, its data is not here: run git annex get {shlex.quote(name)}"
    return "is a link to a file that is not here: fetch the file, or remove the link"


def human_size(count: int) -> str:
    """Bytes in the largest unit that fits, decimal.

    >>> human_size(999), human_size(12_345_678)
    ('999 bytes', '12.3 MB')
    """
    power = min((len(str(count)) - 1) // 3, len(_SIZES) - 1)
    return f"{count / 1000**power:,.1f} {_SIZES[power]}" if power else f"{count} bytes"
