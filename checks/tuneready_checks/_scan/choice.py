"""Which backend to use: the one that starts faster, until enough text has passed to repay the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from tuneready_checks._scan import cache
from tuneready_checks._scan.engine import Backend, Engine
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend
from tuneready_checks._scan.re2_backend import Re2Backend

PATIENCE = 32 << 20
"""Bytes on RE2 after which compiling for Hyperscan pays: about what RE2 reads in the time it takes."""


class PatientBackend:
    """Hyperscan where its database is at hand or worth compiling, else RE2; both find the same."""

    def __init__(self, triggers: Sequence[bytes], where: Path, patience: int = PATIENCE) -> None:
        self._triggers = triggers
        self._where = where
        self._patience = patience
        self.chosen: Backend = self._stored() or Re2Backend(triggers)

    def touched(self, joined: bytes, starts: Sequence[int]) -> Iterable[int]:
        """What the chosen backend says."""
        if self._patience > 0:
            self._patience -= len(joined)
            if self._patience <= 0 and isinstance(self.chosen, Re2Backend):
                self.chosen = self._stored() or self._built() or self.chosen
        return self.chosen.touched(joined, starts)

    def _stored(self) -> Backend | None:
        try:
            database = cache.stored(self._triggers, self._where)
        except ImportError:
            return None
        return HyperscanBackend(self._triggers, database) if database is not None else None

    def _built(self) -> Backend | None:
        try:
            return HyperscanBackend(self._triggers, cache.built(self._triggers, self._where))
        except ImportError:
            return None


@lru_cache(maxsize=4)
def engine(triggers: tuple[bytes, ...], shapes: tuple[bytes, ...]) -> Engine:
    """The engine of this process for these triggers and shapes."""
    return Engine(shapes, PatientBackend(triggers, cache.folder()))
