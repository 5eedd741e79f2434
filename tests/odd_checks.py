"""Checks that do what a check should not, or tell where they ran; each is harmless by default.

They stand in a module of their own, for worker processes import them.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import PrivateAttr

from tuneready.api import (
    LINE_MASK,
    Block,
    DatasetCheck,
    Example,
    ExampleCheck,
    Facts,
    Finding,
    Overview,
    fault,
)

NOWHERE = -1


class _Odd(ExampleCheck):
    good: ClassVar[Any] = [[{"prompt": "a", "completion": "b"}]]
    bad: ClassVar[Any] = good
    line: int = NOWHERE

    def is_here(self, example: Example) -> bool:
        return example.id & LINE_MASK == self.line


class WhereItRan(_Odd):
    """Says in which process each example was looked at."""

    name = "where-it-ran"

    def find(self, example: Example) -> Iterator[Finding]:
        yield fault(example, "here", usable=True, detail=str(os.getpid()))


class RaisesThere(_Odd):
    """Finds every example up to a line, and raises there."""

    name = "raises-there"

    def find(self, example: Example) -> Iterator[Finding]:
        if self.is_here(example):
            raise ValueError(example.output)
        yield fault(example, "before")


class SlowThere(_Odd):
    """Finds every example, and takes its time at a line."""

    name = "slow-there"

    def find(self, example: Example) -> Iterator[Finding]:
        if self.is_here(example):
            time.sleep(1)
        yield fault(example, "found")


class DiesThere(_Odd):
    """Kills a worker process at a line."""

    name = "dies-there"

    def find(self, example: Example) -> Iterator[Finding]:
        if self.is_here(example) and parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        yield from ()


class MeddlesThere(_Odd):
    """Writes into a file when it comes to a line."""

    name = "meddles-there"
    path: str = ""

    def find(self, example: Example) -> Iterator[Finding]:
        if self.is_here(example):
            with Path(self.path).open("ab") as file:
                file.write(b"{}\n")
        yield from ()


class CannotBeSent(_Odd):
    """Holds something that cannot be pickled."""

    name = "cannot-be-sent"
    _held: Any = PrivateAttr(default_factory=lambda: lambda: None)

    def find(self, example: Example) -> Iterator[Finding]:
        yield fault(example, "found in one process", usable=True)


class LoadsOnce(_Odd):
    """Can be sent, and be had in one other process only."""

    name = "loads-once"
    path: str = ""

    def __reduce__(self) -> Any:  # noqa: ANN401 — as pickle has it
        return _once, (self.path,)

    def find(self, example: Example) -> Iterator[Finding]:
        yield fault(example, "found", usable=True)


def _once(path: str) -> LoadsOnce:
    Path(path).touch(exist_ok=False)
    return LoadsOnce(path=path)


class FactsCannotBeSent(DatasetCheck):
    """Its facts are objects that cannot be pickled."""

    name = "facts-cannot-be-sent"
    good: ClassVar[Any] = _Odd.good
    bad: ClassVar[Any] = good

    def map(self, block: Block) -> Facts:
        return {0: np.array([lambda: None for _ in block.examples], dtype=object)}

    def reduce(self, facts: npt.NDArray[Any], _overview: Overview) -> Iterable[Finding]:
        assert facts is not None
        return ()
