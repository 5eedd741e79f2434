"""The key under which values are hashed, so that no report lets anyone guess them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

VARIABLE = "TUNEREADY_KEY"
_BYTES = 32


def project_key() -> bytes:
    """The key in the environment variable TUNEREADY_KEY, else this user's own, made at first need.

    Fingerprints are equal wherever the key is. Where no file can be kept, a key for this run alone.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return given.encode("utf-8", "surrogateescape")
    from platformdirs import user_data_path

    return stored_key(user_data_path("tuneready") / "key")


def stored_key(path: Path) -> bytes:
    """The key in this file, which only its owner can read; it is written where it is missing."""
    try:
        kept = path.read_bytes()
        if len(kept) == _BYTES:
            return kept
    except OSError:
        pass
    fresh = secrets.token_bytes(_BYTES)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(fresh)
    except FileExistsError:
        return path.read_bytes() or fresh
    except OSError:
        return fresh
    return fresh
