"""Examples of one split with equal keys: only the first is compared, and what holds of it holds of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from tuneready.api import Finding, Overview, mix
from tuneready_checks._near.blobs import Keys
from tuneready_checks._near.pool import Ids


class Companions(NamedTuple):
    """Ids of examples that are not alone with their key, sorted by key; `keys` differ between splits."""

    ids: Ids
    keys: Keys

    @classmethod
    def of(cls, facts: Iterable[Any], overview: Overview) -> Self:
        """Those among the rows of a census."""
        rows = [each for each in facts if isinstance(each, np.ndarray)]
        if not rows:
            return cls(np.zeros(0, np.int64), np.zeros(0, np.uint64))
        return cls._of(np.concatenate(rows), overview)

    @classmethod
    def _of(cls, rows: npt.NDArray[Any], overview: Overview) -> Self:
        ids, first = np.unique(rows["id"], return_index=True)
        keys = mix(rows["key"][first], overview.dataset.split_numbers(ids).astype(np.uint64))
        order = np.argsort(keys, kind="stable")
        ids, keys = ids[order], keys[order]
        same = keys[1:] == keys[:-1]
        alone = ~(np.append(same, False) | np.insert(same, 0, False)) if len(keys) else same
        return cls(ids[~alone], keys[~alone])

    def joining(self, finding: Finding) -> Finding:
        """The finding with the companions of those that it makes unusable."""
        here = np.isin(self.ids, np.array(finding.unusable, np.int64))
        if not here.any():
            return finding
        theirs = self.ids[np.isin(self.keys, self.keys[here])].tolist()
        return replace(finding, unusable=tuple(sorted({*finding.unusable, *theirs})))
