"""Data for near_duplicates.py: chat records of about 1 KB with planted near-copies, seeded.

The text is natural where botocore can be imported (the documentation strings of its service models,
cut into sentences, each used once a record), and otherwise strings of made-up words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

SYSTEMS = (
    "You are a helpful assistant of the cloud team. Answer briefly and name the call that is needed.",
    "You answer questions about storage. Be exact, be polite, and say so when you do not know.",
    "Act as a reviewer of infrastructure code. Give one answer and the reason for it.",
)
TEMPLATE = (
    "Below is an instruction that describes a task, paired with an input that gives further context. "
    "Write a response that completes the request in a fitting way, and keep to the facts in the input. "
    "Input: "
)
EDITS = (0.03, 0.05, 0.10, 0.15)

Record = dict[str, Any]


class Planted(NamedTuple):
    """A near-copy: indices of the original and the copy, and the share of words that were edited."""

    original: int
    copy: int
    edits: float


def source() -> str:
    """What the text is made of here."""
    from importlib.util import find_spec

    return "botocore's documentation" if find_spec("botocore") else "made-up words"


def sentences(seed: int = 7) -> list[str]:
    """Different sentences of 6 to 40 words, shuffled."""
    found = sorted(set(_documentation()))
    random.Random(seed).shuffle(found)
    return found


def _documentation() -> Iterator[str]:
    try:
        import botocore
    except ImportError:
        yield from _made_up()
        return
    import gzip
    from pathlib import Path

    for path in sorted(Path(botocore.__file__).parent.glob("data/*/*/service-2.json*")):
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
        for said in re.findall(r'"documentation"\s*:\s*"((?:[^"\\]|\\.)*)"', text):
            plain = re.sub(r"<[^>]+>|\\[nrt\"]", " ", said)
            for sentence in re.split(r"(?<=[.!?])\s+", plain):
                words = sentence.split()
                if 6 <= len(words) <= 40:  # noqa: PLR2004 — as documented
                    yield " ".join(words)


def _made_up() -> Iterator[str]:
    rng = random.Random(11)
    syllables = [a + b for a in "bcdfghjklmnprstvwz" for b in "aeiou"]
    words = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    for _ in range(60_000):
        yield " ".join(rng.choices(words, weights, k=rng.randint(6, 40))) + "."


def edited(text: str, share: float, words: Sequence[str], rng: random.Random) -> str:
    """The text with a share of its words replaced, dropped or doubled by another."""
    parts = text.split(" ")
    for _ in range(max(1, round(share * len(parts)))):
        at = rng.randrange(len(parts))
        kind = rng.random()
        if kind < 0.7:  # noqa: PLR2004 — seven in ten are replacements
            parts[at] = rng.choice(words)
        elif kind < 0.85 and len(parts) > 1:  # noqa: PLR2004
            del parts[at]
        else:
            parts.insert(at, rng.choice(words))
    return " ".join(parts)


def records(count: int, seed: int = 1, copies: float = 0.1) -> tuple[list[Record], list[Planted]]:
    """Records, `copies` of them near-copies of earlier ones, and which."""
    rng = random.Random(seed)
    pool = sentences()
    words = [word for sentence in pool[:2000] for word in sentence.split()]
    made: list[Record] = []
    planted: list[Planted] = []
    for index in range(count):
        if index > count // 20 and rng.random() < copies:
            source, share = rng.randrange(index), rng.choice(EDITS)
            made.append(_copy(made[source], share, words, rng))
            planted.append(Planted(source, index, share))
        else:
            made.append(_record(pool, rng))
    return made, planted


def _record(pool: Sequence[str], rng: random.Random) -> Record:
    question = " ".join(rng.choices(pool, k=rng.randint(1, 2)))
    answer = " ".join(rng.choices(pool, k=rng.randint(3, 9)))
    if rng.random() < 0.3:  # noqa: PLR2004 — three in ten have an instruction template
        question = TEMPLATE + question
    turns = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    if rng.random() < 0.6:  # noqa: PLR2004 — six in ten have a system prompt
        turns.insert(0, {"role": "system", "content": rng.choice(SYSTEMS)})
    return {"messages": turns}


def _copy(record: Record, share: float, words: Sequence[str], rng: random.Random) -> Record:
    turns = [dict(turn) for turn in record["messages"]]
    for turn in turns:
        if turn["role"] != "system":
            text = turn["content"].removeprefix(TEMPLATE)
            template = turn["content"][: len(turn["content"]) - len(text)]
            turn["content"] = template + edited(text, share, words, rng)
    return {"messages": turns}


def dense(count: int, seed: int = 3, edits: float = 0.05) -> list[Record]:
    """Near-copies of one record: every pair of them is nearly alike."""
    rng = random.Random(seed)
    pool = sentences()
    words = [word for sentence in pool[:2000] for word in sentence.split()]
    first = _record(pool, rng)
    return [first, *(_copy(first, edits, words, rng) for _ in range(count - 1))]
