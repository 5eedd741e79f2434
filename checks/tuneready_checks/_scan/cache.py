"""Compiled Hyperscan databases, kept in the user's cache directory: never in, or read from, a dataset's."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from tuneready_checks._scan.hyperscan_backend import compiled

if TYPE_CHECKING:
    import hyperscan


def folder() -> Path:
    """Where databases are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("tuneready", appauthor=False) / "hyperscan"


def stored(triggers: Sequence[bytes], where: Path) -> hyperscan.Database | None:
    """The database of these triggers from the cache; None where there is none that is whole and fits.

    Hyperscan checks version, platform and a checksum of what it loads.
    """
    if not where.is_dir():
        return None
    import hyperscan

    try:
        data = (where / _name(triggers)).read_bytes()
    except OSError:
        return None
    with suppress(hyperscan.HyperscanError, ValueError):
        return hyperscan.loadb(data, hyperscan.HS_MODE_BLOCK)
    return None


def built(triggers: Sequence[bytes], where: Path) -> hyperscan.Database:
    """A fresh database of these triggers, put into the cache where that can be written."""
    import hyperscan

    database = compiled(triggers)
    with suppress(OSError):
        write(where / _name(triggers), hyperscan.dumpb(database))
    return database


def write(path: Path, content: bytes) -> None:
    """Write as a whole or not at all: a reader never sees half a file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _name(triggers: Sequence[bytes]) -> str:
    from importlib.metadata import version

    what: tuple[str | bytes, ...] = (version("hyperscan"), platform.machine(), _processor(), *triggers)
    parts = (part if isinstance(part, bytes) else part.encode() for part in what)
    return blake2b(b"\n".join(parts), digest_size=16).hexdigest() + ".hsdb"


def _processor() -> str:
    """What the processor can do: a database compiled for one may not run on another."""
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as file:
            return "".join(sorted({line for line in file if line.startswith(("flags", "Features"))}))
    except OSError:
        return platform.processor()
