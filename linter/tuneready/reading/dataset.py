"""What is to be read: files, each with its split, in the one order that everything is reported in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tuneready.example import LINE_BITS, LINE_MASK

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_PACKED_SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst"})
_PACKED = 4  # real sets shrink to between a third and a tenth and less
_FIRST_SPLITS = ("train", "validation", "test")

BENCHMARK = "benchmark:"
"""How the split of a benchmark's files begins: they are compared with, and never judged or counted."""


class DataFile(NamedTuple):
    """A file of the dataset. `number` counts in reading order; `name` is what reports call it."""

    number: int
    path: Path
    name: str
    split: str

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


def split_order(split: str) -> tuple[int, str]:
    """Sort key of splits: train, validation, test, then the others by name, benchmarks last."""
    if split in _FIRST_SPLITS:
        return _FIRST_SPLITS.index(split), split
    return len(_FIRST_SPLITS) + split.startswith(BENCHMARK), split


@dataclass(frozen=True)
class Dataset:
    """The files to read, sorted by split and name, and what discovery noticed."""

    files: tuple[DataFile, ...] = ()
    notes: tuple[Note, ...] = ()
    unread: tuple[Unread, ...] = ()

    @classmethod
    def of(
        cls,
        files: Iterable[tuple[str, Path, str]],
        notes: Iterable[Note] = (),
        unread: Iterable[Unread] = (),
    ) -> Dataset:
        """A dataset of (split, path, name) triples; they are put in order and numbered here."""
        ordered = sorted(set(files), key=lambda file: (split_order(file[0]), file[2]))
        numbered = tuple(DataFile(n, path, name, split) for n, (split, path, name) in enumerate(ordered))
        return cls(numbered, tuple(sorted(notes)), tuple(sorted(unread)))

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
