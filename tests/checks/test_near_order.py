"""The near checks find the same in any order of lines and files, in blocks of any size, in any number of processes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from near_sets import COPIES, PARCEL, Record, pair
from support import clean

from tuneready.check import Check
from tuneready.framing import Framing
from tuneready.reading.discover import discover
from tuneready.registry import Ready
from tuneready.run import Outcome, Settings, run
from tuneready_checks._near.join import code_of, pair_of
from tuneready_checks._near.pool import Pool, in_order, paired
from tuneready_checks._near.tokens import Places
from tuneready_checks.near_duplicate import NearDuplicate
from tuneready_checks.near_split_leak import NearSplitLeak

CHECKS: tuple[Check, ...] = (NearDuplicate(), NearSplitLeak())


class Seen(NamedTuple):
    """What must never change, whatever the order: what is found, and how many examples each check takes.

    Not how many the two take together: each cluster keeps its first, and that one may be a leak or not.
    """

    fingerprints: list[str]
    taken: Counter[str]


def dense(count: int) -> list[Record]:
    """Edits of one text in chains: who is nearest to whom, and who is compared at all, is a near thing."""
    rng = random.Random(8)
    words = [f"{a}{b}{c}{d}" for a in "bdfgk" for b in "aeiou" for c in "lmnrs" for d in "aeiou"]
    made = [PARCEL]
    for number in range(1, count):
        source = made[rng.randrange(max(0, number - 40), number)]
        text = str(source["prompt"]).split(" ")
        text[rng.randrange(len(text))] = rng.choice(words)
        made.append(pair(" ".join(text), str(source["completion"])))
    return made


def records() -> list[Record]:
    """More than are all compared, with a cluster of more pairs than are compared at once."""
    return [*dense(1200), *clean(1500), *(record for given, _ in COPIES.values() for record in given)]


def examined(
    root: Path, files: Mapping[str, Sequence[Record]], *, size: int = 1 << 18, jobs: int = 1
) -> Outcome:
    """What is found in these files of the training split, and in the first ones of the test split."""
    named: dict[str, list[str]] = {}
    for name, lines in files.items():
        path = root / f"{name}.jsonl"
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
        named.setdefault(name.split("-")[0], []).append(str(path))
    framing = Framing(secret=b"key", batch_bytes=size)
    ready = [Ready(check, check.severity) for check in CHECKS]
    return run(discover([], named), ready, Settings(framing, jobs=jobs))


def seen(outcome: Outcome) -> Seen:
    assert not [tally.failed for tally in outcome.tallies.values() if tally.failed]
    taken: Counter[str] = Counter()
    for each in outcome.findings:
        taken[each.check] += len(each.finding.unusable)
    return Seen(sorted(each.fingerprint for each in outcome.findings), taken)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """What is found in one file of each split."""
    made = records()
    found = seen(examined(tmp_path_factory.mktemp("first"), {"train": made[300:], "test": made[:300]}))
    assert len(found.fingerprints) > 10
    return found


@pytest.mark.parametrize("seed", range(3))
def test_lines_in_any_order(seed: int, first: Seen, tmp_path: Path) -> None:
    made = records()
    train, test = made[300:], made[:300]
    random.Random(seed).shuffle(train)
    random.Random(seed).shuffle(test)
    assert seen(examined(tmp_path, {"train": train, "test": test})) == first


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_two_files_in_either_order(names: str, first: Seen, tmp_path: Path) -> None:
    made = records()
    halves = {f"train-{names[0]}": made[300:1700], f"train-{names[1]}": made[1700:]}
    assert seen(examined(tmp_path, {**halves, "test": made[:300]})) == first


@pytest.mark.parametrize(("size", "jobs"), [(1 << 12, 1), (1 << 15, 1), (1 << 13, 2)])
def test_blocks_and_processes_change_not_even_a_message(size: int, jobs: int, tmp_path: Path) -> None:
    made = records()
    files = {"train": made[300:], "test": made[:300]}
    one = examined(tmp_path, files)
    other = examined(tmp_path, files, size=size, jobs=jobs)
    assert other.findings == one.findings
    assert other.usable == one.usable


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 1 << 32), st.integers(2, 60))
def test_pairs_are_compared_in_an_order_that_hangs_on_content_alone(seed: int, count: int) -> None:
    rng = random.Random(seed)
    keys = np.array(rng.sample(range(1 << 62), count), np.uint64)
    size = np.array(rng.choices(range(1, 5000), k=count))
    pairs = sorted({tuple(sorted(rng.sample(range(count), 2))) for _ in range(4 * count)})
    places = np.array(rng.sample(range(count), count))
    one, other = np.array(pairs).T
    there = np.sort(places[np.array(pairs)], axis=1).T
    moved = np.argsort(places)
    told = [
        by_key(Pool(np.arange(count), keys, size), one, other),
        by_key(Pool(np.arange(count), keys[moved], size[moved]), *there),
    ]
    assert told[0] == told[1]


def by_key(pool: Pool, one: Places, other: Places) -> list[tuple[int, int]]:
    """The keys of these pairs in the order in which they are compared."""
    some, codes = paired(pool, np.sort(code_of(one, other)))
    first, second = pair_of(in_order(some, codes, 20_000))
    return list(zip(some.keys[first].tolist(), some.keys[second].tolist(), strict=True))
