"""benchmark-contamination: recall of planted items, false alarms, and the speed of the search.

usage: contamination.py [RECORDS [BENCHMARK TRAIN]]      (default: 20000)

The benchmark's items are two or three sentences each; each is planted once in a training text of other
sentences: whole, in capitals without punctuation, with 8 % of its words replaced, and half of it with 8 %
of the words replaced. RECORDS training texts are of other sentences (which in real documentation may
repeat an item's own). BENCHMARK and TRAIN, JSONL files, are used
instead where they are given (questions of chat records; texts of the training file stand for clean ones).
Seconds are CPU seconds of the search alone, reading not included.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

import near_duplicates_data as data

from tuneready.api import Block, Facts
from tuneready.engines.local import examine
from tuneready.engines.tally import Tally
from tuneready.finding import Severity
from tuneready.framing import Framing
from tuneready.reading.dataset import Dataset
from tuneready_checks.benchmark_contamination import BenchmarkContamination, Searching

ITEMS = 1_000
EDITS = 0.08
KINDS = ("whole", "capitals, no punctuation", "8 % replaced", "half, 8 % replaced")
RULES: tuple[dict[str, int], ...] = ({}, {"words": 13, "hits": 1}, {"words": 5, "hits": 3})


class Found(NamedTuple):
    """Items that are told, and those of them that are errors; CPU seconds of the search."""

    told: int
    errors: int
    seconds: float


def planted(item: str, kind: str, words: Sequence[str], rng: random.Random) -> str:
    """The item as it stands in a training text."""
    if kind == "capitals, no punctuation":
        return re.sub(r"[^\w\s$%]", "", item).upper()
    parts = item.split()
    if kind == "half, 8 % replaced":
        half = len(parts) // 2
        begin = rng.randrange(2) * (len(parts) - half)
        parts = parts[begin : begin + half]
    if kind != "whole":
        for at in rng.sample(range(len(parts)), max(1, round(EDITS * len(parts)))):
            parts[at] = rng.choice(words)
    return " ".join(parts)


def made(count: int) -> tuple[list[str], list[str]]:
    """Items, and training texts that hold none of them."""
    rng = random.Random(2)
    pool = data.sentences()
    own, others = pool[: 3 * ITEMS], pool[3 * ITEMS :]
    items = [" ".join(own[3 * n : 3 * n + rng.randint(2, 3)]) for n in range(ITEMS)]
    return items, [" ".join(rng.choices(others, k=rng.randint(4, 10))) for _ in range(count)]


def read(path: str) -> Iterator[str]:
    """What is said in each record of a file of chat records."""
    for line in Path(path).read_text(encoding="utf-8").rstrip("\n").split("\n"):
        record = json.loads(line)
        yield "\n".join(str(turn["content"]) for turn in record["messages"])


def questions(path: str) -> Iterator[str]:
    """The first turn of each record."""
    for line in Path(path).read_text(encoding="utf-8").rstrip("\n").split("\n"):
        yield str(json.loads(line)["messages"][0]["content"])


def search(folder: Path, items: list[str], texts: list[str], rule: dict[str, int]) -> Found:
    """What the check says of these."""
    for name, key, values in (("items", "question", items), ("train", "text", texts)):
        lines = (json.dumps({key: value}) + "\n" for value in values)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    files = [("benchmark:own", folder / "items.jsonl", "items"), ("train", folder / "train.jsonl", "train")]
    dataset = Dataset.of(files)
    framing = Framing()
    expected = framing.expected(dataset)
    check = BenchmarkContamination(**rule)
    tally = Tally(Severity.ERROR)
    with _Clock() as clock:
        examine(dataset, partial(framing.blocks, dataset, expected), [check], {check.name: tally})
    if tally.failed:
        raise RuntimeError(tally.failed)
    return Found(tally.total, tally.by_severity[Severity.ERROR], clock.seconds)


class _Clock:
    """Counts the CPU seconds that the search takes in this process."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._map = Searching.map

    def __enter__(self) -> Self:
        def timed(round_: Searching, block: Block) -> Facts:
            start = time.process_time()
            facts = self._map(round_, block)
            self.seconds += time.process_time() - start
            return facts

        Searching.map = timed  # type: ignore[method-assign, assignment]
        return self

    def __exit__(self, *_error: object) -> None:
        Searching.map = self._map  # type: ignore[method-assign]


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    items, clean = made(count)
    if len(sys.argv) > 3:  # noqa: PLR2004 — both files
        items, clean = list(questions(sys.argv[2])), list(read(sys.argv[3]))
    words = [word for text in clean[:2000] for word in text.split()]
    size = sum(len(text) for text in clean) / len(clean)
    print(
        f"{len(items):,} items, {len(clean):,} texts of {size:,.0f} characters each; "
        "told, and errors in brackets\n"
    )
    print(f"| runs | {' | '.join(KINDS)} | told of the other texts | texts / CPU s |")
    print("|---|" + "--:|" * (len(KINDS) + 2))
    with tempfile.TemporaryDirectory() as folder:
        for rule in RULES:
            cells = []
            for kind in KINDS:
                rng = random.Random(3)
                texts = [
                    f"{rng.choice(clean)[:600]} {planted(item, kind, words, rng)} {rng.choice(clean)[:600]}"
                    for item in items
                ]
                found = search(Path(folder), items, texts, rule)
                cells.append(f"{found.told / len(items):.3f} ({found.errors / len(items):.3f})")
            found = search(Path(folder), items, clean, rule)
            name = f"{rule.get('words', 8)} words, {rule.get('hits', 2)} or more"
            speed = f"{len(clean) / found.seconds:,.0f}"
            print(f"| {name} | {' | '.join(cells)} | {found.told} ({found.errors}) | {speed} |", flush=True)


if __name__ == "__main__":
    main()
