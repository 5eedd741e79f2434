"""What is known of texts that blocks share: a system text or a tool definition is searched once a run."""

from __future__ import annotations

from hashlib import blake2b
from typing import Generic, TypeVar

MOST = 4096
"""Texts remembered; the one that was asked for longest ago is forgotten first."""

Known = TypeVar("Known")


class Memory(Generic[Known]):
    """A bounded dictionary by `key_of` a text; of this process and never written anywhere."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: dict[bytes, Known] = {}

    def __contains__(self, key: bytes) -> bool:
        return key in self._known

    def get(self, key: bytes) -> Known:
        """What is known; the key must be there."""
        self._known[key] = known = self._known.pop(key)
        return known

    def put(self, key: bytes, known: Known) -> None:
        """Remember this, and forget what has not been asked for longest."""
        self._known[key] = known
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]


def key_of(text: bytes) -> bytes:
    """A hash that no two texts share."""
    return blake2b(text, digest_size=16).digest()
