"""near-duplicate beside its peers: recall, precision, speed and memory on planted near-copies.

usage: near_duplicates.py [RECORDS]      (default: 10000; 1000 takes seconds, 10000 some minutes)

Truth is brute force: every pair of records whose texts (without system prompt and template) have a
rapidfuzz ratio of .85 at least and share .45 of their runs of two words. Recall is the share of such
pairs that a tool puts together, directly or through others; of planted copies, the share that it puts
together with their original, however unlike the edits have made them. Precision is the share of the
records it names that have a partner of ratio .80: below that they are somebody else's text. Each tool
runs in a process of its own, start, reading and parsing included; what is not installed is said to be so.
Peers run twice: on the texts as they are, and "told of templates", on texts from which this script, which
made them, has taken system prompts and templates. tuneready finds these by itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import near_duplicates_data as data
import numpy as np
from near_duplicates_tools import TOLD, TOOLS, Groups, said
from rapidfuzz import fuzz, process

LEAST = 80.0
OVERLAP = 0.45
Truth = dict[tuple[int, int], float]


def brute_force(texts: list[str]) -> Truth:
    """All pairs with a ratio of LEAST or more: each text against those whose length allows it."""
    order = np.argsort([len(text) for text in texts], kind="stable")
    lengths = np.array([len(texts[index]) for index in order])
    truth: Truth = {}
    for begin in range(0, len(texts), 64):
        here = order[begin : begin + 64]
        longest = lengths[min(begin + 63, len(texts) - 1)] * (200 - LEAST) / LEAST
        others = order[begin : np.searchsorted(lengths, longest, "right")]
        ratios = process.cdist(
            [texts[index] for index in here],
            [texts[index] for index in others],
            scorer=fuzz.ratio,
            score_cutoff=LEAST,
            dtype=np.float32,
            workers=-1,
        )
        for one, other in zip(*np.nonzero(ratios), strict=True):
            pair = sorted((int(here[one]), int(others[other])))
            if pair[0] != pair[1]:
                truth[pair[0], pair[1]] = float(ratios[one, other])
    return truth


def overlapping(texts: list[str], pairs: Truth) -> Truth:
    """The pairs that share enough of their runs of two words."""

    def runs(index: int) -> set[tuple[str, str]]:
        return set(pairwise(re.findall(r"\w+", texts[index])))

    def overlap(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> float:
        return len(one & other) / max(len(one | other), 1)

    return {pair: ratio for pair, ratio in pairs.items() if overlap(runs(pair[0]), runs(pair[1])) >= OVERLAP}


def run(tool: str, path: Path) -> dict[str, Any]:
    """What a tool prints, in a process of its own."""
    script = Path(__file__).with_name("near_duplicates_tools.py")
    done = subprocess.run([sys.executable, script, tool, path], stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def together(groups: Groups, count: int) -> list[int]:
    """A label for each record: equal for those that are joined, directly or through others."""
    label = list(range(count))

    def of(index: int) -> int:
        while label[index] != index:
            label[index] = label[label[index]]
            index = label[index]
        return index

    for group in groups:
        for one, other in pairwise(group):
            label[of(other)] = of(one)
    return [of(index) for index in range(count)]


def row(tool: str, result: dict[str, Any], alike: Truth, near: Truth, planted: list[data.Planted]) -> str:
    """A line of the table."""
    if "missing" in result:
        return f"| {tool} | not run: {result['missing']} is not installed |" + " |" * (len(data.EDITS) + 4)
    count = result["count"]
    label = together(result["groups"], count)
    cells = [f"{count / result['seconds']:,.0f}", f"{result['megabytes']:,.0f}"]
    for least in (90, 85):
        pairs = [pair for pair, ratio in alike.items() if ratio >= least]
        hit = sum(label[one] == label[other] for one, other in pairs)
        cells.append(f"{hit / max(len(pairs), 1):.4f}")
    for edits in data.EDITS:
        copies = [pair for pair in planted if pair.edits == edits]
        hit = sum(label[pair.original] == label[pair.copy] for pair in copies)
        cells.append(f"{hit / max(len(copies), 1):.3f}")
    named = {index for group in result["groups"] for index in group}
    true = {index for pair in near for index in pair}
    cells.append(f"{len(named & true) / max(len(named), 1):.4f} ({len(named):,})")
    return f"| {tool} | {' | '.join(cells)} |"


def main() -> None:
    """Print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    made, planted = data.records(count)
    texts = [said(record) for record in made]
    near = brute_force(texts)
    alike = overlapping(texts, {pair: ratio for pair, ratio in near.items() if ratio >= 85})  # noqa: PLR2004
    print(
        f"{count:,} records of {data.source()}, {len(planted):,} planted copies, {len(alike):,} alike pairs\n"
    )
    edits = " | ".join(f"{share:.0%} edited" for share in data.EDITS)
    print(
        f"| tool | records / CPU s | MB | ratio >= .90 | ratio >= .85 | {edits} | precision (records named) |"
    )
    print("|---|" + "--:|" * (len(data.EDITS) + 5))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.jsonl"
        _write(path, made)
        for tool in (*TOOLS, *(peer + TOLD for peer in TOOLS if "tuneready" not in peer)):
            print(row(tool, {**run(tool, path), "count": count}, alike, near, planted), flush=True)
        print("\n| near-copies of one record | CPU s | records joined |\n|--:|--:|--:|")
        for size in (count // 10, count):
            _write(path, data.dense(size))
            result = run("tuneready", path)
            print(f"| {size:,} | {result['seconds']:.2f} | {max(map(len, result['groups']), default=0):,} |")


def _write(path: Path, made: list[data.Record]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in made), encoding="utf-8")


if __name__ == "__main__":
    main()
