"""What is to be read: files, each with its split, in the one order that everything is reported in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tuneready.example import LINE_BITS, LINE_MASK
from tuneready.task import ALL, Task

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_PACKED_SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"})
_PACKED = 4  # real sets shrink to between a third and a tenth and less
_FIRST_SPLITS = ("train", "validation", "test")

BENCHMARK = "benchmark:"
"""How the split of a benchmark's files begins: they are compared with, and never judged or counted."""


class DataFile(NamedTuple):
    """A file of the dataset. `number` counts in reading order; `name` is what reports call it.

    `alone`: all files of the dataset are of its split.
    """

    number: int
    path: Path
    name: str
    split: str
    alone: bool = False

    @property
    def is_benchmark(self) -> bool:
        """Whether it is only here to be compared with."""
        return self.split.startswith(BENCHMARK)


class Note(NamedTuple):
    """What discovery has to say of a file: it was left out, or its split is a guess that may be wrong."""

    kind: Literal["unused", "assumed"]
    name: str
    message: str


class Unread(NamedTuple):
    """A file that stands in for data that is not here, or cannot be read here, and what to do about it."""

    name: str
    message: str


class Place(NamedTuple):
    """Where a finding stands; line 0 is the file as a whole."""

    file: str
    line: int


class _Renaming:
    """Other names in messages: of files and folders, also without their endings and as a split's name."""

    def __init__(self, rename: Callable[[str], str], names: Iterable[str]) -> None:
        self._new: dict[str, str] = {}
        for part in {part for name in names for part in name.split("/")}:
            new = rename(part)
            if new != part:
                stem = part.partition(".json")[0]
                plain = re.sub(r"\W+", "_", stem).strip("_")
                self._new |= {part: new, stem: rename(stem), plain: "NAME"}

    def of(self, message: str) -> str:
        """The message with the other names, the longest first."""
        for name in sorted(self._new, key=len, reverse=True):
            message = message.replace(name, self._new[name])
        return message


def split_order(split: str) -> tuple[int, str]:
    """Sort key of splits: train, validation, test, then the others by name, benchmarks last."""
    if split in _FIRST_SPLITS:
        return _FIRST_SPLITS.index(split), split
    return len(_FIRST_SPLITS) + split.startswith(BENCHMARK), split


@dataclass(frozen=True)
class Dataset:
    """The files to read, sorted by split and name, and what discovery noticed.

    `tasks`: what its owner says that a split is meant to teach, by the split's name.
    """

    files: tuple[DataFile, ...] = ()
    notes: tuple[Note, ...] = ()
    unread: tuple[Unread, ...] = ()
    tasks: Mapping[str, Task] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        files: Iterable[tuple[str, Path, str]],
        notes: Iterable[Note] = (),
        unread: Iterable[Unread] = (),
    ) -> Dataset:
        """A dataset of (split, path, name) triples; they are put in order and numbered here."""
        ordered = sorted(set(files), key=lambda file: (split_order(file[0]), file[2]))
        alone = len({split for split, _, _ in ordered}) == 1
        numbered = tuple(
            DataFile(number, path, name, split, alone) for number, (split, path, name) in enumerate(ordered)
        )
        return cls(numbered, tuple(sorted(notes)), tuple(sorted(unread)))

    def meant_for(self, tasks: Mapping[str, Task]) -> Dataset:
        """The same dataset with what its owner says of the task of each split, or of all of them."""
        told = {split: tasks.get(split) or tasks.get(ALL) for split in self.splits}
        return replace(self, tasks={split: task for split, task in told.items() if task})

    def renamed(self, rename: Callable[[str], str]) -> Dataset:
        """The same files in the same order under other names; no two files have one name."""
        seen: Counter[str] = Counter()

        def unique(name: str) -> str:
            new = rename(name)
            seen[new] += name != new
            return f"{new} ({seen[new]})" if seen[new] > 1 else new

        files = tuple(file._replace(name=unique(file.name)) for file in self.files)
        said = [*(note.name for note in self.notes), *(each.name for each in self.unread)]
        told = _Renaming(rename, [*(file.name for file in self.files), *said])
        return replace(
            self,
            files=files,
            notes=tuple(Note(each.kind, rename(each.name), told.of(each.message)) for each in self.notes),
            unread=tuple(Unread(rename(each.name), told.of(each.message)) for each in self.unread),
        )

    @property
    def splits(self) -> tuple[str, ...]:
        """Names of the splits, in order; benchmarks are none of the dataset's."""
        return tuple(dict.fromkeys(file.split for file in self.files if not file.is_benchmark))

    @property
    def benchmarks(self) -> tuple[str, ...]:
        """Names of the splits that are benchmarks, in order."""
        return tuple(dict.fromkeys(file.split for file in self.files if file.is_benchmark))

    def size(self) -> int:
        """Bytes of all files, about: what is compressed counts four times, what cannot be reached nothing."""
        total = 0
        for file in self.files:
            with suppress(OSError):
                total += file.path.stat().st_size * (_PACKED if file.path.suffix in _PACKED_SUFFIXES else 1)
        return total

    def bytes_of(self, file: DataFile) -> int:
        """Bytes of one file; 0 where it is compressed, or cannot be reached."""
        if file.path.suffix in _PACKED_SUFFIXES:
            return 0
        with suppress(OSError):
            return file.path.stat().st_size
        return 0

    def in_split(self, split: str) -> Iterator[DataFile]:
        """The files of one split."""
        return (file for file in self.files if file.split == split)

    def place(self, example: int) -> Place:
        """File and physical line of an example's id."""
        return Place(self.files[example >> LINE_BITS].name, example & LINE_MASK)

    def beside(self, example: int, other: int) -> str:
        """The place of `other` as a message at `example` names it: the file only where it is another."""
        file, line = self.place(other)
        return f"line {line}" if file == self.place(example).file else f"{file}:{line}"

    def split_numbers(self, examples: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """As `split_of`, for an array of ids: numbers of splits in their order, benchmarks last."""
        import numpy as np

        splits = (*self.splits, *self.benchmarks)
        of_file = np.array([splits.index(file.split) for file in self.files], np.int64)
        numbers: npt.NDArray[np.int64] = of_file[examples >> LINE_BITS]
        return numbers

    def split_of(self, example: int) -> str:
        """The split that an example's id lies in."""
        return self.files[example >> LINE_BITS].split
