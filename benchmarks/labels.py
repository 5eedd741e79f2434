"""Precision and recall of suspect-label on planted label noise, beside cleanlab.

usage: labels.py [--set NAME=FILE]... [--cleanlab PYTHON]

One label in twenty is made wrong: any other label (uniform), or one of the three labels whose prompts
are most like its own (confusable). The set of made-up words is always run; --set adds others, such as
snips=snips/train.jsonl. PYTHON is an interpreter that has labels_requirements.txt. Errors that were in
a set before are counted as false alarms, so precision is a lower bound.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from labels_data import Labelled, generated, read, with_noise

from tuneready.testing import lint
from tuneready_checks.suspect_label import SuspectLabel

SHARE = 0.05
SEEDS = (1, 2, 3)


class Flagged(NamedTuple):
    """Indices that a tool flags, and the CPU seconds that it takes."""

    indices: set[int]
    seconds: float


def ours(records: Sequence[Labelled]) -> Flagged:
    """What suspect-label flags; its time is a run's with the check less a run's without."""
    given = [{"text": each.prompt, "label": each.label} for each in records]
    start = time.process_time()
    lint(given)
    between = time.process_time()
    outcome = lint(given, SuspectLabel())
    end = time.process_time()
    lines = {stamped.finding.at & 0xFFFFFFFF for stamped in outcome.findings}
    return Flagged({line - 1 for line in lines}, (end - between) - (between - start))


def cleanlabs(records: Sequence[Labelled], python: str) -> Flagged:
    """What cleanlab flags, in an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labelled.jsonl"
        lines = (json.dumps({"text": each.prompt, "label": each.label}) for each in records)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        script = Path(__file__).with_name("labels_cleanlab.py")
        done = subprocess.run([python, str(script), str(path)], capture_output=True, check=True, text=True)
    said = json.loads(done.stdout)
    return Flagged(set(said["flagged"]), said["seconds"])


def row(name: str, noise: str, tool: str, runs: Sequence[tuple[Flagged, set[int]]]) -> str:
    """A line of the table: precision, recall and seconds, over all seeds."""
    hit = sum(len(flagged.indices & planted) for flagged, planted in runs)
    said = sum(len(flagged.indices) for flagged, _ in runs)
    planted = sum(len(wrong) for _, wrong in runs)
    seconds = sum(flagged.seconds for flagged, _ in runs) / len(runs)
    return f"| {name} | {noise} | {tool} | {hit / max(1, said):.2f} | {hit / planted:.2f} | {seconds:.2f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--cleanlab", default="", metavar="PYTHON")
    options = parser.parse_args()
    sets = {"made-up words": generated(10_000)}
    for named in options.set:
        name, _, path = named.partition("=")
        sets[name] = read(Path(path))
    print("| set | noise | tool | precision | recall | CPU s |\n|---|---|---|---:|---:|---:|")
    for name, clean in sets.items():
        title = f"{name} ({len(clean):,} x {len({each.label for each in clean})})"
        flagged = ours(clean)
        share = len(flagged.indices) / len(clean)
        print(f"| {title} | none | suspect-label | flags {share:.2%} | | {flagged.seconds:.2f} |")
        for noise in ("uniform", "confusable"):
            noisy = [with_noise(clean, SHARE, confusable=noise == "confusable", seed=seed) for seed in SEEDS]
            print(row(title, noise, "suspect-label", [(ours(made), wrong) for made, wrong in noisy]))
            if options.cleanlab:
                runs = [(cleanlabs(made, options.cleanlab), wrong) for made, wrong in noisy]
                print(row(title, noise, "cleanlab", runs))


if __name__ == "__main__":
    main()
