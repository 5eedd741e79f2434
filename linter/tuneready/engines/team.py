"""Worker processes, started together, given orders and tasks, and gone when the run is over."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Self

from tuneready.engines.aside import aside
from tuneready.engines.course import Course
from tuneready.engines.failure import WorkerError
from tuneready.engines.tasks import Task
from tuneready.engines.worker import Orders, Portion, Setup, serve

_AT_HAND = 2  # tasks that a worker has: the one it does, and the next, so that it never waits
_MOST_WAITING = 50_000  # findings that may wait for earlier tasks; facts are kept in any case
_PATIENCE = 5.0


class Team:
    """Some worker processes. What they bring is in reading order, whoever was first."""

    def __init__(self, count: int, setup: Setup) -> None:
        self._processes: list[BaseProcess] = []
        self._connections: list[Connection] = []
        try:
            for _ in range(count):
                self._start(setup)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, setup: Setup) -> None:
        # spawned: to fork a process that has threads (numpy's) is not safe
        context = get_context("spawn")
        here, there = context.Pipe()
        self._connections.append(here)
        process = context.Process(target=serve, args=(there, setup), daemon=True)
        with aside():
            process.start()
            self._processes.append(process)
        there.close()

    def close(self) -> None:
        """End the processes; none holds anything that would be lost."""
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(_PATIENCE)
            if process.exitcode is None:
                process.kill()
                process.join()

    def brief(self, orders: Orders) -> frozenset[str]:
        """Give all of them these orders; names of the checks that one of them cannot have."""
        data = pickle.dumps(orders)
        for connection in self._connections:
            self._send(connection, data)
        missing: frozenset[str] = frozenset()
        for connection in self._connections:
            missing |= self._receive(connection)
        return missing

    def do(self, tasks: Iterable[Task]) -> Iterator[Portion]:
        """Have these tasks done. ReadingError and WorkerError: a task, or a worker, could not be."""
        course = Course()
        numbered = enumerate(tasks)
        at_hand: dict[Connection, deque[int]] = {connection: deque() for connection in self._connections}
        while True:
            self._hand_out(numbered, at_hand, course)
            busy = [connection for connection, numbers in at_hand.items() if numbers]
            if not busy:
                return
            ready = wait(busy)
            for connection in (each for each in busy if each in ready):
                number = at_hand[connection][0]
                said = self._receive(connection)
                course.take(number, said)
                if not isinstance(said, Portion):
                    at_hand[connection].popleft()
            yield from course.due()

    def _hand_out(
        self, numbered: Iterator[tuple[int, Task]], at_hand: dict[Connection, deque[int]], course: Course
    ) -> None:
        """See that each worker has tasks, unless too much waits for a slow one."""
        for wanted in range(1, _AT_HAND + 1):
            for connection, numbers in at_hand.items():
                if (
                    len(numbers) < wanted
                    and course.waiting < _MOST_WAITING
                    and (upcoming := next(numbered, None))
                ):
                    number, task = upcoming
                    numbers.append(number)
                    self._send(connection, pickle.dumps(task))

    def _send(self, connection: Connection, data: bytes) -> None:
        try:
            connection.send_bytes(data)
        except OSError:
            raise self._lost(connection) from None

    def _receive(self, connection: Connection) -> Any:  # noqa: ANN401 — whatever is agreed upon
        try:
            data = connection.recv_bytes()
        except (EOFError, OSError):
            raise self._lost(connection) from None
        return pickle.loads(data)  # noqa: S301 — from a process that was started here

    def _lost(self, connection: Connection) -> WorkerError:
        process = self._processes[self._connections.index(connection)]
        process.join(_PATIENCE)
        code = process.exitcode or 0
        how = f"was killed (signal {-code})" if code < 0 else f"ended (exit code {code})"
        return WorkerError(f"a worker process {how}: if memory ran out, run again with --jobs 1")
