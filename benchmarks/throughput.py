"""Speed and memory of a whole run, beside a plain loop of `orjson.loads` over the same file.

usage: throughput.py [RECORDS ...]      (default: 1000 200000)

Makes its own data (in a process of its own, whose memory is not counted): chat records of about 1 KB,
seeded, 2 % of them copies. Each command runs in a process of its own, in turn, three times; the median is
told. Ratios hold where absolute figures do not.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

TURNS = 3
PLAIN = """
import sys, orjson
with open(sys.argv[1], 'rb') as file:
    for line in file:
        orjson.loads(line)
"""


class Cost(NamedTuple):
    """What one run took: seconds on the clock, CPU seconds (children included), peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def records(count: int) -> list[bytes]:
    """Chat records of about 1 KB from a made-up vocabulary whose words are as unevenly used as real ones."""
    choose = np.random.default_rng(7)
    letters = np.array(list("etaoinshrdlucmfwypvbgk"))
    lengths = choose.integers(2, 10, 20_000)
    vocabulary = np.array(["".join(choose.choice(letters, length)) for length in lengths])
    weights = 1 / (np.arange(len(vocabulary)) + 10)
    shares = np.cumsum(weights / weights.sum())

    def text(shortest: int, longest: int) -> str:
        drawn = choose.random(choose.integers(shortest, longest))
        return " ".join(vocabulary[np.searchsorted(shares, drawn * shares[-1])])

    made: list[bytes] = []
    for number in range(count):
        if number % 50 == 49:  # noqa: PLR2004 — one in fifty is a copy
            made.append(made[choose.integers(len(made))])
            continue
        said = (
            ("system", "You are a helpful assistant."),
            ("user", text(20, 60)),
            ("assistant", text(60, 140)),
        )
        made.append(orjson.dumps({"messages": [{"role": role, "content": each} for role, each in said]}))
    return made


def cost(command: list[str]) -> Cost:
    """Run a command once; its output is thrown away."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs: list[Cost]) -> Cost:
    """Each figure's median."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def compare(count: int, folder: Path) -> None:
    """Print one row a command for a file of this many records."""
    path = folder / f"{count}.jsonl"
    subprocess.run([sys.executable, __file__, "--make", str(count), str(path)], check=True)
    size = path.stat().st_size / 1e6
    tool = str(Path(sys.executable).with_name("tuneready"))
    commands = {
        "orjson.loads loop": [sys.executable, "-c", PLAIN, str(path)],
        "tuneready check": [tool, "check", str(path)],
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(TURNS):
        for name, command in commands.items():
            costs[name].append(cost(command))
    plain = median(costs["orjson.loads loop"])
    for name, runs in costs.items():
        took = median(runs)
        print(
            f"| {count:>9,} | {size:>6.1f} | {name:<18} | {took.wall:>6.2f} | {took.cpu:>6.2f} | "
            f"{count / took.cpu:>9,.0f} | {took.memory:>6.0f} | {took.cpu / plain.cpu:>5.1f} |",
        )


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--make"]:
        Path(sys.argv[3]).write_bytes(b"\n".join(records(int(sys.argv[2]))) + b"\n")
        return
    counts = [int(word) for word in sys.argv[1:]] or [1_000, 200_000]
    print("| records   | MB     | command            | wall s | CPU s  | rec/CPU s | MB RSS | ratio |")
    print("|----------:|-------:|--------------------|-------:|-------:|----------:|-------:|------:|")
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            compare(count, Path(folder))


if __name__ == "__main__":
    main()
