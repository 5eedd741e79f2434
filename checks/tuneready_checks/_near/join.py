"""Pairs of sketches that may belong to near texts: locality-sensitive hashing, in bounded memory.

Rows with three equal bytes in a band meet in a bucket (Indyk and Motwani 1998). In a small bucket all
pairs are looked at; in a large one, where a template or a dense cluster lies, each row meets some
neighbours, in another order in each band, until it has met enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.pruning import best, too_many
from tuneready_checks._near.sketch import BANDS, ROWS, SIZE
from tuneready_checks._near.tokens import Flags, Places, changes

Rows = npt.NDArray[Any]
Codes = npt.NDArray[np.uint64]

_SMALL = 16
_NEIGHBOURS = 4
_ENOUGH = 32
_AGREE = 0.34
_AT_ONCE = 1 << 14
_KEPT_RAW = 1 << 17
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


class Sketched(NamedTuple):
    """The rows that are joined: all sketches, which of them, and of each size (bytes), split, content.

    `group`: a small number, the split. `content`: a hash; who meets whom in a large bucket hangs on it,
    and so on no order of lines or files.
    """

    sketches: Rows
    which: Places
    size: Places
    group: Places
    content: Codes


def candidates(of: Sketched, *, similarity: float, across: bool) -> Codes:
    """Pairs of these rows, `lower << 32 | higher`, sorted: alike in sketch and in size.

    Pairs are of one split, or `across` splits.
    """
    sketch, which, size = of.sketches, of.which, of.size
    order = np.argsort(of.content, kind="stable").astype(np.uint32)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    seen = np.zeros(0, np.uint64)
    raw: list[Codes] = []
    met = np.zeros(len(size), np.int32)
    for band in range(BANDS):
        pairs = _of_band(of, (order, rank), band, met, across=across)
        pairs = pairs[_sizes_fit(size, pairs, similarity)]
        for side in pair_of(pairs):
            met += np.bincount(side, minlength=len(met)).astype(np.int32)
        raw.append(pairs)
        if sum(map(len, raw)) > max(_KEPT_RAW, len(size)) or band == BANDS - 1:
            fresh = _once(np.concatenate(raw))
            fresh = fresh[_agreement(sketch, which, fresh) >= _AGREE * SIZE]
            seen = _once(np.concatenate((seen, fresh)))
            raw = []
            if too_many(seen, len(size)):
                seen = best(seen, _agreement(sketch, which, seen), of.content)
    return seen


def _once(codes: Codes) -> Codes:
    """The different ones, sorted; faster here than numpy's `unique`, which hashes."""
    ordered = np.sort(codes)
    return ordered[changes(ordered)]


def _of_band(
    of: Sketched,
    orders: tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]],
    band: int,
    met: npt.NDArray[np.int32],
    *,
    across: bool,
) -> Codes:
    """Pairs that meet in this band's buckets. `orders`: the rows by content, and of each row its rank."""
    order, rank = orders
    key = np.zeros(len(of.which), np.uint64) if across else of.group.astype(np.uint64)
    for column in range(ROWS * band, ROWS * band + ROWS):
        key <<= np.uint64(8)
        key |= of.sketches[of.which, column]
    factor = (0x9E3779B1 + 2 * band) & 0xFFFFFFFF
    key <<= _SHIFT
    key |= rank * np.uint32(factor)
    key.sort()
    rows = order[key.astype(np.uint32) * np.uint32(pow(factor, -1, 1 << 32))]
    bucket = (key >> _SHIFT).astype(np.uint32)
    crowded = _run_sizes(bucket) > _SMALL
    keep = ~(crowded & (met[rows] >= _ENOUGH))
    return np.concatenate(list(_neighbours(bucket[keep], rows[keep], crowded[keep], of.group, across=across)))


def _run_sizes(key: npt.NDArray[np.uint32]) -> Places:
    """How many equal neighbours each element of a sorted array has, itself among them."""
    edges = np.flatnonzero(changes(key))
    sizes = np.diff(np.append(edges, len(key)))
    return np.repeat(sizes, sizes)


def _neighbours(
    key: npt.NDArray[np.uint32], rows: npt.NDArray[np.uint32], crowded: Flags, group: Places, *, across: bool
) -> Iterator[Codes]:
    """Pairs at a distance of 1, 2, 3 … within the runs of equal keys."""
    yield np.zeros(0, np.uint64)
    live = np.arange(len(key))
    for distance in range(1, 2 * _SMALL if across else _SMALL):
        live = live[live < len(key) - distance]
        live = live[key[live] == key[live + distance]]
        if distance > _NEIGHBOURS and not across:
            live = live[~crowded[live]]
        if not len(live):
            return
        one, other = rows[live].astype(np.uint64), rows[live + distance].astype(np.uint64)
        if across:
            apart = group[one] != group[other]
            one, other = one[apart], other[apart]
        yield np.minimum(one, other) << _SHIFT | np.maximum(one, other)


def _first(pairs: Codes) -> Places:
    return (pairs >> _SHIFT).astype(np.int64)


def _second(pairs: Codes) -> Places:
    return (pairs & _LOW).astype(np.int64)


def _sizes_fit(size: Places, pairs: Codes, similarity: float) -> Flags:
    """Whether the sizes allow such a ratio; bytes are not characters, hence the margin."""
    one, other = size[_first(pairs)], size[_second(pairs)]
    least = 0.9 * similarity / (2 - similarity)
    fits: Flags = np.minimum(one, other) >= least * np.maximum(one, other)
    return fits


def _agreement(sketch: Rows, which: Places, pairs: Codes) -> npt.NDArray[np.uint8]:
    """In how many places the sketches of each pair agree."""
    result = np.empty(len(pairs), np.uint8)
    for begin in range(0, len(pairs), _AT_ONCE):
        here = pairs[begin : begin + _AT_ONCE]
        equal = sketch[which[_first(here)]] == sketch[which[_second(here)]]
        result[begin : begin + _AT_ONCE] = np.count_nonzero(equal, axis=1)
    return result


def code_of(one: Places, other: Places) -> Codes:
    """Pairs of two places in one number each, `one << 32 | other`."""
    codes: Codes = one.astype(np.uint64) << _SHIFT | other.astype(np.uint64)
    return codes


def pair_of(codes: Codes) -> tuple[Places, Places]:
    """The two rows of each pair."""
    return _first(codes), _second(codes)
