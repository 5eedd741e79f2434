"""Several arrays as one array of bytes, so that facts of different shapes travel together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Blob = npt.NDArray[np.uint8]
Keys = npt.NDArray[np.uint64]


def packed(*arrays: npt.NDArray[Any]) -> Blob:
    """The arrays behind one another, each after its size in bytes. Blobs may be joined end to end."""
    pieces: list[Blob] = []
    for array in arrays:
        data = np.ascontiguousarray(array).view(np.uint8).reshape(-1)
        pieces += (np.array([data.size], np.int64).view(np.uint8), data)
    return np.concatenate(pieces)


def unpacked(blob: Blob, *types: npt.DTypeLike) -> Iterator[tuple[npt.NDArray[Any], ...]]:
    """The arrays of each blob in a chain of blobs, given the types they had; bytes are not copied."""
    place = 0
    while place < len(blob):
        arrays = []
        for kind in types:
            size = int(blob[place : place + 8].copy().view(np.int64)[0])
            data = blob[place + 8 : place + 8 + size]
            arrays.append(data if kind is np.uint8 else data.copy().view(kind))
            place += 8 + size
        yield tuple(arrays)
