"""How a run's progress is followed: whoever wants to sees each step as it is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from tuneready.reading.dataset import DataFile


class Step(Protocol):
    """Some lines that have been read and looked at, of a file."""

    @property
    def file(self) -> DataFile:
        """The file they stand in."""

    @property
    def lines(self) -> int:
        """How many there are, blank ones aside."""

    @property
    def size(self) -> int:
        """Bytes that they were read from, unpacked."""


S = TypeVar("S", bound=Step)


class Watch(Protocol):
    """Passes steps on, and may look at them."""

    def __call__(self, steps: Iterable[S], /) -> Iterable[S]:
        """The same steps."""


def unwatched(steps: Iterable[S], /) -> Iterable[S]:
    """The same steps, looked at by nobody."""
    return steps
