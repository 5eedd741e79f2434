"""near-duplicate on data that explodes: moulds, one dense cluster, one template, the very same line.

usage: near_duplicates_moulds.py        (some minutes; seeded, makes its own data)

Each file is read with near-duplicate and without it, in a process of its own: CPU seconds and most memory,
and what the check adds a record. With ordinary records beside, of the same count and size.
"""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import near_duplicates_data as data
from near_duplicates_tools import peak

RUNS = 3
Records = Iterator[dict[str, Any]]
MOULD = (
    "Returns the {} of the given {}, or raises an error where there is no such {} in this account or region."
)
BRIEF = ("Returns the value.", "Returns the list of values.", "Sets the value of it.", "Deletes the entry.")


def _words(rng: random.Random) -> list[str]:
    return ["w" + "".join(rng.choices("abcdefghij", k=5)) for _ in range(3000)]


def of_one_mould(count: int) -> Records:
    """Documentation of made-up calls: three slots, each filled from sixty words."""
    rng = random.Random(1)
    words = _words(rng)
    for _ in range(count):
        call = rng.choice(["get", "set", "list", "delete", "put"]) + "".join(rng.choices(words, k=2))
        yield {
            "prompt": f"Document the call {call}",
            "completion": MOULD.format(*rng.choices(words[:60], k=3)),
        }


def brief(count: int) -> Records:
    """Four brief answers, in turn."""
    rng = random.Random(2)
    words = _words(rng)
    for _ in range(count):
        yield {"prompt": "Say " + " ".join(rng.choices(words, k=2)), "completion": rng.choice(BRIEF)}


def of_one_template(count: int) -> Records:
    """A long instruction and a few words of their own."""
    rng = random.Random(3)
    words = _words(rng)
    for _ in range(count):
        yield {
            "prompt": data.TEMPLATE + " ".join(rng.choices(words, k=6)),
            "completion": " ".join(rng.choices(words, k=8)),
        }


def the_same(count: int) -> Records:
    """One line."""
    yield from [{"prompt": "Where is it?", "completion": "It is here, in the long box."}] * count


SETS: dict[str, tuple[Callable[[int], Any], int]] = {
    "ordinary, 10,000": (lambda count: data.records(count)[0], 10_000),
    "near-copies of one record of 1 KB, 10,000": (data.dense, 10_000),
    "one template, 10,000": (of_one_template, 10_000),
    "the same line, 50,000": (the_same, 50_000),
    "four brief answers, 100,000": (brief, 100_000),
    "one mould, 20,000": (of_one_mould, 20_000),
    "one mould, 40,000": (of_one_mould, 40_000),
    "one mould, 134,000": (of_one_mould, 134_000),
}


def run(path: Path, *, near: bool) -> dict[str, Any]:
    """What a run over this file takes and finds, in this process."""
    from tuneready.framing import Framing
    from tuneready.reading.discover import discover
    from tuneready.registry import Ready
    from tuneready.run import Settings
    from tuneready.run import run as check
    from tuneready_checks.exact_duplicate import ExactDuplicate
    from tuneready_checks.near_duplicate import NearDuplicate

    gc.set_threshold(100_000)  # as the command line does
    checks = [ExactDuplicate(), *([NearDuplicate()] if near else [])]
    ready = [Ready(each, each.severity) for each in checks]
    outcome = check(discover([str(path)], {}), ready, Settings(Framing(secret=b"key")))
    found = sum(each.check == "near-duplicate" for each in outcome.findings)
    return {"found": found, "seconds": time.process_time(), "megabytes": peak()}


def apart(path: Path, *, near: bool) -> dict[str, Any]:
    """The same in processes of its own: the median run."""
    command = [sys.executable, __file__, str(path), "near" if near else "without"]
    runs = [
        json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout) for _ in range(RUNS)
    ]
    median: dict[str, Any] = sorted(runs, key=lambda each: each["seconds"])[RUNS // 2]
    return median


def main() -> None:
    """Print the table, or what one run takes."""
    if len(sys.argv) > 1:
        print(json.dumps(run(Path(sys.argv[1]), near=sys.argv[2] == "near")))
        return
    print("| records | the check, µs a record | without it | memory added, bytes a record | findings |")
    print("|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.jsonl"
        for name, (make, count) in SETS.items():
            with path.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(record) + "\n" for record in make(count))
            without, near = (apart(path, near=each) for each in (False, True))
            micro = [1e6 * each["seconds"] / count for each in (without, near)]
            added = (near["megabytes"] - without["megabytes"]) * (1 << 20) / count
            row = (f"{micro[1] - micro[0]:.0f}", f"{micro[0]:.0f}", f"{added:,.0f}", f"{near['found']:,}")
            print(f"| {name} | {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
