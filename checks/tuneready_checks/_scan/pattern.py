"""Compiled RE2 patterns over bytes: linear in the length of the text, whatever the text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

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


@lru_cache(maxsize=512)
def compiled_pattern(pattern: bytes) -> Any:  # noqa: ANN401 — re2 has no types
    """A pattern, compiled at its first use."""
    import re2

    return re2.compile(pattern, pattern_options())
