"""A dataset parted into tasks that processes take one by one; together they are all of it, in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tuneready.reading.dataset import DataFile, Dataset
from tuneready.reading.sources import Span, state_of
from tuneready.reading.spans import spans

RANGE_BYTES = 2 << 20
"""A quarter of a second of work: enough tasks to share out evenly, and few enough to keep count of."""

_MOST_PIECES = 256  # a task must fit into a pipe, whether or not anybody reads there


class Piece(NamedTuple):
    """A file, or a span of its lines."""

    file: int
    span: Span | None


Task = tuple[Piece, ...]


class Plan:
    """The tasks of a dataset. They are cut while they are first asked for, and remembered."""

    def __init__(self, dataset: Dataset, size: int) -> None:
        self._tasks: list[Task] = []
        self._more = _tasks(dataset, size)

    def __iter__(self) -> Iterator[Task]:
        yield from self._tasks
        for task in self._more:
            self._tasks.append(task)
            yield task

    def count(self, most: int) -> int:
        """How many tasks there are, but no more than `most`."""
        return sum(1 for _ in islice(self, most))


def _tasks(dataset: Dataset, size: int) -> Iterator[Task]:
    """Pieces that follow one another, together not much more than `size` bytes."""
    held: list[Piece] = []
    weight = 0
    for piece, bytes_ in _pieces(dataset, size):
        if held and (weight + bytes_ > size or len(held) == _MOST_PIECES):
            yield tuple(held)
            held, weight = [], 0
        held.append(piece)
        weight += bytes_
    if held:
        yield tuple(held)


def _pieces(dataset: Dataset, size: int) -> Iterator[tuple[Piece, int]]:
    for file in dataset.files:
        for span in spans(file.path, file.name, size):
            yield Piece(file.number, span), span.end - span.start if span else _size(file)


def _size(file: DataFile) -> int:
    return state_of(file.path, file.name)[0]
