"""Triggers and shapes are gates: nothing that the exact search finds may be stopped by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scanning import CASES as TABLES

from tuneready_checks._scan.engine import Engine, encoded
from tuneready_checks._scan.entities.catalog import FAMILIES, OPT_IN
from tuneready_checks._scan.hit import Family
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend, compiled
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks._scan.screens import DEFAULT
from tuneready_checks._scan.search import Found, search

ALL: tuple[Family, ...] = (*DEFAULT, *(family for family in FAMILIES if family.entity in OPT_IN))
TRIGGERS = tuple(dict.fromkeys(trigger for family in ALL for trigger in family.triggers))
SHAPES = [family.shape for family in ALL]
ENGINES = [
    Engine(SHAPES, backend)
    for backend in (Re2Backend(TRIGGERS), HyperscanBackend(TRIGGERS, compiled(TRIGGERS)))
]


TEXTS = [case.text for case in TABLES]


def gated(engine: Engine, texts: list[str]) -> dict[int, Found]:
    """What is found behind the gates."""
    return {
        index: search(encoded(texts[index]), [(shape, ALL[shape]) for shape in shapes], lambda _: True)
        for index, shapes in engine.candidates(texts)
    }


def ungated(texts: list[str]) -> dict[int, Found]:
    """What is found when every family searches every text."""
    return {
        index: search(encoded(text), list(enumerate(ALL)), lambda _: True) for index, text in enumerate(texts)
    }


def without_empty(found: dict[int, Found]) -> dict[int, Found]:
    return {index: each for index, each in found.items() if each != Found()}


def assert_gates_hold(texts: list[str]) -> None:
    expected = without_empty(ungated(texts))
    for engine in ENGINES:
        assert without_empty(gated(engine, texts)) == expected


def test_no_gate_stops_a_case_of_the_tables() -> None:
    assert_gates_hold(TEXTS)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(TEXTS) | st.text(max_size=12), max_size=4).map("".join), max_size=6))
def test_no_gate_stops_a_find_in_joined_cases(texts: list[str]) -> None:
    assert_gates_hold(texts)


NUMBERS = ["+49 30 ", "(212) ", "736-", "5000", "81.", "169.", "-22-", "536", "DE07", "6605 ", "77", "1450"]
WORDS = ["SSN ", "call me at ", "phone: ", "card ", "fax", " (cell)", "IBAN ", "posteo", ".de", "https://"]
TOKENS = ["2a00:", "::", "0x", "bc1q", "1A", "sk-", "ghp_", "@", "x"]
SIGNS = ["\u00a0", "\u2011", "\u00e9", "\u65e5", "\ud800", "\0", "\n", ".", "-", "/", " ", ":"]
PIECES = st.sampled_from([*NUMBERS, *WORDS, *TOKENS, *SIGNS])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=14).map("".join), max_size=5))
def test_no_gate_stops_a_find_in_pieces_of_values(texts: list[str]) -> None:
    assert_gates_hold(texts)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_offsets_are_characters_of_the_text(text: str) -> None:
    for hit in search(text.encode("utf-8", "surrogatepass"), list(enumerate(ALL)), lambda _: True).hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert not text[hit.start : hit.end].isspace()


@pytest.mark.parametrize("count", [1, 1999, 2001, 30_000])
def test_dense_text_goes_the_same_way_on_both_backends(count: int) -> None:
    """Above some thousand matches a batch, Hyperscan hands over to RE2."""
    texts = ["call 212-736-5000 or a@b.de "[: 5 + index % 24] for index in range(count)]
    one, other = (engine.candidates(texts) for engine in ENGINES)
    assert one == other
    assert len(one) >= count // 2
