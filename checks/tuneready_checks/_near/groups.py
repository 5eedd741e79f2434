"""What the comparison showed, as groups of examples whose texts are still to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tuneready.api import Overview
from tuneready_checks._near.clusters import Labels
from tuneready_checks._near.joined import Joined
from tuneready_checks._near.pool import Pool
from tuneready_checks._near.tokens import Places

if TYPE_CHECKING:
    from tuneready_checks._near.rounds import NearCheck


class Group(NamedTuple):
    """A cluster whose texts are not read yet: of whom two will be shown, `at` and one of `partners`.

    `numbers`: whether no more than numbers tells its members apart.
    """

    ids: tuple[int, ...]
    key: int
    at: int
    partners: tuple[int, int]
    alike: float
    size: int
    numbers: bool = False


class Told(NamedTuple):
    """Who was compared, who is near, and who is near but for numbers."""

    pool: Pool
    near: Joined
    twins: Joined

    def group(
        self, members: Places, at: int, partners: tuple[int, int], alike: float, *, numbers: bool = False
    ) -> Group:
        """A group of these members."""
        ids, keys, size = self.pool.only(members)
        return Group(tuple(ids.tolist()), int(keys.min()), at, partners, alike, 3 * int(size.max()), numbers)


def members_of(labels: Labels) -> Iterator[Places]:
    """The members of each group of more than one, in order."""
    order = np.argsort(labels, kind="stable")
    edges = np.flatnonzero(labels[order][1:] != labels[order][:-1]) + 1
    return (members for members in np.split(order, edges) if len(members) > 1)


def clusters(check: NearCheck, told: Told, overview: Overview) -> Iterator[Group]:
    """The groups of examples that are near one another."""
    ids = told.pool.ids
    for members in members_of(told.near.labels):
        at, beside = check.shown(tuple(ids[members].tolist()), overview)
        place = int(np.searchsorted(ids, at))
        nearest = int(ids[told.near.partner[place]])
        yield told.group(members, at, (beside, nearest), float(told.near.alike[place]))
