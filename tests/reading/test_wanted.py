"""Reading again only some of the lines gives what a filter over all of them gives."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import orjson
import pytest

from tuneready.framing import Framing
from tuneready.reading.discover import discover
from tuneready.reading.spans import spans

LINES = [
    b"",
    b"{broken",
    b"[1]",
    *(orjson.dumps({"prompt": f"question {n}", "completion": "x" * n}) for n in range(300)),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["lines", "array"])
def test_some_lines(tmp_path: Path, seed: int, kind: str) -> None:
    rng = random.Random(seed)
    lines = rng.sample(LINES, len(LINES))
    whole = b"\n".join(lines) if kind == "lines" else b"[" + b",\n".join(LINES[3:]) + b"]"
    (tmp_path / "train.jsonl").write_bytes(whole)
    dataset = discover([str(tmp_path)], {}, root=tmp_path)
    framing = Framing(batch_bytes=1 << 12)
    expected = framing.expected(dataset)
    every = [example for block in framing.blocks(dataset, expected) for example in block.examples]
    assert len(every) == len(LINES) - 3
    some = sorted(rng.sample([example.id for example in every], 40))
    wanted = np.array(some, np.int64)
    read = [each for block in framing.blocks(dataset, expected, wanted) for each in block.examples]
    assert [each.id for each in read] == some
    by_id = {each.id: each.record for each in every}
    assert [each.record for each in read] == [by_id[each] for each in some]
    (file,) = dataset.files
    apart = [
        each.id
        for span in spans(file.path, file.name, 1 << 12)
        for block in framing.blocks_of(file, expected[0], span, wanted)
        for each in block.examples
    ]
    assert apart == some
