"""Progress on a terminal, on standard error; nothing in a hook, a pipe or CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from time import monotonic

from tuneready.engines.watch import S, Watch, unwatched

_PATIENCE = 1.0
"""Seconds before a run is worth a word."""
_PAUSE = 0.2


def watched(*, quiet: bool) -> Watch:
    """What to pass steps through: a counter on a terminal, else nothing at all."""
    return _counted if sys.stderr.isatty() and not quiet and not os.environ.get("CI") else unwatched


def _counted(steps: Iterable[S], /) -> Iterator[S]:
    start = said = monotonic()
    lines = 0
    try:
        for step in steps:
            yield step
            lines += step.lines
            now = monotonic()
            if now - start > _PATIENCE and now - said > _PAUSE:
                said = now
                _say(f"{step.file.name}: {lines:,} lines, {lines / (now - start):,.0f} a second")
    finally:
        if said > start:
            _say("")


def _say(text: str) -> None:
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()
