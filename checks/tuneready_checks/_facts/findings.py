"""Findings on facts: a split's share of them, and two values for one thing."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import MOST_RELATED, Bars, Finding, Overview, Related, Severity, plural
from tuneready_checks._facts.specifics import KINDS, plain

Rows = npt.NDArray[Any]

_AMOUNT = "0123456789.,"


def bars_of(rows: Rows) -> Bars:
    """How many outputs have a value of each kind."""
    counted = [(kind, int((rows["kinds"] >> bit & 1).sum())) for bit, kind in enumerate(KINDS)]
    return Bars(of="outputs", bars=tuple((kind, count) for kind, count in counted if count))


def share_finding(said: str, split: str, rows: Rows, severity: Severity | None) -> Finding:
    """A finding on the output with the most values; those with the next most are related."""
    worst = rows[np.lexsort((rows["id"], -rows["count"]))]
    bars = bars_of(rows).bars
    most = ", ".join(f"{count:,} with a {kind}" for kind, count in sorted(bars, key=lambda bar: -bar[1])[:3])
    return Finding(
        at=int(worst[0]["id"]),
        message=f"{said} ({most}): fine-tuning fixes tone and form, retrieval fixes facts",
        identity=split,
        related=tuple(Related(int(row["id"]), _told(row)) for row in worst[1 : MOST_RELATED + 1]),
        related_total=len(rows) - 1,
        severity=severity,
        data={"outputs": len(rows), "kinds": dict(bars)},
    )


def _told(row: Rows) -> str:
    kinds = [kind for bit, kind in enumerate(KINDS) if int(row["kinds"]) >> bit & 1]
    return f"{plural(int(row['count']), 'value')}: {', '.join(kinds)}"


def two_values(rows: Rows, overview: Overview) -> Finding | None:
    """A finding on the rarer of the values of one slot; of two as common, on the later one."""
    amounts = np.array([plain("".join(c for c in value if c in _AMOUNT)) for value in rows["value"].tolist()])
    _, first, counts = np.unique(amounts, return_index=True, return_counts=True)
    values = rows["value"][first]
    if len(values) == 1:
        return None
    order = np.lexsort((first, -counts))
    common, rare = order[0], order[-1]
    here, there = int(rows[first[rare]]["id"]), int(rows[first[common]]["id"])
    if here == there:
        return None
    others = f" ({len(values)} values in all)" if len(values) > 2 else ""  # noqa: PLR2004 — both are named
    return Finding(
        at=here,
        message=f"{values[rare]} here, {values[common]} in {overview.dataset.beside(here, there)}, "
        f"for the same thing{others}: no model can learn both; look such facts up",
        identity=f"{int(rows[0]['key']):016x}",
        related=tuple(Related(int(row["id"]), str(row["value"])) for row in rows if int(row["id"]) != here)[
            :MOST_RELATED
        ],
        related_total=len(rows) - 1,
        data={"values": [str(value) for value in values[:MOST_RELATED]]},
    )
