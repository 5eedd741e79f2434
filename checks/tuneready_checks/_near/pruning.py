"""Of too many pairs the most promising, so that memory and time grow with the examples, not with the pairs.

Where many texts fill one mould, each is like hundreds of others by its sketch, and nearly none of them is
near. A true copy is more like its original than they are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.tokens import changes

Codes = npt.NDArray[np.uint64]

_PER_ROW = 8
_ALWAYS = 1 << 18
_KEPT = 0.5
_PARTS = 8
_DEEPEST = 255
_SHIFT = np.uint64(32)
_ODD = np.uint64(0x9E3779B97F4A7C15)


def too_many(pairs: Codes, rows: int) -> bool:
    """Whether there are more pairs than so many rows may have: eight for each, or a quarter of a million."""
    return len(pairs) > max(_ALWAYS, _PER_ROW * rows)


def best(pairs: Codes, agreement: npt.NDArray[np.uint8], content: Codes) -> Codes:
    """Half as many pairs as are allowed: of each row those that agree in most places.

    As many of each row as of any other; a pair stays where it is good enough for one of its rows. Of
    equals, content decides.
    """
    rank = _ranks(pairs, agreement, content)
    total = np.cumsum(np.bincount(rank, minlength=_DEEPEST + 1))
    allowed = _KEPT * max(_ALWAYS, _PER_ROW * len(content))
    deepest = max(int(np.searchsorted(total, allowed, side="right")), 1)
    return pairs[rank < deepest]


def _ranks(pairs: Codes, agreement: npt.NDArray[np.uint8], content: Codes) -> npt.NDArray[np.uint8]:
    """Of each pair how many of a row's are better, for the one of its two rows that has fewer such."""
    one, other = (pairs >> _SHIFT).astype(np.uint32), pairs.astype(np.uint32)
    rank = np.full(len(pairs), _DEEPEST, np.uint8)
    step = -(-len(content) // _PARTS)
    for begin in range(0, len(content), step):
        first, second = (np.flatnonzero((side >= begin) & (side < begin + step)) for side in (one, other))
        entries = np.concatenate((first, second))
        rows = np.concatenate((one[first], other[second])).astype(np.uint64)
        mixed = (content[one[entries]] ^ content[other[entries]]) * _ODD >> np.uint64(40)
        rows <<= _SHIFT
        rows |= (_DEEPEST - agreement[entries]).astype(np.uint64) << np.uint64(24) | mixed
        place = _place_in_run(rows)
        for some, here in ((first, place[: len(first)]), (second, place[len(first) :])):
            rank[some] = np.minimum(rank[some], here)
    return rank


def _place_in_run(codes: Codes) -> npt.NDArray[np.uint8]:
    """How many codes with the same upper half are lower than each."""
    order = np.argsort(codes, kind="stable")
    rows = (codes[order] >> _SHIFT).astype(np.uint32)
    begins = np.flatnonzero(changes(rows))
    place = np.arange(len(rows)) - np.repeat(begins, np.diff(np.append(begins, len(rows))))
    result = np.empty(len(codes), np.uint8)
    result[order] = np.minimum(place, _DEEPEST - 1)
    return result
