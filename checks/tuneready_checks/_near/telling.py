"""The last rounds: of each cluster one member is shown beside another, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, Facts, Finding, Overview, Remark, Round
from tuneready_checks._near.alike import similarities
from tuneready_checks._near.apart import counted, groups_apart, handful, told_apart
from tuneready_checks._near.boilerplate import Boilerplate
from tuneready_checks._near.differing import difference
from tuneready_checks._near.groups import Group, Told, clusters
from tuneready_checks._near.varying import Store, written

if TYPE_CHECKING:
    from tuneready_checks._near.rounds import NearCheck

_FOLDED, _AS_WRITTEN = 0, 1


@dataclass(frozen=True, eq=False)
class Cluster:
    """Examples that are near one another, in reading order; `at` is shown beside `partner`.

    `key`: a hash of one of them, the same in any order. `aside`: bytes set aside in `at`. `brief`: so
    few words are left in it that each may be what it is about. `numbers`: they tell its members apart.
    """

    ids: Sequence[int]
    key: int
    at: int
    partner: int
    similarity: float
    difference: str
    aside: int
    brief: bool
    numbers: bool

    def like(self, place: str) -> str:
        """The message: how alike, to what at which place, and what differs where words can say it.

        What is not the very same is 99 % alike at the most.
        """
        differs = f": {self.difference}" if self.difference.strip("-+… ") else ""
        return f"{self.percent} % like {place}{differs}"

    @property
    def percent(self) -> int:
        """How alike the two are that are shown."""
        return min(round(self.similarity * 100), 99)

    @property
    def data(self) -> dict[str, Any]:
        """What scripts are told."""
        return {"similarity": self.similarity, "difference": self.difference, "set_aside": self.aside}


def telling(
    check: NearCheck,
    shared: Boilerplate,
    remarks: tuple[Remark, ...],
    told: Told,
    overview: Overview,
    limit: int,
    examples: int,
) -> Iterable[Finding | Remark] | Round:
    """The round in which the clusters are told, or the remarks alone where there is none."""
    shown, rest = handful(groups_apart(check, told, overview), examples)
    groups = (*clusters(check, told, overview), *shown)
    return Telling(check, shared, groups, limit, (*remarks, *counted(rest, more=bool(shown)))).next()


@dataclass(frozen=True, eq=False)
class Telling(Round):
    """The texts that are shown of the first clusters, as many as the limit allows; `said` so far.

    `now`: how many clusters those are; `shown`: ids of the examples.
    """

    check: NearCheck
    shared: Boilerplate
    groups: tuple[Group, ...]
    limit: int
    said: tuple[Finding | Remark, ...]
    now: int = 0
    shown: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def next(self) -> Iterable[Finding | Remark] | Round:
        """The same for the clusters that come next; when all is told, what was said."""
        total = now = 0
        while now < len(self.groups) and (not now or total + self.groups[now].size <= self.limit):
            total += self.groups[now].size
            now += 1
        if not now:
            return self.said
        shown = {example for group in self.groups[:now] for example in (group.at, *group.partners)}
        return replace(self, now=now, shown=np.array(sorted(shown), np.int64))

    def wanted(self) -> npt.NDArray[np.int64]:
        return self.shown

    def map(self, block: Block) -> Facts:
        here = np.flatnonzero(np.isin(block.ids, self.shown, assume_unique=True))
        examples = [block.examples[index] for index in here.tolist()]
        if not examples:
            return {}
        return {
            kind: written(examples, self.check.compare, self.shared, as_written=kind == _AS_WRITTEN)
            for kind in (_FOLDED, _AS_WRITTEN)
        }

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Store]:
        yield Store.of(facts)

    def conclude(self, results: Iterable[Store], overview: Overview) -> Iterable[Finding | Remark] | Round:
        said = list(self.said)
        stores = list(results)
        if len(stores) > _AS_WRITTEN:
            for cluster in self._clusters(stores[_FOLDED], stores[_AS_WRITTEN], overview):
                said += (
                    [told_apart(cluster, overview)]
                    if cluster.numbers
                    else self.check.judge(cluster, overview)
                )
        return replace(self, groups=self.groups[self.now :], said=tuple(said)).next()

    def _clusters(self, folded: Store, as_written: Store, overview: Overview) -> Iterator[Cluster]:
        groups = self.groups[: self.now]
        at = np.searchsorted(folded.ids, [group.at for group in groups])
        beside = np.searchsorted(folded.ids, [group.partners[0] for group in groups])
        alike = similarities(folded.load, beside, at, self.check.definition(overview))
        alike[[group.numbers for group in groups]] = 0
        for group, place, similarity in zip(groups, at.tolist(), alike.tolist(), strict=True):
            partner = group.partners[0 if similarity else 1]
            other = int(np.searchsorted(folded.ids, partner))
            before, after = as_written.texts[other], as_written.texts[place]
            yield Cluster(
                group.ids,
                group.key,
                group.at,
                partner,
                round(similarity or group.alike, 4),
                difference(before.whole, after.whole),
                folded.texts[place].aside,
                folded.is_brief(place),
                group.numbers,
            )
