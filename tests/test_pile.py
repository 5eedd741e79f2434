"""Facts that are piled up come back as they were laid down."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuneready.engines import pile
from tuneready.engines.pile import Pile


@given(st.lists(st.lists(st.integers(0, 255), max_size=40), min_size=1, max_size=30))
def test_rows_come_back_in_order(rows: list[list[int]]) -> None:
    arrays = [np.array(each, np.uint8) for each in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pile, "_SMALLEST", 16)
        heap = Pile()
        for array in arrays:
            heap.add(array)
    assert heap.joined().tolist() == np.concatenate(arrays).tolist()


@given(st.lists(st.lists(st.binary(max_size=12), max_size=8), min_size=1, max_size=20))
def test_texts_keep_their_length(texts: list[list[bytes]]) -> None:
    arrays = [np.array([(len(each), each) for each in some], _row(some)) for some in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pile, "_SMALLEST", 16)
        heap = Pile()
        for array in arrays:
            heap.add(array)
    assert heap.joined().tolist() == np.concatenate(arrays).tolist()


def _row(texts: list[bytes]) -> np.dtype[np.void]:
    width = max([1, *map(len, texts)])
    return np.dtype([("size", np.int64), ("text", f"S{width}")])
