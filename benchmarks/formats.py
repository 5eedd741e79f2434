"""How many records a CPU second the format's schema, and what targets ask, can be held against.

python benchmarks/formats.py
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import orjson

from tuneready.example import Example
from tuneready.formats.base import Record
from tuneready.formats.detect import BY_NAME, detect
from tuneready.formats.validate import faults
from tuneready.targets.catalogue import TARGETS
from tuneready.targets.fit import Fit
from tuneready.targets.held import unmet

COUNT = 20_000
WORDS = [
    "the",
    "a",
    "key",
    "under",
    "door",
    "mat",
    "green",
    "house",
    "where",
    "what",
    "finds",
    "shows",
    "tells",
]


def _text(random_: random.Random, words: int) -> str:
    return " ".join(random_.choices(WORDS, k=words))


def _chat(random_: random.Random) -> dict[str, Any]:
    """A conversation of 1.1 KB: system, question and answer, as the throughput benchmark has them."""
    return {
        "messages": [
            {"role": "system", "content": _text(random_, 20)},
            {"role": "user", "content": _text(random_, 60)},
            {"role": "assistant", "content": _text(random_, 130)},
        ]
    }


def _calls(random_: random.Random) -> dict[str, Any]:
    """A conversation with one call of a tool."""
    function = {"name": "find", "arguments": orjson.dumps({"what": _text(random_, 3)}).decode()}
    call = {"id": "abcdef123", "type": "function", "function": function}
    return {
        "messages": [
            {"role": "user", "content": _text(random_, 40)},
            {"role": "assistant", "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "abcdef123", "content": _text(random_, 20)},
            {"role": "assistant", "content": _text(random_, 60)},
        ]
    }


def _best(work: Callable[[], object], times: int = 5) -> float:
    """CPU seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def _rate(name: str, count: int, seconds: float) -> None:
    print(f"| {name:<44} | {count / seconds:>14,.0f} | {1e6 * seconds / count:>10.2f} |")


def _measure(kind: str, records: list[Record]) -> None:
    form = BY_NAME["openai-chat"]
    examples = [Example(n, "train", form.name, form.view(record), record) for n, record in enumerate(records)]
    _rate(f"{kind}: detect", COUNT, _best(lambda: [detect(record) for record in records]))
    _rate(
        f"{kind}: schema of openai-chat", COUNT, _best(lambda: [faults(form, record) for record in records])
    )
    for name in ("openai", "mistral"):
        chosen = (TARGETS[name],)
        _rate(f"{kind}: --target {name}", COUNT, _best(lambda: list(unmet(examples, chosen)), 3))  # noqa: B023 — run at once
    fit = _best(lambda: Fit().look(examples))
    print(f"| {kind + ': which targets fit, 100 examples':<44} | {'':>14} | {fit * 1e3:>7.1f} ms |")


def main() -> None:
    """Print the table."""
    random_ = random.Random(1)
    print(f"| {'what':<44} | records/CPU s | us a record |")
    print(f"|{'-' * 46}|{'-' * 15}:|{'-' * 11}:|")
    for kind, made in (("chat", _chat), ("tool calls", _calls)):
        lines = [orjson.dumps(made(random_)) for _ in range(COUNT)]
        _measure(kind, [orjson.loads(line) for line in lines])


if __name__ == "__main__":
    main()
