"""Who belongs together, and who is nearest to whom, after any number of pairs; no pair is kept."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.blobs import Keys
from tuneready_checks._near.clusters import Labels, merged
from tuneready_checks._near.tokens import Places

Alike = npt.NDArray[np.float32]


class Joined(NamedTuple):
    """`labels`: equal within a group. `partner`: whom each is most alike, -1 if nobody; `alike`: how much."""

    labels: Labels
    partner: Places
    alike: Alike

    @classmethod
    def nobody(cls, count: int) -> Joined:
        """So many examples, each by itself."""
        return cls(np.arange(count), np.full(count, -1), np.zeros(count, np.float32))

    def plus(self, first: Places, second: Places, alike: Alike, keys: Keys) -> Joined:
        """The same with these pairs; of two partners as near, the one with the lower key."""
        known = np.flatnonzero(self.partner >= 0)
        who = np.concatenate((known, first, second))
        whom = np.concatenate((self.partner[known], second, first))
        how = np.concatenate((self.alike[known], alike, alike))
        order = np.lexsort((keys[whom], -how, who))
        best = order[np.unique(who[order], return_index=True)[1]]
        partner, similarity = self.partner.copy(), self.alike.copy()
        partner[who[best]] = whom[best]
        similarity[who[best]] = how[best]
        return Joined(merged(self.labels, first, second), partner, similarity)
