"""What is said of the changes since an earlier version of a dataset; pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from tuneready.versions import Changes
from tuneready.words import percent, plural

_RARE = 0.001
_NAMED = 3


def figures(changes: Changes | None) -> dict[str, object]:
    """For scripts: how the dataset differs from the version that it is compared with."""
    if changes is None:
        return {}
    figures: dict[str, object] = {"since": changes.since, "more_examples": changes.more}
    if changes.labelled:
        figures |= {"new_labels": len(changes.fresh), "lost_labels": len(changes.gone)}
    if changes.drift:
        shares = changes.drift.shares
        figures |= {
            "moved": round(shares.moved, 4),
            "g": round(shares.statistic, 2),
            "degrees_of_freedom": shares.freedom,
            "chance": float(f"{shares.chance:.3g}"),
        }
    if changes.longer:
        figures["times_as_long"] = round(changes.longer, 2)
    return figures


def shift(changes: Changes) -> str:
    """What has come or gone, and what has drifted."""
    told = [more(changes.more)]
    if changes.drift:
        shares = changes.drift.shares
        told.append(
            f"labels drifted: {changes.drift.label} {percent(shares.there)} -> {percent(shares.here)} "
            f"(G-test, p {_chance(shares.chance)})"
        )
    for what, labels in (("new", changes.fresh), ("gone", changes.gone)):
        if labels:
            verb = "is" if len(labels) == 1 else "are"
            told.append(f"{plural(len(labels), 'label')} {verb} {what} ({_listed(labels)})")
    if changes.longer:
        told.append(f"outputs are {changes.longer:.1f} times as long")
    return ", ".join(told)


def more(count: int) -> str:
    """How many examples there are more, or fewer.

    >>> more(0), more(1), more(-40)
    ('as many examples', '1 example more', '40 examples fewer')
    """
    if not count:
        return "as many examples"
    return f"{plural(abs(count), 'example')} {'more' if count > 0 else 'fewer'}"


def _chance(chance: float) -> str:
    return "< .001" if chance < _RARE else f"= {chance:.3f}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def held_still(changes: Changes | None, split: str) -> str:
    """Whether figures of the two versions can be compared."""
    if changes is None or split not in changes.moved:
        return ""
    if changes.moved[split]:
        return f"; others than at {changes.since}: measure both models on these"
    return f"; the same as at {changes.since}, so figures can be compared"
