"""Triggers on google-re2: starts in a few milliseconds and runs everywhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from tuneready_checks._scan.engine import BETWEEN, Candidates, batches

_MEMORY = 64 << 20


def pattern_options() -> Any:  # noqa: ANN401 — re2 has no types
    """Options of RE2 patterns over bytes."""
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


class Re2Engine:
    """One alternation finds the texts, one set of patterns tells which triggers fire in each."""

    def __init__(self, triggers: Sequence[bytes]) -> None:
        import re2

        options = pattern_options()
        self._any = re2.compile(b"|".join(b"(?:" + trigger + b")" for trigger in triggers), options)
        self._each = re2.Set.SearchSet(options)
        for trigger in triggers:
            self._each.Add(trigger)
        self._each.Compile()

    def candidates(self, texts: Sequence[bytes]) -> Candidates:
        """Which trigger fires in which text."""
        found: Candidates = set()
        for first, batch in batches(texts):
            for index in self._touched(batch):
                fired = self._each.Match(batch[index]) or ()
                found.update((first + index, trigger) for trigger in fired)
        return found

    def _touched(self, batch: Sequence[bytes]) -> set[int]:
        """Texts in which any trigger fires; one call to RE2 a text that does, none for the others."""
        starts = [0, *accumulate(len(text) + len(BETWEEN) for text in batch)]
        joined = BETWEEN.join((*batch, b""))
        touched: set[int] = set()
        position = 0
        while hit := self._any.search(joined, position):
            index = bisect_right(starts, hit.start()) - 1
            touched.add(index)
            position = starts[index + 1]
        return touched
