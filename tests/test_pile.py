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
