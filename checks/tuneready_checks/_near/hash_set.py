"""Sets of hashes, for arrays of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tuneready_checks._near.tokens import Flags, Hashes

_SLOTS = 1 << 20


@dataclass(frozen=True, eq=False)
class HashSet:
    """A set of hashes that answers for whole arrays; one stranger in some hundreds is taken for a member."""

    slots: Flags

    @classmethod
    def of(cls, members: Hashes) -> HashSet:
        """The set of these."""
        slots = np.zeros(_SLOTS if len(members) else 1, np.bool_)
        slots[members & np.uint32(len(slots) - 1)] = True
        return cls(slots)

    def __bool__(self) -> bool:
        """Whether there is any member."""
        return len(self.slots) > 1

    def has(self, hashes: Hashes) -> Flags:
        """Which of these are members."""
        found: Flags = self.slots[hashes & np.uint32(len(self.slots) - 1)]
        return found
