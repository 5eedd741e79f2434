"""A text that many blocks share is searched once a run, and what is remembered changes no finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuneready.api import Block, Example, Part, Turn, View
from tuneready.reading.dataset import DataFile
from tuneready_checks._scan import choice, scan, screen
from tuneready_checks._scan.memory import Memory
from tuneready_checks._scan.search import search
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData

MADE = DataFile(0, Path("made"), "made", "train")
SYSTEM = "You serve greta.lindqvist@posteo.de, no. 8471."


def block_of(first: int, system: str) -> Block:
    """A block of three examples, each with a question of its own."""
    examples = tuple(
        Example(
            number,
            "train",
            "openai-chat",
            View(
                (
                    Turn("system", (Part(system, "/messages/0/content"),)),
                    Turn("user", (Part(f"Call 212-736-5{number:03}", "/messages/1/content"),)),
                )
            ),
            {},
        )
        for number in range(first, first + 3)
    )
    return Block(MADE, "openai-chat", 3, 0, examples, secret=b"key")


def rows(check: PersonalData | LeakedSecret, block: Block) -> list[Any]:
    return [row for facts in check.map(block).values() for row in facts.tolist()]


def test_a_shared_text_is_searched_once_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[bytes] = []

    def counted(data: bytes, *rest: Any) -> Any:  # noqa: ANN401 — as it is
        searched.append(data)
        return search(data, *rest)

    monkeypatch.setattr(scan, "search", counted)
    scan._memory.cache_clear()
    blocks = [block_of(10 * number, SYSTEM) for number in range(5)]
    for block in blocks:
        rows(PersonalData(), block)
    assert searched.count(SYSTEM.encode()) == 1
    assert len(searched) == 1 + 15
    rows(PersonalData(low=True), blocks[0])
    assert searched.count(SYSTEM.encode()) == 2, "other options may want other values"


def test_a_shared_text_is_screened_once_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    screen._memory.cache_clear()
    asked: list[int] = []
    made = choice.engine

    class Counted:
        def __init__(self, *given: Any) -> None:  # noqa: ANN401 — as it is
            self.engine = made(*given)

        def candidates(self, texts: list[str]) -> Any:  # noqa: ANN401 — as it is
            asked.append(texts.count(SYSTEM))
            return self.engine.candidates(texts)

    monkeypatch.setattr(screen, "engine", Counted)
    found = [rows(PersonalData(), block_of(10 * number, SYSTEM)) for number in range(4)]
    assert asked == [1, 0, 0, 0]
    assert [len(each) for each in found] == [6] * 4


def test_what_is_remembered_changes_no_finding() -> None:
    for check in (PersonalData(), LeakedSecret(), PersonalData(without=("email",))):
        screen._memory.cache_clear()
        scan._memory.cache_clear()
        first, again = rows(check, block_of(1, SYSTEM)), rows(check, block_of(1, SYSTEM))
        assert first == again


@given(st.lists(st.tuples(st.integers(0, 20), st.integers()), max_size=80))
def test_memory_is_bounded_and_never_wrong(puts: list[tuple[int, int]]) -> None:
    memory: Memory[int] = Memory(most=5)
    last: dict[bytes, int] = {}
    for number, value in puts:
        key = bytes([number])
        memory.put(key, value)
        last[key] = value
        assert memory.get(key) == value
    held = [key for key in last if key in memory]
    assert len(held) == min(5, len(last))
    assert all(memory.get(key) == last[key] for key in held)
