"""Facts as they pile up: many small arrays, copied into few large ones that can be given back as a whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_SMALLEST, _LARGEST = 1 << 14, 1 << 26


class Pile:
    """Arrays of one type, laid end to end. Texts may be of any width: the widest is the whole's.

    An array's last part is memory that nothing has touched, and so costs nothing. Large arrays go back
    to the system when they are dropped; thousands of small ones would not.
    """

    def __init__(self) -> None:
        self._full: list[npt.NDArray[Any]] = []
        self._last: npt.NDArray[Any] | None = None
        self._used = 0
        self._bytes = _SMALLEST

    def add(self, array: npt.NDArray[Any]) -> None:
        """Copy these rows to the end."""
        last = self._last
        if last is None or not np.can_cast(array.dtype, last.dtype) or self._used + len(array) > len(last):
            self._begin(array)
        assert self._last is not None  # noqa: S101 — for mypy: `_begin` has made it
        self._last[self._used : self._used + len(array)] = array
        self._used += len(array)

    def _begin(self, array: npt.NDArray[Any]) -> None:
        dtype = array.dtype
        if self._last is not None:
            self._full.append(self._last[: self._used])
            dtype = np.promote_types(dtype, self._last.dtype)
        rows = max(len(array), self._bytes // max(dtype.itemsize, 1))
        self._last = np.empty((rows, *array.shape[1:]), dtype)
        self._used = 0
        self._bytes = min(2 * self._bytes, _LARGEST)

    def joined(self) -> npt.NDArray[Any]:
        """All rows as one array; the pile is empty afterwards."""
        parts: list[npt.NDArray[Any]] = [
            *self._full,
            *(() if self._last is None else (self._last[: self._used],)),
        ]
        self._full, self._last, self._used = [], None, 0
        if len(parts) == 1:
            return parts[0]
        shape = (sum(map(len, parts)), *parts[0].shape[1:])
        joined: npt.NDArray[Any] = np.empty(shape, parts[-1].dtype)  # the last part's type is the widest
        end = len(joined)
        while parts:  # from the last, so that each can be dropped once it is copied
            part = parts.pop()
            joined[end - len(part) : end] = part
            end -= len(part)
        return joined


Shelf = dict[int, Pile]
"""What one round has taken so far, by partition."""
