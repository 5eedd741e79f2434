"""Every pair of a small set that can be near, found by exact bounds: nothing is missed.

Two sets that share at least t of what both have share an element among the rarest `n - ceil(t n) + 1` of
each (prefix filter: Chaudhuri 2006, Bayardo 2007). Most of those stand in one text alone.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.alike import HALF
from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.tokens import Flags, Hashes, Places, Tokens, changes, runs_of

_FEW = 8
_MARGIN = 0.9
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)

Matrix = npt.NDArray[np.bool_]


def every_pair(tokens: Tokens, size: Places, *, similarity: float, overlap: float) -> tuple[Places, Places]:
    """The lower and the higher number of each pair of texts that may be near.

    `tokens`: those that vary; `size`: their bytes, text by text.
    """
    count = len(size)
    length = tokens.counts()
    short = length < SHORT
    pairs, places = runs_of(tokens, 2)
    met = _meeting(pairs, tokens.text[places], ~short, overlap)
    brief = _meeting(tokens.hashes, tokens.text, length < 2 * SHORT, HALF)
    met |= brief & (short[:, None] | short[None, :])
    lower, higher = np.nonzero(np.triu(met[:count, :count], 1))
    least = _MARGIN * similarity / (2 - similarity)
    keep = np.minimum(size[lower], size[higher]) >= least * np.maximum(size[lower], size[higher])
    return lower[keep], higher[keep]


def _meeting(shingles: Hashes, text: Places, wanted: Flags, overlap: float) -> Matrix:
    """For each two of the wanted texts, whether they share one of their rarest shingles."""
    met = np.zeros((len(wanted), len(wanted)), np.bool_)
    here = wanted[text]
    codes = np.sort(shingles[here].astype(np.uint64) << _SHIFT | text[here].astype(np.uint64))
    codes = codes[changes(codes)]
    if not len(codes):
        return met
    prefix = _prefix(codes, overlap)
    sizes = _run_sizes(prefix >> _SHIFT)
    owner = (prefix & _LOW).astype(np.int64)
    _note_few(met, prefix >> _SHIFT, owner, sizes)
    _note_many(met, owner, sizes)
    return met


def _prefix(codes: npt.NDArray[np.uint64], overlap: float) -> npt.NDArray[np.uint64]:
    """Of each text its rarest shingles, as many as the bound asks for; none that stands in it alone.

    `codes`: `shingle << 32 | text`, sorted, each once.
    """
    often = _run_sizes(codes >> _SHIFT)
    owner = (codes & _LOW).astype(np.int64)
    order = np.lexsort((codes, often, owner))
    total = np.bincount(owner)
    first = np.cumsum(total) - total
    rank = np.arange(len(codes)) - np.repeat(first, total)
    wanted = total - np.ceil(overlap * total - 1e-9).astype(np.int64) + 1
    keep = (rank < np.repeat(wanted, total)) & (often[order] > 1)
    return np.sort(codes[order][keep])


def _run_sizes(ordered: npt.NDArray[np.uint64]) -> Places:
    """How many equal neighbours each element of a sorted array has, itself among them."""
    sizes = np.diff(np.append(np.flatnonzero(changes(ordered)), len(ordered)))
    return np.repeat(sizes, sizes)


def _note_few(met: Matrix, shingle: npt.NDArray[np.uint64], owner: Places, sizes: Places) -> None:
    """Note the pairs that share a shingle which few texts have: neighbours at a growing distance."""
    live = np.flatnonzero(sizes <= _FEW)
    for distance in range(1, _FEW):
        live = live[live < len(shingle) - distance]
        live = live[shingle[live] == shingle[live + distance]]
        met[owner[live], owner[live + distance]] = True


def _note_many(met: Matrix, owner: Places, sizes: Places) -> None:
    """The same for shingles that more texts have: all of them with all of them."""
    place = 0
    crowded = np.flatnonzero(sizes > _FEW)
    while place < len(crowded):
        begin = crowded[place]
        members = owner[begin : begin + sizes[begin]]
        met[np.ix_(members, members)] = True
        place += len(members)
