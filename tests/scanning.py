"""What tests of the scanner share: the search on either backend, and tables of cases.

A line of checks/cases/*.jsonl: an `entity`, its `level`, and a `text` in which «» mark the values of that
level. A level of null: nothing of that entity is there; an entity of null: nothing at all. A text in
several pieces is joined: it keeps what looks like a token from standing in the repository.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tuneready_checks._scan.engine import Backend, Engine
from tuneready_checks._scan.hit import Hit
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend, compiled
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks._scan.screens import DEFAULT, ON_REQUEST
from tuneready_checks._scan.search import Found, search

FAMILIES = (*DEFAULT, *ON_REQUEST)
TRIGGERS = tuple(dict.fromkeys(trigger for family in FAMILIES for trigger in family.triggers))
BACKENDS: dict[str, Callable[[], Backend]] = {
    "google-re2": lambda: Re2Backend(TRIGGERS),
    "hyperscan": lambda: HyperscanBackend(TRIGGERS, compiled(TRIGGERS)),
}


class Case(NamedTuple):
    """A text, and the values of an entity in it: (start, end) in characters."""

    entity: str | None
    level: str | None
    text: str
    spans: tuple[tuple[int, int], ...]


@lru_cache
def engine(backend: str) -> Engine:
    return Engine([family.shape for family in FAMILIES], BACKENDS[backend]())


def found_in(texts: list[str], backend: str) -> list[Found]:
    """What is found in each text, through triggers, shapes and exact search."""
    data = [text.encode("utf-8", "surrogatepass") for text in texts]
    found = [Found()] * len(texts)
    for index, shapes in engine(backend).candidates(texts):
        found[index] = search(data[index], [(shape, FAMILIES[shape]) for shape in shapes], lambda _: True)
    return found


def everything_in(text: str) -> Found:
    """What the exact search finds when it is not told by triggers where to look."""
    return search(text.encode("utf-8", "surrogatepass"), list(enumerate(FAMILIES)), lambda _: True)


def hits_of(found: Found, entity: str) -> list[Hit]:
    return [hit for hit in found.hits if hit.entity == entity]


def values(levels: Collection[str]) -> dict[str, list[str]]:
    """All values of these levels that stand in the tables, by entity."""
    found: dict[str, list[str]] = {}
    for case in CASES:
        if case.level in levels and case.entity:
            found.setdefault(case.entity, []).extend(case.text[start:end] for start, end in case.spans)
    return found


def _cases_of(name: str) -> Iterator[Case]:
    path = Path(__file__).parent / "checks" / "cases" / f"{name}.jsonl"
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            case = json.loads(line)
            yield Case(case["entity"], case["level"], *_unmarked("".join(case["text"])))


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, spans, start = "", [], 0
    for piece in re.split("([«»])", marked):
        if piece == "«":
            start = len(text)
        elif piece == "»":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, tuple(spans)


PERSONAL = list(_cases_of("personal-data"))
SECRETS = list(_cases_of("leaked-secret"))
CASES = [*PERSONAL, *SECRETS]
