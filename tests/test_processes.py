"""Several processes say what one says; and whatever happens to them, none is left and nobody waits."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import odd_checks
import orjson
import pytest
from support import KEY, ReportOf, Tuneready, Write, clean, command

from tuneready.check import Check
from tuneready.engines.cores import BYTES_A_JOB, allowed, usable_cores, worthwhile
from tuneready.engines.failure import WorkerError
from tuneready.framing import Framing
from tuneready.reading.dataset import Dataset
from tuneready.reading.discover import discover
from tuneready.reading.sources import ReadingError
from tuneready.registry import Ready
from tuneready.report import build
from tuneready.run import Outcome, Settings, run
from tuneready.testing import checks_of
from tuneready.verdict import judge

CHECKS: list[Check] = [check() for check in checks_of("tuneready_checks")]
PROC = Path("/proc/self/task")
on_linux = pytest.mark.skipif(not PROC.is_dir(), reason="looks for processes in /proc")


def outcome(dataset: Dataset, *checks: Check, **settings: Any) -> Outcome:  # noqa: ANN401 — passed on as it is
    ready = [Ready(check, check.severity) for check in checks]
    return run(dataset, ready, Settings(Framing(secret=b"key", batch_bytes=2000), **settings))


def written(found: Outcome, listed: int = 0) -> bytes:
    """The JSON report."""
    judgement = judge(found.counts(), minimum=50, strict=False)
    return build(found, judgement, listed=listed).model_dump_json(indent=1).encode()


@pytest.fixture(scope="module")
def bad_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """All that can be wrong with a file, in many files of three splits."""
    root = tmp_path_factory.mktemp("data")
    lines = [orjson.dumps(record) for record in clean(240)]
    near = [line.replace(b" is ", b" is now and then ") for line in lines[:60:3]]
    odd = [
        b"",
        b"{oops",
        b'{"a": 1, "a": 2}',
        b"\xff",
        b" \t",
        b"[1]",
        b'{"messages": []}',
        b'{"prompt": "Where?", "completion": ""}',
        b'{"prompt": "Write to whom?", "completion": "To jo.fennick@northmail.com, please."}',
        b"null",
        b"\r",
        lines[0] + b"\r" + lines[1],
    ]
    mixed = [part for number, line in enumerate(lines[:150]) for part in (line, odd[number % len(odd)])]
    long = orjson.dumps({"prompt": "Tell me more. " * 900, "completion": "No."})
    labels = [{"text": f"It is {n % 40} o'clock", "label": "ham" if n % 7 else "spam"} for n in range(120)]
    files = {
        "train/a.jsonl": b"\xef\xbb\xbf" + b"\n".join([*mixed, long, *near]),
        "train/b.jsonl": b"",
        "train/c.jsonl": b"\r\n".join([*lines[150:240], b"", *lines[5:9], long, b""]),
        "train/d.jsonl.gz": gzip.compress(b"\n".join([*lines[20:40], b"{", *near]), mtime=0),
        "train/e.json": b"[\n" + b",\n".join(lines[200:220]) + b"\n]",
        "train/f.jsonl": "\n".join(line.decode() for line in lines[:5]).encode("utf-16"),
        "train/g.jsonl": gzip.compress(b"\n".join(lines), mtime=0)[:-90],
        "validation/a.jsonl": b"\n".join(lines[100:130]),
        "test/a.jsonl": b"".join(orjson.dumps(label) + b"\n" for label in labels),
        "test/b.jsonl": b"\n\n\n\xef\xbb\xbf\n",
        **{f"test/small-{n}.jsonl": line for n, line in enumerate(lines[230:])},
    }
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    splits = {split: [str(root / split)] for split in ("train", "validation", "test")}
    return discover([], splits, root=root)


@pytest.fixture(scope="module")
def from_one(bad_dataset: Dataset) -> bytes:
    found = outcome(bad_dataset, *CHECKS, odd_checks.RaisesThere(line=77))
    assert {name for name, tally in found.tallies.items() if tally.failed} == {"raises-there"}
    silent = {name for name, tally in found.tallies.items() if not (tally.total or tally.remarks)}
    assert silent <= {"leaked-secret", "unclear-split", "too-few-examples", "nothing-to-train"}
    return written(found)


@pytest.mark.parametrize(("jobs", "range_bytes"), [(2, 1), (3, 700), (2, 8_000)])
def test_any_number_of_processes_says_the_same(
    bad_dataset: Dataset, from_one: bytes, jobs: int, range_bytes: int
) -> None:
    checks = [*CHECKS, odd_checks.RaisesThere(line=77)]
    assert written(outcome(bad_dataset, *checks, jobs=jobs, range_bytes=range_bytes)) == from_one
