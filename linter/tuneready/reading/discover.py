"""From what is typed to the dataset: which files are read, and in which split each of them is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tuneready.reading.dataset import Dataset, Note, Unread
from tuneready.reading.sources import unsupported
from tuneready.reading.splits.card import Card, read_card
from tuneready.reading.splits.declared import lay_out_declared
from tuneready.reading.splits.gather import Excluded, gather, pointed_at
from tuneready.reading.splits.kinds import is_dvc
from tuneready.reading.splits.layout import Found, Layout, lay_out, without_settings
from tuneready.reading.splits.names import split_of_word
from tuneready.reading.splits.paths import PathError, Typed, insides, lies_outside, name_of, relative, unfold
from tuneready.reading.splits.plain_yaml import MAX_BYTES
from tuneready.reading.splits.pointers import broken_link, lfs_pointer, read_first
from tuneready.reading.splits.remarks import remarks, settings_remarks
from tuneready.words import printable

__all__ = ["PathError", "discover"]


def discover(
    paths: Sequence[str],
    named: Mapping[str, Sequence[str]] = {},
    *,
    exclude: Sequence[str] = (),
    base: str = "",
    root: Path | None = None,
) -> Dataset:
    """The files to read, each with its split.

    `paths`: files, directories and globs; with none of these, and none `named`, all of `root`. `named`:
    split → files, directories and globs whose split is given; it always wins, then files that are typed
    win over what directories hold. `exclude`: patterns as in .gitignore for what lies in directories;
    they start from the folder from which `base` leads to the root.
    `root`: what relative paths start from; the current directory if not given. PathError (a
    ReadingError): a path leads to nothing, or cannot be read.
    """
    search = _Search(root or Path.cwd(), exclude, base)
    for split in sorted(named):
        search.take_named(split, unfold(named[split], search.root))
    search.settle()
    typed = search.follow_pointers(unfold(paths or ([] if named else ["."]), search.root))
    search.take_files([each for each in typed if not each.is_directory])
    directories = [each for each in typed if each.is_directory]
    for directory in sorted(directories, key=lambda each: (-len(each.path.parts), each)):
        search.take_directory(directory)
        search.settle()
    return Dataset.of(search.files, search.notes, search.unread)


class _Search:
    """What a search has found so far. What is settled is not taken again."""

    def __init__(self, root: Path, exclude: Sequence[str], base: str) -> None:
        self.root = root
        self._base = base
        self.files: set[tuple[str, Path, str]] = set()
        self.notes: set[Note] = set()
        self.unread: set[Unread] = set()
        self._exclude = exclude
        self._settled: set[str] = set()
        self._taken: set[str] = set()

    def settle(self) -> None:
        """From here on, leave alone all files that have been taken."""
        self._settled |= self._taken

    def follow_pointers(self, typed: Iterable[Typed]) -> list[Typed]:
        """Paths without pointers and broken links: the data that DVC pointers stand for takes their place."""
        here: list[Typed] = []
        for each in typed:
            if is_dvc(each.path.name) and not each.is_directory:
                data, unread = pointed_at(each, self.root)
                here += data
                self.unread.update(unread)
            elif not each.path.exists():
                name = name_of(each.text, self.root)
                self.unread.add(Unread(name, broken_link(each.path, name)))
            else:
                here.append(each)
        return here

    def take_named(self, split: str, typed: Iterable[Typed]) -> None:
        """Take files, and all files of directories, for this split."""
        files: dict[str, Found] = {}
        for each in self.follow_pointers(typed):
            if each.is_directory:
                gathered = gather(each, self.root, self._excluded(each))
                self.unread.update(gathered.unread)
                found = without_settings(gathered.files)[0]
            else:
                found = [Found(each.path, each.path.name, name_of(each.text, self.root))]
            for file in found:
                files.setdefault(_identity(file.path), file)
        self._take(Layout("declared", {file: {split: 1} for file in files.values()}))

    def take_files(self, typed: Sequence[Typed]) -> None:
        """Take files that were typed; directories below the root, and names, tell their splits."""
        for each, inside in insides(typed, self.root).items():
            found = Found(each.path, inside, name_of(each.text, self.root))
            if self._is_free(found):
                layout = lay_out([found])
                self.notes.update(remarks(layout))
                self._take(layout)
                self.settle()

    def take_directory(self, directory: Typed) -> None:
        """Take what a directory holds, the way Hugging Face would."""
        gathered = gather(directory, self.root, self._excluded(directory))
        self.notes.update(gathered.notes)
        self.unread.update(gathered.unread)
        files = [found for found in gathered.files if self._is_free(found)]
        readme = Typed(os.path.join(directory.text, "README.md"), directory.path / "README.md")  # noqa: PTH118 — text
        card = _card(readme.path)
        layout, notes = lay_out_declared(card, files, name_of(readme.text, self.root))
        self.notes.update(notes)
        if layout is None:
            kept, left = without_settings(files)
            layout = lay_out(kept, split_of_word(Path(directory.text).name) or "train")
            self.notes.update((*remarks(layout), *settings_remarks(left)))
        self._take(layout)

    def _is_free(self, found: Found) -> bool:
        return _identity(found.path) not in self._settled

    def _take(self, layout: Layout) -> None:
        for found, splits in layout.splits.items():
            self._taken.add(_identity(found.path))
            why = _why_unread(found, self.root) if splits else None
            if why:
                self.unread.add(Unread(found.name, why))
            else:
                self.files.update((split, found.path, found.name) for split in splits)

    def _excluded(self, directory: Typed) -> Excluded:
        if not self._exclude:
            return lambda _inside: False
        from pathspec import GitIgnoreSpec

        try:
            patterns = GitIgnoreSpec.from_lines(self._exclude)
        except ValueError as error:
            shown = ", ".join(map(printable, self._exclude))
            raise PathError(shown, "is not a pattern as in .gitignore") from error
        above = relative(directory.text, self.root)
        if self._base and not Path(above).is_absolute():
            above = Path(os.path.normpath(Path(self._base, above))).as_posix()
        if above == "." or lies_outside(above):
            return patterns.match_file
        return lambda inside: patterns.match_file(f"{above}/{inside}")


def _identity(path: Path) -> str:
    """The same for all ways to write a path; a link is not what it leads to."""
    return os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118 — an identity, no path


def _why_unread(found: Found, root: Path) -> str | None:
    try:
        first = read_first(found.path)
    except OSError as error:
        raise PathError(
            found.name, f"cannot be read: {(error.strerror or 'input/output error').lower()}"
        ) from error
    return lfs_pointer(found.path, first, root) or unsupported(found.path)


def _card(readme: Path) -> Card:
    if not readme.is_file():
        return Card()
    try:
        with readme.open("rb") as file:
            return read_card(file.read(MAX_BYTES + 1))
    except OSError:
        return Card(problems=("cannot be read: names tell the splits",))
