"""Paths as they are typed: what they stand for on disk, and what reports call them."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tuneready.reading.sources import ReadingError
from tuneready.reading.splits.globs import is_glob
from tuneready.reading.splits.kinds import is_data, is_dvc
from tuneready.words import printable_path


class PathError(ReadingError):
    """A path that was typed leads to nothing that can be read."""


class Typed(NamedTuple):
    """A path as it was typed (globs unfolded), in normal form, and where it leads from `root`."""

    text: str
    path: Path

    @property
    def is_directory(self) -> bool:
        """Whether it is a directory."""
        return self.path.is_dir()


def unfold(texts: Sequence[str], root: Path) -> list[Typed]:
    """Every file and directory that these paths and globs stand for, sorted, each once; `-` is passed over.

    PathError: one leads to nothing, to what is neither file nor directory, or may not be looked at.
    """
    typed = {each for text in texts if text != "-" for each in _unfold(text, root)}
    return sorted(typed, key=lambda each: (Path(each.text).is_absolute(), each.text))


def _unfold(text: str, root: Path) -> list[Typed]:
    if is_glob(text) and not os.path.lexists(root / text.replace("\0", "?")):
        return [_typed(each, root) for each in _glob(text, root)]
    return [_typed(text, root)]


def _glob(pattern: str, root: Path) -> list[str]:
    from glob import glob

    met = [] if "\0" in pattern else glob(pattern, root_dir=root, recursive=True)  # noqa: PTH207 — Path.glob refuses absolute patterns
    if not met:
        raise PathError(printable_path(pattern), "matches no file")
    data = [each for each in met if is_data(Path(each).name) or is_dvc(each) or (root / each).is_dir()]
    return data or met


def _typed(text: str, root: Path) -> Typed:
    text = os.path.normpath(text)
    path = root / text
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        if "\0" not in text and path.is_symlink():
            return Typed(text, path)
        raise PathError(printable_path(text), f"does not exist{_suggestion(text, root)}") from None
    except OSError as error:
        raise _failure(text, error) from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise PathError(printable_path(text), "is neither a file nor a directory: pipe it in and say -")
    return Typed(text, path)


def _failure(text: str, error: OSError) -> PathError:
    reason = (error.strerror or "input/output error").lower()
    return PathError(printable_path(text), f"cannot be read: {reason}")


def _suggestion(text: str, root: Path) -> str:
    """A near name of the first step that does not exist."""
    from difflib import get_close_matches

    good, rest = "", list(Path(text.replace("\0", "")).parts)
    while rest and os.path.lexists(root / good / rest[0]):
        good = str(Path(good, rest.pop(0)))
    try:
        names = sorted(os.listdir(root / good))  # noqa: PTH208 — names that are not UTF-8 stay strings
    except OSError:
        return ""
    near = get_close_matches(rest[0], names, 1) if rest else []
    return f": is {printable_path(Path(good, near[0]).as_posix())} meant?" if near else ""


def relative(text: str, root: Path) -> str:
    """A path that was typed, with `/`, relative to `root` where it lies below it."""
    path = Path(text)
    for top in (root, Path(os.path.realpath(root))) if path.is_absolute() else ():
        if path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    return Path(os.path.normpath(text)).as_posix()


def lies_outside(path: str) -> bool:
    """Whether a path that `relative` gave does not lie below the root."""
    return path == ".." or path.startswith("../") or Path(path).is_absolute()


def name_of(text: str, root: Path) -> str:
    """What reports call a path that was typed."""
    return printable_path(relative(text, root))


def insides(files: Sequence[Typed], root: Path) -> dict[Typed, str]:
    """How each file lies below `root`, or, of those elsewhere, below the closest directory that has them all.

    Directories further up say nothing of splits: a home called `test` is no split.
    """
    paths = {typed: relative(typed.text, root) for typed in files}
    elsewhere = {
        typed: os.path.abspath(typed.path)  # noqa: PTH100 — a link is named, not what it leads to
        for typed, path in paths.items()
        if lies_outside(path)
    }
    try:
        top = os.path.commonpath([os.path.dirname(path) for path in elsewhere.values()])  # noqa: PTH120
    except ValueError:  # none, or on several drives
        return paths | {typed: typed.path.name for typed in elsewhere}
    return paths | {typed: Path(path).relative_to(top).as_posix() for typed, path in elsewhere.items()}
