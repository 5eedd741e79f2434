"""How fast personal data and secrets are found: both backends, `re`, and Presidio, on the same text.

    python benchmarks/personal_data.py [--megabytes 24] [--presidio PYTHON]

Prints MB/s of CPU time on one core, the best of three, and each as a ratio to the last row. Text is made
here, from a seed: prose, where botocore is importable its documentation, and tables of numbers; one text in
fifty carries a value. "Both checks" is the whole way from examples to facts, "search alone" from texts to
hits. PYTHON is the interpreter of an environment with benchmarks/presidio-requirements.txt: see
personal_data_presidio.py for what is run there.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from unittest import mock

from tuneready.api import Block, Example, Part, Turn, View
from tuneready.reading.dataset import DataFile
from tuneready_checks._scan import screen
from tuneready_checks._scan.engine import Backend, Engine, encoded
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend, compiled
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks._scan.screens import DEFAULT
from tuneready_checks._scan.search import search
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData

SEED = 20260801
ROUNDS = 3
BLOCK_BYTES = 256 << 10
TRIGGERS = tuple(dict.fromkeys(trigger for family in DEFAULT for trigger in family.triggers))
WORDS = re.findall(
    r"\w+",
    """
    a about after all also an and another any are as at back because been before between both but by
    can city come could country day did different do does each early end even every example feel few
    find first following food for from get give go good great group grow had hand have he head help
    her here high him his home house how however idea if important in include into is it its just
    keep kind know large last learn leave letter life light like line list little live long look
    made make many may me mean might model month more morning most mother mountain move much must my
    name near need never next night no not now number of off often old on once one only open or
    other our out over own page paper part people place plant play point question quite read really
    river run said same saw say school second see sentence set she should show side small so some
    something song soon state still stop story such summer system take talk tell text than that the
    their them then there these they thing think this those three through time to together tree try
    turn two under until up us use very walk want was watch water way we week well went were what
    when where which while white who why will with without word work world would write year you
    young your
    """,
)
VALUES = (
    "write to {name}.{name}@posteo.de",
    "call me at +49 30 901820",
    "phone: (212) 736-{four}",
    "card 4539 5787 6362 1486",
    "pay to DE75512108001245126199",
    "from 81.2.69.{byte}",
)


def prose(rng: random.Random) -> Iterator[str]:
    """Sentences of common words, without end."""
    while True:
        yield " ".join(rng.choices(WORDS, k=rng.randint(6, 24))).capitalize() + "."


def _documentation() -> Iterator[str]:
    try:
        from botocore.loaders import Loader
    except ImportError:
        return
    loader = Loader()
    for service in ("ec2", "s3", "iam", "lambda", "rds", "dynamodb", "sagemaker", "glue"):
        shapes = loader.load_service_model(service, "service-2")["shapes"].values()
        for shape in shapes:
            for member in shape.get("members", {}).values():
                if isinstance(member, dict) and len(member.get("documentation", "")) > len(service):
                    yield re.sub(r"<[^>]*>", "", member["documentation"])


def documentation(rng: random.Random) -> Iterator[str]:
    """Sentences from the documentation of a cloud, full of dates and account numbers; may be none."""
    known = list(_documentation())
    while known:
        yield rng.choice(known)


def chat(size: int) -> list[str]:
    """Texts of prose."""
    return _texts(prose, size)


def docs(size: int) -> list[str]:
    """Texts of documentation, where botocore is importable."""
    return _texts(documentation, size)


def _texts(source: Callable[[random.Random], Iterator[str]], size: int) -> list[str]:
    """Texts of a few sentences, `size` bytes together; one in fifty holds a value."""
    rng = random.Random(SEED)
    sentences = source(rng)
    texts: list[str] = []
    made = 0
    while made < size:
        parts = list(islice(sentences, rng.randint(1, 12)))
        if not parts:
            return []
        if len(texts) % 50 == 0:
            value = rng.choice(VALUES)
            parts.append(
                value.format(name=rng.choice(WORDS), four=rng.randint(1000, 9999), byte=rng.randint(1, 254))
            )
        texts.append(" ".join(parts))
        made += len(texts[-1].encode())
    return texts


def numbers(size: int) -> list[str]:
    """Tables of nothing but numbers."""
    rng = random.Random(SEED)
    row = ",".join
    texts: list[str] = []
    while sum(map(len, texts)) < size:
        table = (row(str(rng.randint(0, 10 ** rng.randint(1, 12))) for _ in range(8)) for _ in range(200))
        texts.append("\n".join(table))
    return texts


def searched(backend: Backend) -> Callable[[Sequence[str]], int]:
    """The whole search on one backend: encoding, triggers, shapes, exact patterns; counts hits."""
    engine = Engine([family.shape for family in DEFAULT], backend)

    def run(texts: Sequence[str]) -> int:
        found = 0
        for text, shapes in engine.candidates(texts):
            families = [(shape, DEFAULT[shape]) for shape in shapes]
            found += len(search(encoded(texts[text]), families, lambda _: True).hits)
        return found

    return run


def blocks(texts: Sequence[str]) -> list[Block]:
    """The texts as an engine hands them to a check: an example each, a few hundred kilobytes a block."""
    made = DataFile(0, Path("made"), "made", "train")
    examples = [
        Example(line, "train", "text", View((Turn("user", (Part(text, "/text"),)),)), {})
        for line, text in enumerate(texts, 1)
    ]
    count = max(1, len(texts) * BLOCK_BYTES // sum(map(len, texts)))
    batches = (tuple(examples[start : start + count]) for start in range(0, len(examples), count))
    return [Block(made, "text", len(batch), 0, batch) for batch in batches]


def checked(backend: Backend) -> Callable[[Sequence[Block]], int]:
    """Both checks as the linter runs them, from examples to facts, on this backend; counts facts."""
    both = (PersonalData(), LeakedSecret(without=("kingfisher-secret",)))
    engine = Engine([family.shape for family in DEFAULT], backend)

    def run(made: Sequence[Block]) -> int:
        screen.forget()
        with mock.patch.object(screen, "engine", return_value=engine):
            return sum(len(facts) for block in made for check in both for facts in check.map(block).values())

    return run


def stdlib(texts: Sequence[str]) -> int:
    """The triggers alone, as one alternation of `re`: what a list of regexes would cost at the least."""
    pattern = re.compile(b"|".join(b"(?:" + trigger + b")" for trigger in TRIGGERS))
    return sum(1 for text in texts for _ in pattern.finditer(text.encode()))


def presidio(python: str, texts: Sequence[str]) -> dict[str, tuple[float, int]]:
    """MB/s and finds of Presidio in an environment of its own, by way of running it."""
    script = Path(__file__).with_name("personal_data_presidio.py")
    done = subprocess.run(
        [python, str(script), str(ROUNDS)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    measured: dict[str, tuple[float, int]] = {
        name: (rate, count) for name, rate, count in json.loads(done.stdout)
    }
    return measured


def speed(run: Callable[[Any], int], given: object, size: int) -> tuple[float, int]:
    """MB/s, the best of some rounds, and what was found. `size`: bytes of what is given."""
    best, count = 0.0, 0
    for _ in range(ROUNDS):
        start = time.process_time()
        count = run(given)
        best = max(best, size / (time.process_time() - start) / 1e6)
    return best, count


def table(title: str, texts: Sequence[str], backends: Mapping[str, Backend], python: str) -> None:
    """Measure and print all contenders on these texts."""
    size = _size(texts)
    made = blocks(texts)
    rows = {f"both checks, {name}": speed(checked(each), made, size) for name, each in backends.items()}
    rows |= {f"search alone, {name}": speed(searched(each), texts, size) for name, each in backends.items()}
    few = texts[: max(1, len(texts) // 20)]
    rows["re, triggers alone"] = speed(stdlib, few, _size(few))
    if python:
        rows |= presidio(python, texts[: max(1, len(texts) // 100)])
    slowest = list(rows.values())[-1][0]
    print(f"{title:<34} {'MB/s':>8} {'to last':>9} {'found':>9}")
    for name, (rate, count) in rows.items():
        print(f"  {name:<32} {rate:>8.2f} {rate / slowest:>9.1f} {count:>9,}")


def _size(texts: Sequence[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def main(arguments: Sequence[str]) -> None:
    """Print a table a kind of text."""
    parser = argparse.ArgumentParser(description="speed of personal-data and leaked-secret")
    parser.add_argument("--megabytes", type=int, default=24)
    parser.add_argument("--presidio", default="", metavar="PYTHON", help="interpreter that has Presidio")
    options = parser.parse_args(arguments)
    size = options.megabytes * 1_000_000
    backends: dict[str, Backend] = {
        "hyperscan": HyperscanBackend(TRIGGERS, compiled(TRIGGERS)),
        "google-re2": Re2Backend(TRIGGERS),
    }
    table("chat", chat(size), backends, options.presidio)
    documentation = docs(size // 2)
    if documentation:
        table("documentation", documentation, backends, options.presidio)
    table("numbers", numbers(size // 8), backends, options.presidio)


if __name__ == "__main__":
    main(sys.argv[1:])
