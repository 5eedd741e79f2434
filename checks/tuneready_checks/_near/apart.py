"""What is told of texts that are near but for their numbers: information, a handful of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tuneready.api import MOST_RELATED, Finding, Overview, Related, Severity
from tuneready_checks._near.groups import Group, members_of

if TYPE_CHECKING:
    from tuneready_checks._near.groups import Told
    from tuneready_checks._near.rounds import NearCheck
    from tuneready_checks._near.telling import Cluster

MOULD = 8
"""Of more examples that differ in numbers, numbers fill a mould's slot, as they are meant to."""

_HANDFUL = 10
_PART = 20
_OPTION = "`facts_matter = false`"


def groups_apart(check: NearCheck, told: Told, overview: Overview) -> list[Group]:
    """Groups of more than one cluster that numbers alone tell apart; the most alike first."""
    found = []
    for members in members_of(told.twins.labels):
        if len(members) <= MOULD and len(np.unique(told.near.labels[members])) > 1:
            alike = told.twins.alike[members]
            best = members[np.lexsort((told.pool.keys[members], -alike))[0]]
            pair = np.sort(np.array([best, told.twins.partner[best]]))
            at, beside = check.shown(tuple(told.pool.ids[pair].tolist()), overview)
            found.append(told.group(members, at, (beside, beside), float(alike.max()), numbers=True))
    return sorted(found, key=lambda group: (-group.alike, group.key))


def handful(groups: Sequence[Group], examples: int) -> tuple[Sequence[Group], Sequence[Group]]:
    """The groups that are told one by one, and those that are counted; none is told of a templated set."""
    concerned = sum(len(group.ids) for group in groups)
    few = len(groups) if len(groups) <= _HANDFUL else _HANDFUL * (_PART * concerned <= examples)
    return groups[:few], groups[few:]


def told_apart(cluster: Cluster, overview: Overview) -> Finding:
    """The information that examples are near, with other numbers."""
    split_of = overview.dataset.split_of
    place = overview.dataset.beside(cluster.at, cluster.partner)
    if split_of(cluster.at) != split_of(cluster.partner):
        place += f", which is in {split_of(cluster.partner)}"
    others = [each for each in cluster.ids if each != cluster.at]
    return Finding(
        at=cluster.at,
        message=f"{cluster.percent} % like {place}, but with other numbers: told apart; {_OPTION} counts it "
        "as a copy",
        identity=f"{cluster.key:016x} numbers",
        related=tuple(Related(each, "with other numbers") for each in others[:MOST_RELATED]),
        related_total=len(others),
        severity=Severity.INFO,
        data={**cluster.data, "size": len(cluster.ids), "apart": "numbers"},
    )


def counted(groups: Sequence[Group], *, more: bool) -> Iterator[Finding]:
    """One finding for all the groups that are not told one by one; `more`: others are."""
    if groups:
        places = sorted(group.at for group in groups)
        key = 0
        for group in groups:
            key ^= group.key
        yield Finding(
            at=places[0],
            message=f"{len(groups):,} {'more ' if more else ''}groups of examples are near but for their "
            f"numbers: told apart; {_OPTION} counts them as copies",
            identity=f"{key:016x} numbers",
            related=tuple(Related(each, "with other numbers") for each in places[1 : MOST_RELATED + 1]),
            related_total=len(places) - 1,
            severity=Severity.INFO,
            data={"groups": len(groups), "apart": "numbers"},
        )
