"""near-duplicate: see the class."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Finding, Overview, Related, Severity, key
from tuneready_checks._near.alike import best_partner
from tuneready_checks._near.rounds import Cluster, NearCheck

_RELATED = 100


class NearDuplicate(NearCheck):
    """An example says nearly the same as another one of its split.

    ## Why it matters

    ## How to fix it
    """

    name = "near-duplicate"
    severity = Severity.WARNING
    stage = "unique"
    good = [
        [{"prompt": "Name a river in Peru.", "completion": "Ucayali"}, {"prompt": "a", "completion": "b"}]
    ]
    bad = [[{"prompt": "Name a river in Peru.", "completion": "Ucayali"}, {"prompt": "a", "completion": "b"}]]

    def judge(self, cluster: Cluster, overview: Overview) -> Iterator[Finding]:
        ids = cluster.ids.tolist()
        partner, similarity = best_partner(cluster.texts, 1)
        same_label = overview.task(overview.dataset.split_of(ids[0])) == "classification"
        file, line = overview.dataset.place(ids[partner])
        size = f" (cluster of {len(ids):,})" if len(ids) > 2 else ""
        yield Finding(
            at=ids[1],
            message=f"{similarity:.0%} like {file}:{line}{size}".replace("%", " %", 1),
            identity=f"{key(cluster.texts[0].whole):016x}",
            unusable=() if same_label else tuple(ids[1:]),
            related=tuple(Related(other, "near") for other in (ids[0], *ids[2:])[:_RELATED]),
            related_total=len(ids) - 1,
            severity=Severity.INFO if same_label else None,
            data={"similarity": similarity, "size": len(ids), "set_aside": cluster.texts[1].aside},
        )
