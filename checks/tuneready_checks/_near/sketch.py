"""MinHash sketches: how alike two sets of shingles are, told from 126 bytes each.

Broder 1997. Two sketches agree in about as many places as the sets are alike (Jaccard), plus 1/256.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.boilerplate import Boilerplate
from tuneready_checks._near.tokens import Flags, Hashes, Places, Tokens, changes, runs_of

BANDS = 42
ROWS = 3
SIZE = BANDS * ROWS
"""Of two texts with a Jaccard similarity of .45, 42 bands of 3 rows find .982; of .5, .996; of .6, .99995."""

SHORT = 8
"""Texts of fewer tokens are compared by single tokens, longer ones by pairs."""

_BORDER = 2
_FEWEST = 8
_FEWEST_SHORT = 3
_PART = 4
_STEP, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)

Sketches = npt.NDArray[np.uint8]


def _factors() -> Hashes:
    """Odd numbers without a pattern, the same everywhere (SplitMix64, Steele 2014)."""
    states = np.arange(1, SIZE + 1, dtype=np.uint64) * _STEP
    mixed = (states ^ (states >> np.uint64(30))) * _MIX
    return (mixed >> np.uint64(32)).astype(np.uint32) | np.uint32(0x8000_0001)


_FACTORS = _factors()


def sketches(tokens: Tokens, shared: Boilerplate) -> tuple[Places, Flags, Sketches]:
    """Sketches of the texts: which text, whether by single tokens, and 126 bytes.

    Texts near the border between short and long get two. Common shingles are left out where enough
    others remain. `tokens` are those that vary; a text without any gets no sketch.
    """
    sizes = tokens.counts()
    pairs, places = runs_of(tokens, 2)
    long = sizes >= SHORT
    short = (sizes > 0) & (sizes <= SHORT + _BORDER)
    by_pairs = _minima(pairs, tokens.text[places], long, shared, _FEWEST)
    by_tokens = _minima(tokens.hashes, tokens.text, short, shared, _FEWEST_SHORT)
    which = np.concatenate((np.flatnonzero(long), np.flatnonzero(short)))
    single = np.arange(len(which)) >= np.count_nonzero(long)
    return which, single, np.concatenate((by_pairs, by_tokens))


def _minima(shingles: Hashes, text: Places, wanted: Flags, shared: Boilerplate, fewest: int) -> Sketches:
    """Sketches of the wanted texts, each of which has a shingle."""
    if shared.common:
        keep = wanted[text] & ~shared.common.has(shingles)
        left = np.bincount(text[keep], minlength=len(wanted))
        too_few = (left < fewest) | (_PART * left < np.bincount(text, minlength=len(wanted)))
        keep |= (wanted & too_few)[text]
        shingles, text = shingles[keep], text[keep]
    elif not wanted.all():
        keep = wanted[text]
        shingles, text = shingles[keep], text[keep]
    if not len(shingles):
        return np.zeros((0, SIZE), np.uint8)
    first = np.flatnonzero(changes(text))
    result = np.empty((len(first), SIZE), np.uint8)
    product = np.empty_like(shingles)
    for column, factor in enumerate(_FACTORS):
        np.multiply(shingles, factor, out=product)
        result[:, column] = np.minimum.reduceat(product, first) >> np.uint32(8)
    return result
