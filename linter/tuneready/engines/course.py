"""What is said of tasks, brought into their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from tuneready.engines.worker import Portion


class Course:
    """Takes portions as they come, and gives them in reading order.

    `waiting`: findings that wait for their turn.
    """

    def __init__(self) -> None:
        self.waiting = 0
        self._next = 0
        self._said: dict[int, deque[Portion | Exception | None]] = {}

    def take(self, number: int, said: Portion | Exception | None) -> None:
        """A portion of a task, or its end: an error or None."""
        self._said.setdefault(number, deque()).append(said)
        if isinstance(said, Portion):
            self.waiting += said.findings

    def due(self) -> Iterator[Portion]:
        """What need not wait any more."""
        while said := self._said.get(self._next):
            first = said.popleft()
            if isinstance(first, Portion):
                self.waiting -= first.findings
                yield first
            elif first is None:
                del self._said[self._next]
                self._next += 1
            else:
                raise first
