"""What benchmarks are called: files that are typed as FILE or NAME=FILE become splits with names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tuneready.reading.dataset import BENCHMARK

_SAY_NOTHING = frozenset({"", "test", "train", "validation", "valid", "dev", "eval", "data", "native"})


def named_benchmarks(values: Iterable[str]) -> dict[str, list[str]]:
    """Paths by name. Without one, a file is called as its name begins ("gsm8k.jsonl.gz": gsm8k).

    Where that says nothing ("gsm8k/test.jsonl"), its directory is named as well.
    """
    named: dict[str, list[str]] = {}
    for value in values:
        name, sign, path = value.partition("=")
        if not (sign and name.strip() and path) or Path(value).exists():
            name, path = _name_of(value), value
        named.setdefault(name.strip(), []).append(path)
    return named


def as_splits(named: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The same by the names of their splits."""
    return {BENCHMARK + name: paths for name, paths in named.items()}


def _name_of(value: str) -> str:
    path = Path(value)
    stem = path.name.partition(".")[0]
    if stem.lower() in _SAY_NOTHING and path.parent.name:
        return f"{path.parent.name}/{stem}"
    return stem or value
