"""Speed and memory of a whole run, beside a plain loop of `orjson.loads` over the same file.

usage: throughput.py [RECORDS ...]      (default: 1000 200000)

Makes its own data (in a process of its own, whose memory is not counted): chat records of about 1 KB,
seeded, 2 % of them copies. Each command runs in a process of its own, in turn, three times; the median is
told. Ratios hold where absolute figures do not.

`CPU s` and `MB use` are of all processes together (what they share is counted once); `longest` are the CPU
seconds of the one that took most: where each has a core of its own, no run is shorter. `ratio`: CPU seconds
in those of the plain loop.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson

TURNS = 3
LOOK_EVERY = 0.2
SMALL = 20 * 1.048576
"""MB up to which one process is used in any case."""
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
    longest: float
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
        tree = Tree(process.pid)
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            tree.look()
            time.sleep(LOOK_EVERY)
        wall = time.perf_counter() - start
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, tree.longest or cpu, tree.peak or usage.ru_maxrss / 1024)


class Tree:
    """A process and all below it: `peak` memory in MB, and CPU seconds of the `longest` at work."""

    def __init__(self, root: int) -> None:
        self._root = root
        self.peak = 0.0
        self.longest = 0.0

    def look(self) -> None:
        """Take note of what they use now."""
        parents, seconds = {}, {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, IndexError):
                fields = entry.read_text().rpartition(")")[2].split()
                pid = int(entry.parent.name)
                parents[pid] = int(fields[1])
                seconds[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        members = [pid for pid in parents if self._is_below(pid, parents)]
        self.peak = max(self.peak, sum(map(private_memory, members)))
        self.longest = max([self.longest, *(seconds[pid] for pid in members)])

    def _is_below(self, pid: int, parents: dict[int, int]) -> bool:
        while pid in parents and pid != self._root:
            pid = parents[pid]
        return pid == self._root


def private_memory(pid: int) -> float:
    """Megabytes of a process; what it shares with others is counted in parts."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


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
        "tuneready check -j 1": [tool, "check", str(path), "--jobs", "1"],
    }
    if size > SMALL:
        commands["tuneready check -j 2"] = [tool, "check", str(path), "--jobs", "2"]
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(TURNS):
        for name, command in commands.items():
            costs[name].append(cost(command))
    plain = median(costs["orjson.loads loop"])
    for name, runs in costs.items():
        took = median(runs)
        print(
            f"| {count:>9,} | {size:>5.1f} | {name:<20} | {took.wall:>6.2f} | {took.cpu:>5.2f} | "
            f"{took.longest:>7.2f} | {count / took.cpu:>9,.0f} | {took.memory:>6.0f} | "
            f"{took.cpu / plain.cpu:>5.1f} |",
        )


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--make"]:
        Path(sys.argv[3]).write_bytes(b"\n".join(records(int(sys.argv[2]))) + b"\n")
        return
    counts = [int(word) for word in sys.argv[1:]] or [1_000, 200_000]
    print(
        "| records   | MB    | command              | wall s | CPU s | longest | rec/CPU s | MB use | ratio |"
    )
    print(
        "|----------:|------:|----------------------|-------:|------:|--------:|----------:|-------:|------:|"
    )
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            compare(count, Path(folder))


if __name__ == "__main__":
    main()
