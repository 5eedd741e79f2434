"""How fast personal data and secrets are found: both backends, `re`, and Presidio, on the same text.

    python benchmarks/personal_data.py [--megabytes 24]

Prints MB/s of CPU time on one core, the best of three, and each as a ratio to the last row. Text is made
here, from a seed: documentation strings of botocore where that is importable, else words of our own; one
text in fifty carries a value. Presidio runs its default pattern recognisers without a language model; it is
left out, with the reason, where it cannot be imported.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tuneready.api import Block, Example, Part, Turn, View
from tuneready.reading.dataset import DataFile
from tuneready_checks._scan.engine import Backend, Engine
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


def sentences(rng: random.Random) -> Iterator[str]:
    """Prose without end."""
    known = list(_documentation())
    while True:
        if known:
            yield rng.choice(known)
        else:
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


def chat(size: int) -> list[str]:
    """Texts of a few sentences, `size` bytes together; one in fifty holds a value."""
    rng = random.Random(SEED)
    source = sentences(rng)
    texts: list[str] = []
    made = 0
    while made < size:
        parts = [next(source) for _ in range(rng.randint(1, 12))]
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
        data = [text.encode() for text in texts]
        found = 0
        for text, shapes in engine.candidates(data):
            families = [(shape, DEFAULT[shape]) for shape in shapes]
            found += len(search(data[text], families, lambda _: True).hits)
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


def checked(made: Sequence[Block]) -> int:
    """Both checks as the linter runs them, from examples to facts, on the backend that is at hand."""
    both = (PersonalData(), LeakedSecret())
    return sum(len(facts) for block in made for check in both for facts in check.map(block).values())


def stdlib(texts: Sequence[str]) -> int:
    """The triggers alone, as one alternation of `re`: what a list of regexes would cost at the least."""
    pattern = re.compile(b"|".join(b"(?:" + trigger + b")" for trigger in TRIGGERS))
    return sum(1 for text in texts for _ in pattern.finditer(text.encode()))


def presidio() -> Callable[[Sequence[str]], int]:
    """Presidio's analyzer with its default recognisers and no language model. Raises ImportError."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    import tldextract  # isort: skip — Presidio's own dependency

    # Presidio would fetch a list of suffixes from the network
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    engine = NoOpNlpEngine(models=[{"lang_code": "en", "model_name": "none"}])
    engine.load()
    analyzer = AnalyzerEngine(nlp_engine=engine)

    def run(texts: Sequence[str]) -> int:
        return sum(len(analyzer.analyze(text, "en", score_threshold=0.4)) for text in texts)

    return run


def speed(run: Callable[[Any], int], given: object, size: int) -> tuple[float, int]:
    """MB/s, the best of some rounds, and what was found. `size`: bytes of what is given."""
    best, count = 0.0, 0
    for _ in range(ROUNDS):
        start = time.process_time()
        count = run(given)
        best = max(best, size / (time.process_time() - start) / 1e6)
    return best, count


def contenders() -> Iterator[tuple[str, Callable[[Any], int], int]]:
    """Name, search, and by how much to shorten the text for it."""
    yield "hyperscan", searched(HyperscanBackend(TRIGGERS, compiled(TRIGGERS))), 1
    yield "google-re2", searched(Re2Backend(TRIGGERS)), 1
    yield "re (triggers)", stdlib, 20
    try:
        yield "presidio", presidio(), 100
    except ImportError as error:
        print(f"presidio is left out: {error}")


def table(title: str, texts: Sequence[str]) -> None:
    """Measure and print all contenders on these texts."""
    size = sum(len(text.encode()) for text in texts)
    rows = [("both checks, whole", *speed(checked, blocks(texts), size))]
    for name, run, part in contenders():
        share = texts[: max(1, len(texts) // part)]
        rows.append((name, *speed(run, share, sum(len(text.encode()) for text in share))))
    slowest = rows[-1][1]
    print(f"{title:<20} {'MB/s':>8} {'ratio':>9} {'found':>9}")
    for name, rate, count in rows:
        print(f"  {name:<18} {rate:>8.2f} {rate / slowest:>9.1f} {count:>9,}")


def main(arguments: Sequence[str]) -> None:
    """Print a table a kind of text."""
    parser = argparse.ArgumentParser(description="speed of personal-data and leaked-secret")
    parser.add_argument("--megabytes", type=int, default=24)
    size = parser.parse_args(arguments).megabytes * 1_000_000
    table("chat", chat(size))
    table("numbers", numbers(size // 8))


if __name__ == "__main__":
    main(sys.argv[1:])
