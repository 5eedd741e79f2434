"""What a worker process does: it takes tasks, and says of each what the checks see in it."""

from __future__ import annotations

import gc
import pickle
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tuneready.block import Block
from tuneready.check import ExampleCheck, Round
from tuneready.engines.failure import WorkerError
from tuneready.engines.local import Pass, wanted
from tuneready.engines.survey import Survey
from tuneready.engines.tally import Tally, guarded
from tuneready.engines.tasks import Piece, Task
from tuneready.formats.base import Format
from tuneready.framing import Framing
from tuneready.reading.dataset import DataFile
from tuneready.reading.sources import ReadingError
from tuneready.targets.fit import SHOWN, Fit

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    import numpy as np
    import numpy.typing as npt

_BLOCKS = 16
"""Blocks of a task whose facts are told together: a task may be a large file that cannot be cut."""


class Setup(NamedTuple):
    """What a worker knows from the start.

    `expected`: the format of each file. `tallies`: empty ones. `collect`: gc's thresholds.
    """

    files: Sequence[DataFile]
    framing: Framing
    expected: Sequence[Format | None]
    tallies: Mapping[str, Tally]
    collect: tuple[int, int, int]


class Orders(NamedTuple):
    """What a pass is to do, by name of check and pickled one by one. `survey`: whether to count lines."""

    survey: bool
    lookers: Mapping[str, bytes]
    rounds: Mapping[str, bytes]


@dataclass
class Portion:
    """What is to be said of some blocks of a task: a part of what the local engine gathers in a pass."""

    file: DataFile
    lines: int
    size: int
    survey: Survey
    tallies: dict[str, Tally]
    shelves: dict[str, dict[int, npt.NDArray[Any]]]

    @property
    def findings(self) -> int:
        """How many findings it holds."""
        return sum(len(tally.findings) for tally in self.tallies.values())


@dataclass
class Worker:
    """Does tasks, under the orders that it was given last.

    `wanted`: ids of the only examples that the rounds look at; None: all. `fitted`: splits whose first
    examples it has seen or passed, since its tasks are in reading order.
    """

    setup: Setup
    survey: bool = False
    lookers: dict[str, ExampleCheck] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    wanted: npt.NDArray[np.int64] | None = None
    fitted: set[str] = field(default_factory=set)

    def heed(self, orders: Orders) -> frozenset[str]:
        """Take these orders; names of the checks that cannot be had in this process."""
        self.survey = orders.survey
        self.lookers = _loaded(orders.lookers)
        self.rounds = _loaded(orders.rounds)
        self.wanted = None if self.survey else wanted(self.rounds.values())
        return (
            frozenset(orders.lookers.keys() | orders.rounds.keys()) - self.lookers.keys() - self.rounds.keys()
        )

    def portions(self, task: Task) -> Iterator[Portion]:
        """What the checks see in a task, in reading order."""
        blocks = chain.from_iterable(map(self._blocks, task))
        while portion := self._portion(islice(blocks, _BLOCKS)):
            yield portion

    def _blocks(self, piece: Piece) -> Iterator[Block]:
        setup = self.setup
        file, expected = setup.files[piece.file], setup.expected[piece.file]
        return setup.framing.blocks_of(file, expected, piece.span, self.wanted)

    def _portion(self, blocks: Iterable[Block]) -> Portion | None:
        names = (*self.lookers, *self.rounds)
        tallies = {name: self.setup.tallies[name].fresh() for name in names}
        pass_ = Pass(tallies, self.rounds)
        survey = Survey(self.setup.framing.targets, fits={split: Fit(SHOWN) for split in self.fitted})
        lines, size, file = 0, 0, None
        for block in blocks:
            if self.survey:
                survey.note(block)
            pass_.look(block, self.lookers.values())
            pass_.map(block)
            lines += block.lines
            size += block.size
            file = block.file
        self.fitted |= {split for split, fit in survey.fits.items() if fit.looked >= SHOWN}
        shelves = {
            name: {partition: pile.joined() for partition, pile in shelf.items()}
            for name, shelf in pass_.shelves.items()
        }
        return Portion(file, lines, size, survey, tallies, shelves) if file else None


def packed(portion: Portion) -> bytes:
    """A portion as bytes. A check whose facts or findings cannot be sent has failed."""
    try:
        return pickle.dumps(portion, pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001 — a pack's objects may raise anything
        for name, tally in portion.tallies.items():
            with guarded(tally):
                pickle.dumps((tally, portion.shelves.get(name)), pickle.HIGHEST_PROTOCOL)
            if tally.failed:
                portion.shelves.pop(name, None)
                portion.tallies[name] = replace(tally.fresh(), failed=tally.failed)
        return pickle.dumps(portion, pickle.HIGHEST_PROTOCOL)


def _loaded(pickled: Mapping[str, bytes]) -> dict[str, Any]:
    loaded = {}
    for name, data in pickled.items():
        with suppress(Exception):
            loaded[name] = pickle.loads(data)  # noqa: S301 — from the process that started this one
    return loaded


def serve(connection: Connection, setup: Setup) -> None:
    """Take orders and tasks until nobody sends any; the main function of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the first process that is interrupted
    gc.set_threshold(*setup.collect)
    worker = Worker(setup)
    with suppress(EOFError, OSError):  # the first process has gone
        while True:
            message = pickle.loads(connection.recv_bytes())  # noqa: S301 — from the process that started this one
            if isinstance(message, Orders):
                connection.send_bytes(pickle.dumps(worker.heed(message)))
            else:
                for data in _answers(worker, message):
                    connection.send_bytes(data)


def _answers(worker: Worker, task: Task) -> Iterator[bytes]:
    """The portions of a task, and None when it is done; or the error that ended it."""
    end: Exception | None = None
    try:
        for portion in worker.portions(task):
            yield packed(portion)
    except ReadingError as error:
        end = error
    except Exception as error:  # noqa: BLE001 — told to the first process, which ends the run
        end = WorkerError(f"{_place(error)}, in a worker process")
    yield pickle.dumps(end)


def _place(error: Exception) -> str:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}"
