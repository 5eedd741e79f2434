"""Text as it is compared, hashed and shown."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuneready import verdict, words


@pytest.mark.parametrize("module", [words, verdict])
def test_examples_in_docstrings(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Where is my order?", "where is  my order", True),
        ("“Quoted”", "“quoted”", True),
        ('"Yes."', "yes", True),
        ("ＡＢＣ", "abc", True),
        ("Straße", "STRASSE", True),
        ("a\u00a0b\nc", "A b c", True),
        ("C++", "C", False),
        ("2+2", "2*2", False),
        ("$1", "€1", False),
        ("oil", "tires", False),
        ("a.b", "ab", False),
        ("3 < 4", "3 > 4", False),
        ("日本語。", "日本語", True),
    ],
)
def test_soft(one: str, other: str, same: bool) -> None:
    assert (words.soft(one) == words.soft(other)) is same


@given(st.text())
def test_soft_twice_is_soft_once(text: str) -> None:
    once = words.soft(text)
    assert words.soft(once) == once


@given(st.text())
def test_printable_holds_no_control_or_bidi_character(text: str) -> None:
    shown = words.printable(text)
    shown.encode("utf-8")
    assert not any(
        ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or sign in "\u202e\u2066\u2028" for sign in shown
    )


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.integers())))
def test_shown_never_repeats_digits_or_addresses(value: object) -> None:
    shown = words.shown(value)
    assert "@" not in shown
    if isinstance(value, str) and any(sign.isdigit() for sign in value):
        assert shown == words.plural_of("a string of", len(value), "character")


def test_key_tells_texts_apart_and_is_stable() -> None:
    assert words.key("ab", "c") != words.key("a", "bc")
    assert words.key("a") == 0x2F42665B399EF840
