"""The tools that near_duplicates.py compares: each reads a file of chat records and names pairs or clusters.

usage: near_duplicates_tools.py TOOL FILE      prints one JSON object: groups, CPU seconds, MB
"""

from __future__ import annotations

import gc
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import near_duplicates_data as data

Groups = list[list[int]]
"""Indices of records that belong together: pairs, or whole clusters."""

JACCARD = 0.5
"""Least estimated overlap of runs of two words: 10 % of the words edited leave .68, 15 % .58."""


def said(record: data.Record) -> str:
    """What is said in a record, less the system's part and less the instruction template."""
    turns = [turn["content"] for turn in record["messages"] if turn["role"] != "system"]
    return "\n".join(turn.removeprefix(data.TEMPLATE) for turn in turns).lower()


def read(path: Path, *, told: bool) -> list[str]:
    """The texts that a peer compares; `told`: without system prompt and template, which it cannot find."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    if told:
        return [said(record) for record in records]
    return ["\n".join(turn["content"] for turn in record["messages"]).lower() for record in records]


def shingles(text: str) -> list[str]:
    """Runs of two words: runs of three or five miss most near-copies of texts this short."""
    words = re.findall(r"\w+", text)
    return [" ".join(words[at : at + 2]) for at in range(max(1, len(words) - 1))]


def tuneready(path: Path, *, told: bool, facts: bool = True) -> Groups:  # noqa: ARG001 — it finds out by itself
    """The check as it is."""
    from tuneready.engines.local import examine
    from tuneready.engines.tally import Tally
    from tuneready.finding import Severity
    from tuneready.framing import Framing
    from tuneready.reading.dataset import Dataset
    from tuneready_checks.near_duplicate import NearDuplicate

    dataset = Dataset.of([("train", path, path.name)])
    tally = Tally(Severity.WARNING)
    framing = Framing()
    expected = framing.expected(dataset)
    examine(
        dataset,
        partial(framing.blocks, dataset, expected),
        [NearDuplicate(facts_matter=facts)],
        {"near-duplicate": tally},
    )
    if tally.failed:
        raise RuntimeError(tally.failed)
    found = [{*finding.unusable, *(other.example for other in finding.related)} for finding in tally.findings]
    return [sorted((example & 0xFFFFFFFF) - 1 for example in each) for each in found]


def tuneready_without_facts(path: Path, *, told: bool) -> Groups:
    """The check with other numbers, signs and names counted as edits: what the peers do."""
    return tuneready(path, told=told, facts=False)


def datasketch(path: Path, *, told: bool) -> Groups:
    """MinHash of 128 permutations in 32 bands of 4; what the index gives is checked by estimated overlap."""
    peer = import_module("datasketch")
    index = peer.MinHashLSH(num_perm=128, params=(32, 4))
    sketches: list[Any] = []
    groups = []
    for number, text in enumerate(read(path, told=told)):
        sketch = peer.MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        near = [int(other) for other in index.query(sketch)]
        groups += [[other, number] for other in near if sketch.jaccard(sketches[other]) >= JACCARD]
        index.insert(str(number), sketch)
        sketches.append(sketch)
    return groups


def rensa(path: Path, *, told: bool) -> Groups:
    """The same with rensa's R-MinHash."""
    peer = import_module("rensa")
    index = peer.RMinHashLSH(threshold=JACCARD, num_perm=128, num_bands=32)
    sketches: list[Any] = []
    groups = []
    for number, text in enumerate(read(path, told=told)):
        sketch = peer.RMinHash(num_perm=128, seed=42)
        sketch.update(shingles(text))
        near = index.query(sketch)
        groups += [[int(other), number] for other in near if sketch.jaccard(sketches[other]) >= JACCARD]
        index.insert(number, sketch)
        sketches.append(sketch)
    return groups


def semhash(path: Path, *, told: bool) -> Groups:
    """Embeddings, similar from .95 on, with the model that comes inside the package wordllama."""
    peer, model = import_module("semhash"), import_module("wordllama")
    with tempfile.TemporaryDirectory() as folder:
        tokenizers = Path(folder) / "tokenizers"  # wordllama looks for it in another place than it ships it
        tokenizers.mkdir()
        for file in (Path(str(model.__file__)).parent / "tokenizers").glob("*.json"):
            (tokenizers / file.name).write_bytes(file.read_bytes())
        loaded = model.WordLlama.load(cache_dir=folder, disable_download=True)

    class Encoder:
        def encode(self, inputs: list[str], **_options: object) -> Any:  # noqa: ANN401 — an array
            return loaded.embed(list(inputs), norm=True)

    texts = read(path, told=told)
    place = {text: number for number, text in enumerate(texts)}
    found = peer.SemHash.from_records(records=texts, model=Encoder()).self_deduplicate(threshold=0.95)
    return [[place[each.record], place[each.duplicate_of]] for each in found.filtered if not each.exact]


TOOLS: dict[str, Callable[..., Groups]] = {
    "tuneready": tuneready,
    "tuneready, facts_matter = false": tuneready_without_facts,
    "datasketch": datasketch,
    "rensa": rensa,
    "semhash": semhash,
}
TOLD = " (told of templates)"


def main() -> None:
    """Run one tool and print what it found and took."""
    gc.set_threshold(100_000)  # as the command line does
    name, path = sys.argv[1:]
    try:
        groups = TOOLS[name.removesuffix(TOLD)](Path(path), told=name.endswith(TOLD))
    except ModuleNotFoundError as error:
        print(json.dumps({"missing": error.name}))
        return
    print(json.dumps({"groups": groups, "seconds": time.process_time(), "megabytes": peak()}))


def peak() -> float:
    """Most memory that this process has held, in megabytes; 0 where Linux does not tell."""
    status = Path("/proc/self/status")
    text = status.read_text(encoding="utf-8") if status.exists() else ""
    found = re.search(r"VmHWM:\s+(\d+)", text)
    return int(found.group(1)) / 1024 if found else 0


if __name__ == "__main__":
    main()
