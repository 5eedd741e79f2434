"""The recall and precision that near-duplicate's page promises, against a comparison of all with all."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import pytest
from support import ROOT

from tuneready.example import Example
from tuneready.framing import Framing
from tuneready.reading.discover import discover
from tuneready.registry import Ready
from tuneready.run import Settings, run
from tuneready_checks._near import rounds
from tuneready_checks._near.alike import HALF, similarities
from tuneready_checks._near.boilerplate import Boilerplate, learn
from tuneready_checks._near.text import Text, tokenised
from tuneready_checks._near.tokens import Places, neighbours
from tuneready_checks._near.varying import Store, written
from tuneready_checks.near_duplicate import NearDuplicate

COUNT = 10_000
SEEDS = (1,)
"""Seen to hold for 1 to 4, of botocore's documentation too: each takes half a minute."""

Shingles = npt.NDArray[np.uint32]


def data() -> Any:  # noqa: ANN401 — the benchmark's module
    """The benchmark's maker of data: documentation of botocore where that is installed, else made-up words."""
    name = "near_duplicates_data"
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def overlapping(texts: list[Text], least: float) -> tuple[Places, Places]:
    """All pairs that share so much of their pairs of tokens, or of their tokens where one is short."""
    tokenised(texts)
    found: list[tuple[int, int]] = []
    widths = ((2, least), (1, HALF)) if any(each.short for each in texts) else ((2, least),)
    for width, wanted in widths:
        of_text = [
            np.unique(neighbours(each.tokens, np.zeros(len(each.tokens), np.int64), width)[0])
            for each in texts
        ]
        found += _sharing(of_text, wanted)
    one, other = np.array(sorted(set(found))).T
    return one, other


def _sharing(of_text: list[Shingles], least: float) -> list[tuple[int, int]]:
    sizes = np.array([len(shingles) for shingles in of_text])
    owner = np.repeat(np.arange(len(of_text)), sizes)
    whole = np.concatenate(of_text)
    order = np.argsort(whole, kind="stable")
    whole, owner = whole[order], owner[order]
    found = []
    for one, shingles in enumerate(of_text):
        begins, ends = np.searchsorted(whole, shingles), np.searchsorted(whole, shingles, "right")
        met = [owner[begin:end] for begin, end in zip(begins, ends, strict=True) if end - begin > 1]
        if met:
            shared = np.bincount(np.concatenate(met), minlength=len(sizes))
            near = np.flatnonzero(shared >= least * (sizes[one] + sizes - shared) * (shared > 0))
            found += [(one, other) for other in near.tolist() if other > one and shared[other]]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_recall_and_precision_of_ten_thousand(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[Boilerplate] = []

    def noted(*given: Any) -> Boilerplate:  # noqa: ANN401 — passed on
        learnt.append(learn(*given))
        return learnt[-1]

    monkeypatch.setattr(rounds, "learn", noted)
    path = tmp_path / "train.jsonl"
    made, planted = data().records(COUNT, seed=seed)
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in made))
    dataset, framing, check = discover([str(path)], {}), Framing(secret=b"key"), NearDuplicate()
    outcome = run(dataset, [Ready(check, check.severity)], Settings(framing))
    examples: list[Example] = []
    for block in framing.blocks(dataset, framing.expected(dataset)):
        examples += block.examples
    texts = Store.of(written(examples, check.compare, learnt[0]))
    one, other = overlapping(texts.texts, check.overlap)
    alike = similarities(texts.load, one, other, check.definition(outcome.overview))
    near = [
        (a, b, how) for a, b, how in zip(one.tolist(), other.tolist(), alike.tolist(), strict=True) if how
    ]
    assert len(near) > len(planted) / 2

    cluster: dict[int, int] = {}
    for number, found in enumerate(outcome.findings):
        if found.severity == "warning":
            members = {*found.finding.unusable, *(each.example for each in found.finding.related)}
            cluster |= dict.fromkeys(members, number)
    ids = texts.ids.tolist()
    labels = [cluster.get(example, -1 - example) for example in ids]
    for least, promised in ((0.9, 0.999), (0.85, 0.99)):
        hits = [labels[a] == labels[b] for a, b, how in near if how >= least]
        assert sum(hits) / len(hits) >= promised
    true = {place for a, b, _ in near for place in (a, b)}
    assert [ids[place] for place in range(len(ids)) if labels[place] >= 0 and place not in true] == []
