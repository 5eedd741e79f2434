"""Which split keeps an example that stands in several, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterable

from tuneready.api import Overview

_KEPT_FIRST = ("test", "validation")


def keeping(split: str) -> tuple[int, int, str]:
    """Sort key: the split that keeps its example comes first; the training split never does."""
    known = _KEPT_FIRST.index(split) if split in _KEPT_FIRST else len(_KEPT_FIRST)
    return (split == "train", known, split)


def parted(ids: Iterable[int], overview: Overview) -> tuple[list[int], list[int]]:
    """Examples that stay (all of one split) and those of other splits, each in reading order."""
    of = {example: overview.dataset.split_of(example) for example in sorted(ids)}
    kept = min(of.values(), key=keeping)
    stay = [example for example, split in of.items() if split == kept]
    return stay, [example for example, split in of.items() if split != kept]
