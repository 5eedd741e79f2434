"""The dataset as it was: the files of a commit, laid out in a folder with the names that they had."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from tuneready.words import printable

_LFS_POINTER_BYTES = 1024
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})\r?$", re.MULTILINE)
_LINK, _FILE = "120000", ("100644", "100755")
_PIECE = 1 << 20


class HistoryError(Exception):
    """The past cannot be had; the text says why and what to do."""


class _Blob(NamedTuple):
    mode: str
    object: str
    size: int
    path: str


def check_out(ref: str, here: Path, into: Path) -> Path:
    """Lay out the dataset's files of the commit where this line of work left `ref`.

    No network, no filters, nothing is written to the repository. Git LFS pointers become their data where
    that lies in the repository's own store. The answer is the folder that stands for `here`.
    """
    top = Path(os.fsdecode(_git(here, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    commit = _commit(ref, here)
    blobs = [blob for blob in _listed(top, commit) if _is_wanted(blob)]
    store = _lfs_store(top)
    _copy_out(top, blobs, into, store)
    root = into / os.path.relpath(os.path.realpath(here), os.path.realpath(top))
    root.mkdir(parents=True, exist_ok=True)
    return root.resolve()


def _git(cwd: Path, *args: str) -> bytes:
    """What git answers, in plain English: its words are shown where it cannot."""
    plain = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(["git", *args], cwd=cwd, env=plain, capture_output=True, check=False)  # noqa: S603, S607 — git of PATH
    except OSError:
        raise HistoryError("git is needed, and is not there") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").partition("\n")[0].removeprefix("fatal: ")
        raise HistoryError(f"git says: {printable(said) or 'nothing'}")
    return done.stdout


def _commit(ref: str, here: Path) -> str:
    """The commit where HEAD and `ref` parted; where none is known (a shallow clone), `ref` itself."""
    try:
        tip = _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except HistoryError:
        raise HistoryError(
            "git knows no such commit: fetch it (in GitHub Actions: actions/checkout with fetch-depth: 0)"
        ) from None
    try:
        return _git(here, "merge-base", tip.decode().strip(), "HEAD").decode().split()[0]
    except HistoryError:
        return tip.decode().strip()


def _listed(top: Path, commit: str) -> Iterator[_Blob]:
    for line in _git(top, "ls-tree", "-r", "-z", "--long", commit).split(b"\0"):
        if line:
            facts, _, path = line.partition(b"\t")
            mode, _, name, size = facts.decode().split()
            yield _Blob(mode, name, int(size) if size.isdigit() else 0, os.fsdecode(path))


def _is_wanted(blob: _Blob) -> bool:
    """Whether discovery could look at this file; names that would lead out of the folder are none."""
    from tuneready.reading.splits.kinds import is_almost_data, is_data, is_dvc, is_foreign

    path = PurePosixPath(blob.path)
    if path.is_absolute() or ".." in path.parts or ".git" in path.parts:
        return False
    known = (is_data, is_dvc, is_almost_data, is_foreign)
    return blob.mode in (*_FILE, _LINK) and (
        path.name == "README.md" or any(is_kind(path.name) for is_kind in known)
    )


def _copy_out(top: Path, blobs: Sequence[_Blob], into: Path, store: Path) -> None:
    with subprocess.Popen(
        ["git", "cat-file", "--batch"],  # noqa: S607 — git of PATH
        cwd=top,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as git:
        assert git.stdin is not None  # noqa: S101 — for the type checker
        assert git.stdout is not None  # noqa: S101 — for the type checker
        for blob in blobs:
            git.stdin.write(f"{blob.object}\n".encode())
            git.stdin.flush()
            if git.stdout.readline().split()[1:2] != [b"blob"]:
                raise HistoryError(
                    "the files of that commit are not all here (a partial clone?): run git fetch --refetch"
                )
            path = into / blob.path
            path.parent.mkdir(parents=True, exist_ok=True)
            _copy(git.stdout, blob, path)
            git.stdout.read(1)
            _settle(blob, path, into, store)
        git.stdin.close()


def _copy(source: IO[bytes], blob: _Blob, path: Path) -> None:
    left = blob.size
    with path.open("wb") as file:
        while left:
            piece = source.read(min(left, _PIECE))
            if not piece:
                raise HistoryError("git stopped in the middle of a file")
            file.write(piece)
            left -= len(piece)


def _settle(blob: _Blob, path: Path, into: Path, store: Path) -> None:
    """Make a link a link (never one that leads out), and a Git LFS pointer its data where it is here."""
    if blob.mode == _LINK:
        target = os.fsdecode(path.read_bytes())
        path.unlink()
        inside = Path(os.path.normpath(path.parent / target))
        if not os.path.isabs(target) and inside.is_relative_to(into):  # noqa: PTH117 — text
            path.symlink_to(target)
    elif blob.size < _LFS_POINTER_BYTES:
        text = path.read_bytes()
        found = _OID.search(text) if text.startswith(b"version https://") else None
        if found:
            oid = found[1].decode()
            kept = store / oid[:2] / oid[2:4] / oid
            if kept.is_file():
                path.unlink()
                _stand_in(kept, path)


def _stand_in(kept: Path, path: Path) -> None:
    """The file at another path too: as a second name where that can be, else as a copy."""
    try:
        path.hardlink_to(kept)
    except OSError:
        shutil.copyfile(kept, path)


def _lfs_store(top: Path) -> Path:
    common = Path(os.fsdecode(_git(top, "rev-parse", "--git-common-dir").removesuffix(b"\n")))
    return top / common / "lfs" / "objects"
