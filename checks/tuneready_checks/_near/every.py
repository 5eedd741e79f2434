"""Every pair of a small set that can be near, found by exact bounds: nothing is missed.

Each text's shingles fall into a thousand boxes or more. Texts that share enough shingles share enough
boxes, and how many they share is one matrix product, which is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready_checks._near.alike import HALF, Text
from tuneready_checks._near.sketch import SHORT
from tuneready_checks._near.tokens import Places

_BOXES = 1024
_MOST_BOXES = 8192
_BOXES_A_SHINGLE = 4
_AT_ONCE = 512
_SLACK = 1e-3
_ODD = np.uint64(0x9E3779B97F4A7C15)

Matrix = npt.NDArray[np.float32]


def every_pair(
    texts: Sequence[Text], split: Places, *, similarity: float, overlap: float, across: bool
) -> tuple[Places, Places]:
    """The lower and the higher index of each pair that may be near, of one split or across splits."""
    short = np.fromiter((text.short for text in texts), np.bool_, len(texts))
    size = np.fromiter((len(text.whole) for text in texts), np.int64, len(texts))
    few = [index for index, text in enumerate(texts) if 0 < len(np.unique(text.tokens)) < 2 * SHORT]
    many = np.flatnonzero(~short)
    by_pairs = _overlapping([texts[int(index)].pairs for index in many], overlap)
    by_tokens = _overlapping([np.unique(texts[index].tokens) for index in few], HALF)
    lower = np.concatenate((many[by_pairs[0]], np.array(few, np.int64)[by_tokens[0]]))
    higher = np.concatenate((many[by_pairs[1]], np.array(few, np.int64)[by_tokens[1]]))
    single = np.arange(len(lower)) >= len(by_pairs[0])
    least = similarity / (2 - similarity) * np.maximum(size[lower], size[higher]) - _SLACK
    keep = (np.minimum(size[lower], size[higher]) >= least) & ((split[lower] != split[higher]) == across)
    keep &= ~single | short[lower] | short[higher]
    return lower[keep], higher[keep]


def _overlapping(sets: Sequence[npt.NDArray[Any]], overlap: float) -> tuple[Places, Places]:
    """Pairs of sets whose Jaccard similarity may reach the overlap; few that do not are among them."""
    boxes = _boxed(sets)
    size = np.fromiter(map(len, sets), np.float32, len(sets))
    lost = size - boxes.sum(axis=1)
    lower, higher = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for begin in range(0, len(sets), _AT_ONCE):
        here = slice(begin, begin + _AT_ONCE)
        shared = boxes[here] @ boxes[begin:].T
        least = overlap / (1 + overlap) * (size[here, None] + size[None, begin:])
        least -= np.minimum(lost[here, None], lost[None, begin:]) + _SLACK
        one, other = np.nonzero(np.triu(shared >= least, 1))
        lower.append(one + begin)
        higher.append(other + begin)
    return np.concatenate(lower), np.concatenate(higher)


def _boxed(sets: Sequence[npt.NDArray[Any]]) -> Matrix:
    """One line a set: 1 in each box that a shingle of it falls into."""
    sizes = np.fromiter(map(len, sets), np.int64, len(sets))
    usual = int(np.median(sizes)) if len(sizes) else 0
    boxes = min(max(_BOXES, 1 << (_BOXES_A_SHINGLE * usual - 1).bit_length()), _MOST_BOXES)
    flat = np.concatenate([np.zeros(0, np.uint64), *sets]).astype(np.uint64)
    box = (flat * _ODD >> np.uint64(32)) % np.uint64(boxes)
    matrix = np.zeros((len(sets), boxes), np.float32)
    matrix[np.repeat(np.arange(len(sets)), sizes), box.astype(np.int64)] = 1
    return matrix
