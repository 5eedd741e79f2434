"""Triggers on Hyperscan: fastest where few texts hold anything, once it has compiled them."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tuneready_checks._scan.re2_backend import Re2Backend

if TYPE_CHECKING:
    import hyperscan

MOST = 2000
"""Matches in one batch above which RE2 takes over: each costs Hyperscan a call into Python."""


class HyperscanBackend:
    """One pass over the joined texts; scratch memory belongs to one thread."""

    def __init__(self, triggers: Sequence[bytes], database: hyperscan.Database) -> None:
        import hyperscan

        self._triggers = triggers
        self._database = database
        self._terminated = hyperscan.ScanTerminated
        self._new_scratch = hyperscan.Scratch
        self._local = threading.local()

    @cached_property
    def _for_dense_text(self) -> Re2Backend:
        return Re2Backend(self._triggers)

    def touched(self, joined: bytes, starts: Sequence[int]) -> Iterable[int]:
        """Indexes of texts in which any trigger fires; Hyperscan tells only where a match ends."""
        ends: list[int] = []

        def note(_rule: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            ends.append(end)
            return len(ends) > MOST

        try:
            self._database.scan(joined, match_event_handler=note, scratch=self._scratch())
        except self._terminated:
            return self._for_dense_text.touched(joined, starts)
        return sorted({bisect_right(starts, end - 1) - 1 for end in ends})

    def _scratch(self) -> Any:  # noqa: ANN401 — hyperscan has no types
        if not hasattr(self._local, "scratch"):
            self._local.scratch = self._new_scratch(self._database)
        return self._local.scratch


def compiled(triggers: Sequence[bytes]) -> hyperscan.Database:
    """A database of these triggers."""
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    count = len(triggers)
    flags = [hyperscan.HS_FLAG_DOTALL] * count
    database.compile(expressions=list(triggers), ids=list(range(count)), elements=count, flags=flags)
    return database
