"""Pairs of sketches that may belong to near texts: locality-sensitive hashing, in bounded memory.

Rows with three equal bytes in a band meet in a bucket (Indyk and Motwani 1998). In a small bucket all
pairs are looked at; in a large one, where a template or a dense cluster lies, each row meets some
neighbours, in another order in each band, until it has met enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.sketch import BANDS, ROWS, SIZE
from tuneready_checks._near.tokens import Flags, Places, changes

Rows = npt.NDArray[Any]
Codes = npt.NDArray[np.uint64]

_SMALL = 16
_NEIGHBOURS = 4
_ENOUGH = 32
_AGREE = 0.4
_AT_ONCE = 1 << 16
_KEPT_RAW = 1 << 22
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


def candidates(sketch: Rows, size: Places, split: Places, *, similarity: float, across: bool) -> Codes:
    """Pairs of rows, `lower << 32 | higher`, sorted: alike in sketch and in size (bytes).

    `split`: a small number a row; pairs are of one split, or across splits.
    """
    order = _by_content(sketch, size)
    found = _found(sketch[order], size[order], split[order], similarity=similarity, across=across)
    one, other = order[_first(found)].astype(np.uint64), order[_second(found)].astype(np.uint64)
    return np.sort(np.minimum(one, other) << _SHIFT | np.maximum(one, other))


def _by_content(sketch: Rows, size: Places) -> Places:
    """The order of rows by what is in them, so that who meets whom in a large bucket hangs on that alone."""
    mixed = size.astype(np.uint64)
    for eight in np.ascontiguousarray(sketch).view(np.uint64).reshape(len(sketch), SIZE // 8).T:
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + eight
    return np.argsort(mixed, kind="stable")


def _found(sketch: Rows, size: Places, split: Places, *, similarity: float, across: bool) -> Codes:
    """The pairs, as `candidates` gives them, of rows that are ordered by content."""
    seen = np.zeros(0, np.uint64)
    raw: list[Codes] = []
    met = np.zeros(len(size), np.int64)
    for band in range(BANDS):
        pairs = _of_band(sketch, split, band, met, across=across)
        pairs = pairs[_sizes_fit(size, pairs, similarity)]
        met += np.bincount(_first(pairs), minlength=len(met)) + np.bincount(
            _second(pairs), minlength=len(met)
        )
        raw.append(pairs)
        if sum(map(len, raw)) > _KEPT_RAW or band == BANDS - 1:
            fresh = _once(np.concatenate(raw))
            seen = _once(np.concatenate((seen, fresh[_agree(sketch, fresh)])))
            raw = []
    return seen


def _once(codes: Codes) -> Codes:
    """The different ones, sorted; faster here than numpy's `unique`, which hashes."""
    ordered = np.sort(codes)
    return ordered[changes(ordered)]


def _of_band(sketch: Rows, split: Places, band: int, met: Places, *, across: bool) -> Codes:
    """Pairs that meet in this band's buckets."""
    columns = sketch[:, ROWS * band : ROWS * band + ROWS].astype(np.uint32)
    key = columns[:, 0] | columns[:, 1] << np.uint32(8) | columns[:, 2] << np.uint32(16)
    if not across:
        key |= split.astype(np.uint32) << np.uint32(24)
    factor = (0x9E3779B1 + 2 * band) & 0xFFFFFFFF
    order = np.arange(len(key), dtype=np.uint32) * np.uint32(factor)
    ordered = np.sort(key.astype(np.uint64) << _SHIFT | order)
    rows = ordered.astype(np.uint32) * np.uint32(pow(factor, -1, 1 << 32))
    key = (ordered >> _SHIFT).astype(np.uint32)
    crowded = _run_sizes(key) > _SMALL
    keep = ~(crowded & (met[rows] >= _ENOUGH))
    return np.concatenate(list(_neighbours(key[keep], rows[keep], crowded[keep], split, across=across)))


def _run_sizes(key: npt.NDArray[np.uint32]) -> Places:
    """How many equal neighbours each element of a sorted array has, itself among them."""
    edges = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    sizes = np.diff(np.append(edges, len(key)))
    return np.repeat(sizes, sizes)


def _neighbours(
    key: npt.NDArray[np.uint32], rows: npt.NDArray[np.uint32], crowded: Flags, split: Places, *, across: bool
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
            apart = split[one] != split[other]
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


def _agree(sketch: Rows, pairs: Codes) -> Flags:
    """Whether sketches agree in enough places."""
    result = np.empty(len(pairs), np.bool_)
    for begin in range(0, len(pairs), _AT_ONCE):
        here = pairs[begin : begin + _AT_ONCE]
        equal = sketch[_first(here)] == sketch[_second(here)]
        result[begin : begin + _AT_ONCE] = np.count_nonzero(equal, axis=1) >= _AGREE * SIZE
    return result


def pair_of(codes: Codes) -> tuple[Places, Places]:
    """The lower and the higher row of each pair."""
    return _first(codes), _second(codes)
