"""The data files of one directory, and what to say of the other files that lie there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tuneready.reading.dataset import Note, Unread
from tuneready.reading.sources import unsupported
from tuneready.reading.splits.kinds import READ_HERE, is_almost_data, is_data, is_dvc, is_foreign
from tuneready.reading.splits.layout import Found
from tuneready.reading.splits.paths import Typed, name_of
from tuneready.reading.splits.pointers import BadPointerError, Out, broken_link, dvc_outs, dvc_pull
from tuneready.reading.splits.walk import Walk, is_below, walk

Excluded = Callable[[str], bool]


class Gathered(NamedTuple):
    """Data files of a directory, notes, and what stands there for data that is not here."""

    files: list[Found]
    notes: list[Note]
    unread: list[Unread]


def gather(directory: Typed, root: Path, excluded: Excluded) -> Gathered:
    """All data files below a directory; `excluded` is asked of paths inside it."""
    met = walk(directory.path, (root,), excluded)

    def found(inside: str) -> Found:
        return Found(directory.path / inside, inside, name_of(os.path.join(directory.text, inside), root))  # noqa: PTH118 — "./x" is "x" in both

    files = [found(inside) for inside in met.files if is_data(Path(inside).name)]
    others = [found(inside) for inside in met.files if not is_data(Path(inside).name)]
    notes = [*_on_links(met, found), *_on_almost_data(others), *([] if files else _on_foreign(others))]
    return Gathered(files, notes, [*_on_missing(met, found), *_on_pointers(others, directory, root)])


def pointed_at(pointer: Typed, root: Path, *, only_data: bool = False) -> tuple[list[Typed], list[Unread]]:
    """The data that a `.dvc` file stands for, as far as it is here, and what to say of the rest.

    `only_data`: say nothing of files, such as models, whose names are not those of data.
    """
    name = name_of(pointer.text, root)
    try:
        outs = dvc_outs(pointer.path)
    except BadPointerError as error:
        return [], [Unread(name, str(error))]
    except OSError:
        return [], [Unread(name, "is a DVC pointer that cannot be read")]
    here: list[Typed] = []
    unread: list[Unread] = []
    for out in outs:
        if only_data and not (out.is_directory or is_data(Path(out.inside).name)):
            continue
        if not _stays(out, pointer.path, root):
            unread.append(Unread(name, "is a DVC pointer to a place outside of the dataset: it is not read"))
        elif (pointer.path.parent / out.inside).exists():
            text = os.path.normpath(Path(pointer.text).parent / out.inside)
            here.append(Typed(text, root / text))
        else:
            unread.append(Unread(name, dvc_pull(name, out)))
    return here, unread


def _stays(out: Out, pointer: Path, root: Path) -> bool:
    target = os.path.realpath((pointer.parent / out.inside).parent)
    return any(is_below(target, os.path.realpath(top)) for top in (root, pointer.parent))


def _on_pointers(others: Sequence[Found], directory: Typed, root: Path) -> Iterator[Unread]:
    for found in others:
        if is_dvc(found.inside):
            pointer = Typed(os.path.join(directory.text, found.inside), found.path)  # noqa: PTH118 — text
            yield from pointed_at(pointer, root, only_data=True)[1]


def _on_missing(met: Walk, found: Callable[[str], Found]) -> Iterator[Unread]:
    for inside in met.broken:
        if is_data(Path(inside).name):
            link = found(inside)
            yield Unread(link.name, broken_link(link.path, link.name))
    for inside in met.closed:
        yield Unread(found(inside).name, "is a directory that cannot be listed: permission denied")


def _on_links(met: Walk, found: Callable[[str], Found]) -> Iterator[Note]:
    for inside in met.outside:
        yield Note(
            "unused", found(inside).name, "is a link that leads out of the dataset: name it to read it"
        )
    for inside in met.again:
        yield Note("unused", found(inside).name, "is a link to a directory that is read under another name")


def _on_almost_data(others: Sequence[Found]) -> Iterator[Note]:
    for found in others:
        if is_almost_data(found.inside):
            why = unsupported(found.path) or "its name goes on after .jsonl: remove it, or name it to read it"
            yield Note("unused", found.name, f"is not read, though Hugging Face reads it: {why}")


def _on_foreign(others: Sequence[Found]) -> Iterator[Note]:
    counts = Counter(found.path.suffix.lower() for found in others if is_foreign(found.inside))
    for found in others:
        count = counts.pop(found.path.suffix.lower(), 0) if is_foreign(found.inside) else 0
        if count:
            more = f" (nor are {count - 1:,} more of its kind)" if count > 1 else ""
            yield Note("unused", found.name, f"is not read{more}: a directory is searched for {READ_HERE}")
