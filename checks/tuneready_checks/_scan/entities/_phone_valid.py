"""Whether a country assigns such a number: phonenumbers, loaded when the first candidate needs it."""

from __future__ import annotations

import re
from functools import lru_cache

from tuneready_checks._scan.text import Text

MOST = 2000
"""Candidates of one text that are looked into (about 50 µs each); the rest is counted."""

_LAST_GROUP = r"(?:\D+\d+)$|(?:[^\d+]*\(\d+\)?)$"
_SHORTEST = 8
_TRIES = 3


@lru_cache(maxsize=4096)
def international(written: str) -> bool:
    """Whether this number, with its country code, is one that can be dialled."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written))
    except phonenumbers.NumberParseException:
        return False


class Validator:
    """Counts what it looks into, so that a text of nothing but numbers is done in linear, short time."""

    def __init__(self) -> None:
        self._left = MOST

    def end_of(self, text: Text, start: int, end: int) -> int | None:
        """Where the valid number that begins at `start` ends: 0 where none does, None if not looked into."""
        if self._left <= 0:
            return None
        self._left -= 1
        written = text.data[start:end].decode()
        for _ in range(_TRIES):
            if len(written) < _SHORTEST:
                return 0
            if international("+" + written[2:] if written.startswith("00") else written):
                return start + len(written.encode())
            written = re.sub(_LAST_GROUP, "", written)
        return 0
