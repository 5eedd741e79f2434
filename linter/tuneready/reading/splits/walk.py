"""Every file of a directory, in a fixed order; hidden files and directories and `__x` ones left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Walk:
    """What a walk has met, by path inside the directory (with `/`), sorted.

    `broken`: links to files that are not there. `outside`: links to directories that lie outside of what
    may be read. `again`: links to directories that are read under another name. `closed`: directories
    that may not be listed.
    """

    files: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def is_below(path: str, root: str) -> bool:
    """Whether a real path is `root` or lies in it."""
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def walk(base: Path, within: Sequence[Path] = (), excluded: Callable[[str], bool] | None = None) -> Walk:
    """All files below `base`.

    Links to files are followed. Links to directories are followed once, and only to places below
    `base` or one of `within`; a loop ends there. `excluded` is asked of paths inside `base`; those of
    directories end with `/`.
    """
    walker = _Walker(base, excluded or (lambda _path: False))
    roots = [os.path.realpath(root) for root in (base, *within)]
    links = walker.descend("")
    while links:
        link = links.pop(0)
        target = os.path.realpath(base / link)
        if not any(is_below(target, root) for root in roots):
            walker.met.outside.append(link)
        elif target not in walker.seen:
            links = sorted(links + walker.descend(link))
        elif not is_below(os.path.realpath((base / link).parent), target):
            walker.met.again.append(link)
    for paths in vars(walker.met).values():
        paths.sort()
    return walker.met


class _Walker:
    """Where a walk stands: what it has met, and the real directories that it has been in."""

    def __init__(self, base: Path, excluded: Callable[[str], bool]) -> None:
        self.met = Walk()
        self.seen: set[str] = set()
        self._base = base
        self._excluded = excluded

    def descend(self, top: str) -> list[str]:
        """Meet all files below `top`; return the links to directories, which are not followed yet."""
        pending, links = [top], list[str]()
        while pending:
            inside = pending.pop()
            real = os.path.realpath(self._base / inside)
            if real in self.seen:
                continue
            self.seen.add(real)
            for name in self._names(inside):
                path = f"{inside}/{name}" if inside else name
                if not self._is_directory(path):
                    self._meet(path)
                elif not name.startswith("__") and not self._excluded(path + "/"):
                    (links if (self._base / path).is_symlink() else pending).append(path)
        return sorted(links)

    def _names(self, inside: str) -> Iterator[str]:
        try:
            names = os.listdir(self._base / inside)  # noqa: PTH208 — names that are not UTF-8 stay strings
        except OSError:
            self.met.closed.append(inside)
            return iter(())
        return (name for name in sorted(names) if not name.startswith("."))

    def _is_directory(self, path: str) -> bool:
        return os.path.isdir(self._base / path)  # noqa: PTH112 — no error where a link leads in a circle

    def _meet(self, path: str) -> None:
        if self._excluded(path):
            return
        full = self._base / path
        if os.path.isfile(full):  # noqa: PTH113 — as above
            self.met.files.append(path)
        elif full.is_symlink() and not os.path.exists(full):  # noqa: PTH110 — as above
            self.met.broken.append(path)
