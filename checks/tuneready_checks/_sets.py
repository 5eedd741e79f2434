"""What targets ask of all records of a format in a file together: counted, and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, SetDemand, Target, key, plural

Counted = tuple[int, str, int, int]
"""Id and format of an example, the number of a demand, and the hash of one of its kinds."""


def numbered(targets: Sequence[Target]) -> list[tuple[int, Target, str, SetDemand]]:
    """Every demand on sets with a number that is the same in each process."""
    numbers = count()
    return [
        (next(numbers), target, form, demand)
        for target in targets
        for form, demands in target.sets.items()
        for demand in demands
    ]


def counted_kinds(block: Block) -> Iterator[Counted]:
    """A row for each kind that each example adds; of an example without any, a row of kind 0."""
    for number, _, form, demand in numbered(block.targets):
        for example in block.examples:
            if example.format == form:
                for kind in demand.kinds(example.record) or ("",):
                    yield example.id, form, number, key(kind) if kind else 0


def unmet_set(
    demand: SetDemand, ids: npt.NDArray[np.int64], kinds: npt.NDArray[np.uint64], *, minimums: bool
) -> Iterator[str]:
    """What a split has too much of, and (where `minimums` count) too little."""
    _, counts = np.unique(kinds[kinds != 0], return_counts=True)
    found = plural(len(counts), demand.noun, demand.nouns)
    if demand.most and len(counts) > demand.most:
        yield f"{found}: expected at most {demand.most}"
    if not minimums:
        return
    records, rare = len(np.unique(ids)), int((counts < demand.each).sum())
    if records < demand.records:
        yield f"{plural(records, 'record')}: expected at least {demand.records}"
    if len(counts) < demand.fewest:
        yield f"{found}: expected at least {demand.fewest}"
    if rare:
        verb = "stands" if rare == 1 else "stand"
        yield f"{plural(rare, demand.noun, demand.nouns)} {verb} in fewer than {demand.each} records"
