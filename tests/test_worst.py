"""The worst lines of a page: their outlines show where something stands, and no word of it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from support import Tuneready, Write, clean

from tuneready.outline import masked, outlined


@given(st.text(), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=4))
def test_no_letter_and_no_digit_survives(text: str, spans: list[tuple[int, int]]) -> None:
    for piece in outlined(text, spans):
        assert set(re.sub(r"[^\w]", "", piece.text, flags=re.ASCII)) <= set("xX0_")
        assert all(ord(sign) < 128 or sign in "·…" for sign in piece.text)


def test_a_span_is_marked_and_what_lies_far_from_it_is_left_out() -> None:
    text = "word " * 100 + "ola@example.org" + " word" * 100
    pieces = outlined(text, [(500, 515)], 200)
    assert [piece.text for piece in pieces if piece.marked] == ["xxx@xxxxxxx.xxx"]
    assert sum(len(piece.text) for piece in pieces) < 210
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")


def test_masks() -> None:
    assert masked("Ring Ola:\n +47 22 ½ 字 😀") == "Xxxx Xxx: +00 00 0 x ·"


def test_the_page_shows_the_worst_line_and_no_word_of_it(tuneready: Tuneready, write: Write) -> None:
    secret = {"prompt": "Write to harbourmaster.solveig@posteo.de at once.", "completion": ""}
    write("train.jsonl", [*clean(120), secret])
    page = tuneready("check", "train.jsonl", "--report", "html").stdout.decode()
    assert "<mark>xxxxxxxxxxxxx.xxxxxxx@xxxxxx.xx</mark>" in page
    assert "<em>empty</em>" in page
    assert "solveig" not in page
    assert b'"worst"' not in tuneready("check", "train.jsonl", "--report", "json").stdout
