"""No pair is missed: what is found against a naive comparison of all with all, under the same definition."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuneready.framing import Framing
from tuneready.reading.discover import discover
from tuneready.registry import Ready
from tuneready.run import Settings, run
from tuneready.testing import findings
from tuneready_checks._near import comparing, rounds
from tuneready_checks._near.alike import Definition, similarities
from tuneready_checks._near.census import bytes_of
from tuneready_checks._near.every import every_pair
from tuneready_checks._near.text import Text
from tuneready_checks._near.tokens import tokenise
from tuneready_checks.near_duplicate import NearDuplicate

WORDS = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("", "ra", "lin", "sto")]
DEFINITION = Definition(0.85, 0.45, facts_matter=True)


def edited(words: list[str], edits: int, rng: random.Random) -> list[str]:
    words = words[:]
    for _ in range(edits):
        words[rng.randrange(len(words))] = rng.choice(WORDS)
    return words


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(0, 5))
def test_every_near_pair_is_a_candidate(seed: int, length: int, edits: int) -> None:
    rng = random.Random(seed)
    first = [rng.choices(WORDS, k=length) for _ in range(12)]
    said = [" ".join(words) for words in (*first, *(edited(words, edits, rng) for words in first))]
    pairs = np.array(list(combinations(range(len(said)), 2)))
    near = similarities(
        lambda places: [Text(said[place]) for place in places], pairs[:, 0], pairs[:, 1], DEFINITION
    )
    naive = {(int(one), int(other)) for one, other in pairs[near > 0]}
    tokens = tokenise([text.encode() for text in said])
    lower, higher = every_pair(tokens, bytes_of(tokens), similarity=0.85, overlap=0.45)
    assert naive <= set(zip(lower.tolist(), higher.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_sketches_find_what_the_comparison_of_all_finds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    said = [rng.choices(WORDS, k=rng.randrange(20, 120)) for _ in range(300)]
    said += [edited(words, max(1, len(words) // 25), rng) for words in said[:100]]
    given_lines = [{"prompt": "", "completion": " ".join(words)} for words in said]
    every = findings(NearDuplicate(), given_lines)
    monkeypatch.setattr(rounds, "COMPARE_ALL", 10)
    assert sum(len(each.finding.unusable) for each in every) >= 75
    assert findings(NearDuplicate(), given_lines) == every


@pytest.mark.parametrize("seed", range(4))
def test_sketches_find_the_same_in_any_order(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(rounds, "COMPARE_ALL", 10)
    said = [rng.choices(WORDS, k=rng.randrange(20, 120)) for _ in range(200)]
    said += [edited(words, len(words) // 25, rng) for words in said[:60]]
    said += [edited(said[0], 2, rng) for _ in range(60)]
    lines = [{"prompt": "", "completion": " ".join(words)} for words in said]
    shuffled = rng.sample(lines, len(lines))
    first, second = findings(NearDuplicate(), lines), findings(NearDuplicate(), shuffled)
    assert len(first) > 1
    assert sorted(each.fingerprint for each in first) == sorted(each.fingerprint for each in second)
    assert sorted(len(each.finding.unusable) for each in first) == sorted(
        len(each.finding.unusable) for each in second
    )


def test_recall_on_planted_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(9)
    said = [rng.choices(WORDS, k=rng.randrange(20, 120)) for _ in range(1800)]
    shares = (0.03, 0.05, 0.1, 0.15)
    said += [edited(words, max(1, round(len(words) * rng.choice(shares))), rng) for words in said[:700]]
    lines = [{"prompt": "", "completion": " ".join(words)} for words in said]
    found = findings(NearDuplicate(), lines)
    monkeypatch.setattr(rounds, "COMPARE_ALL", len(lines))
    every = findings(NearDuplicate(), lines)
    told, true = ({id_ for each in side for id_ in each.finding.unusable} for side in (found, every))
    assert len(true) >= 500
    assert told <= true
    assert len(told) >= 0.99 * len(true)


@pytest.mark.parametrize("most", [10, 2000])
def test_neither_blocks_nor_batches_of_texts_change_what_is_found(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(3)
    said = [rng.choices(WORDS, k=rng.randrange(5, 90)) for _ in range(150)]
    said += [edited(words, len(words) // 25, rng) for words in said[:90]]
    said += [edited(said[0], 2, rng) for _ in range(40)]
    lines = [orjson.dumps({"prompt": "", "completion": " ".join(words)}) for words in said]
    (tmp_path / "train.jsonl").write_bytes(b"\n".join(lines))
    dataset = discover([str(tmp_path)], {}, root=tmp_path)
    ready = [Ready(NearDuplicate(), NearDuplicate.severity)]
    monkeypatch.setattr(rounds, "COMPARE_ALL", most)
    outcomes = []
    for block, texts in ((1 << 10, 1 << 24), (1 << 20, 1 << 24), (1 << 14, 1 << 12)):
        monkeypatch.setattr(comparing, "BYTES_AT_ONCE", texts)
        outcome = run(dataset, ready, Settings(Framing(secret=b"test", batch_bytes=block)))
        assert not outcome.tallies["near-duplicate"].failed
        outcomes.append(outcome.findings)
    assert len(outcomes[0]) > 50
    assert outcomes[0] == outcomes[1] == outcomes[2]
