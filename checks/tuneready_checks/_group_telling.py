"""What group-leak says of groups that stand in several splits: one finding each, or one for many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import MOST_RELATED, Finding, Overview, Related, Severity, key, plural
from tuneready_checks._group_fields import in_splits
from tuneready_checks._groups import shared_keys
from tuneready_checks._splits import parted

_MOST_FINDINGS = 20

Leak = tuple[int, list[int], list[int]]
"""A group that stands in several splits: hash of its value, examples that stay, and the others."""


def leaks(rows: npt.NDArray[Any], field: str, overview: Overview, *, named: bool) -> Iterator[Finding]:
    """What is said of the groups that stand in more than one split."""
    pairs = in_splits(rows["key"], overview.dataset.split_numbers(rows["id"]))
    keys, splits = np.unique(pairs[0], return_counts=True)
    across = list(shared_keys(rows[np.isin(rows["key"], keys[splits > 1])]))
    found = [(int(group["key"][0]), *parted(group["id"].tolist(), overview)) for group in across]
    if len(found) > _MOST_FINDINGS:
        yield _many(found, field, len(keys), overview, named=named)
    else:
        for leak in found:
            yield _one(leak, field, overview, named=named)


def _one(leak: Leak, field: str, overview: Overview, *, named: bool) -> Finding:
    value, stay, leaked = leak
    place = overview.dataset.beside(stay[0], leaked[0])
    others = f" and {plural(len(leaked) - 1, 'more example')}" if len(leaked) > 1 else ""
    return Finding(
        at=stay[0],
        message=f"{_said(field, named=named)} is the same in {overview.dataset.split_of(leaked[0])}: "
        f"{place}{others}",
        identity=f"{field} {value:016x}",
        pointer=field,
        unusable=tuple(leaked) if named else (),
        related=_related([*leaked, *stay[1:]], overview),
        related_total=len(leaked) + len(stay) - 1,
        severity=None if named else Severity.WARNING,
        data={"field": field, "groups": 1, "kept": len(stay), "leaked": len(leaked)},
    )


def _many(leaks: list[Leak], field: str, groups: int, overview: Overview, *, named: bool) -> Finding:
    """One finding for many groups: how many, with how many examples, and where the first is."""
    leaks = sorted(leaks, key=lambda leak: leak[1:])
    kept = {example for _, stay, _ in leaks for example in stay}
    leaked = sorted({example for _, _, gone in leaks for example in gone})
    first, beside = leaks[0][1][0], [gone[0] for _, _, gone in leaks]
    return Finding(
        at=first,
        message=f"{_said(field, named=named)}: {len(leaks):,} of {plural(groups, 'group')} stand in more "
        f"than one split, with {plural(len(kept.union(leaked)), 'example')}; this one also at "
        f"{overview.dataset.beside(first, beside[0])}",
        identity=f"{field} {key(*(str(value) for value in sorted(value for value, _, _ in leaks))):016x}",
        pointer=field,
        unusable=tuple(leaked) if named else (),
        related=_related(beside, overview),
        related_total=len(kept.union(leaked)) - 1,
        severity=None if named else Severity.WARNING,
        data={"field": field, "groups": len(leaks), "kept": len(kept), "leaked": len(leaked)},
    )


def _said(field: str, *, named: bool) -> str:
    return field if named else f"{field} (taken for a group by its name)"


def _related(examples: list[int], overview: Overview) -> tuple[Related, ...]:
    split_of = overview.dataset.split_of
    return tuple(Related(other, f"in {split_of(other)}") for other in examples[:MOST_RELATED])
