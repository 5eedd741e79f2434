"""Which engine to use: the one that starts faster until enough text has passed to repay the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tuneready_checks._scan import cache
from tuneready_checks._scan.engine import Candidates, Engine
from tuneready_checks._scan.hyperscan_engine import HyperscanEngine
from tuneready_checks._scan.re2_engine import Re2Engine

PATIENCE = 32 << 20
"""Bytes on RE2 after which compiling for Hyperscan pays: it takes as long as RE2 takes for these."""


class PatientEngine:
    """Hyperscan where its database is at hand or worth compiling, else RE2; both find the same."""

    def __init__(self, triggers: Sequence[bytes], where: Path, patience: int = PATIENCE) -> None:
        self._triggers = triggers
        self._where = where
        self._patience = patience
        self._engine = self._ready() or Re2Engine(triggers)

    def candidates(self, texts: Sequence[bytes]) -> Candidates:
        """Which trigger fires in which text."""
        if self._patience > 0 and isinstance(self._engine, Re2Engine):
            self._patience -= sum(map(len, texts))
            if self._patience <= 0:
                self._engine = self._ready() or self._compiled() or self._engine
        return self._engine.candidates(texts)

    def _ready(self) -> Engine | None:
        try:
            database = cache.stored(self._triggers, self._where)
        except ImportError:
            return None
        return HyperscanEngine(database) if database is not None else None

    def _compiled(self) -> Engine | None:
        try:
            return HyperscanEngine(cache.built(self._triggers, self._where))
        except ImportError:
            return None


@lru_cache(maxsize=4)
def engine(triggers: tuple[bytes, ...]) -> Engine:
    """The engine of this process for these triggers."""
    return PatientEngine(triggers, cache.folder())
