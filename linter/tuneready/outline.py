"""The outline of a text: where something stands in it, without a word of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BEFORE = 60
_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BLANKS = re.compile(r"\s+")

Span = tuple[int, int]


class Piece(NamedTuple):
    """Some of an outline; `marked` is what a finding is about."""

    text: str
    marked: bool = False


def outlined(text: str, spans: Iterable[Span], room: int = 200) -> list[Piece]:
    """At most `room` characters around the first of these spans, or of the beginning, as their outline."""
    inside = sorted((max(0, start), min(end, len(text))) for start, end in spans)
    first = next((start for start, end in inside if start < end), 0)
    begin = max(0, first - _BEFORE) if first + _BEFORE > room else 0
    end = min(len(text), begin + room)
    pieces = [*([Piece("… ")] if begin else []), *_pieces(text, inside, begin, end)]
    return [*pieces, Piece(" …")] if end < len(text) else pieces


def _pieces(text: str, spans: Iterable[Span], at: int, end: int) -> Iterator[Piece]:
    for span in spans:
        start, stop = max(at, span[0]), min(span[1], end)
        if start < stop:
            if at < start:
                yield Piece(masked(text[at:start]))
            yield Piece(masked(text[start:stop]), marked=True)
            at = stop
    if at < end:
        yield Piece(masked(text[at:end]))


def masked(text: str) -> str:
    """Letters as x, digits as 0, blanks as one; only the signs of ASCII stay what they are.

    >>> masked("Ring Ola: +47 22 33!")
    'Xxxx Xxx: +00 00 00!'
    """
    return "".join(map(_mask, _BLANKS.sub(" ", text)))


def _mask(sign: str) -> str:
    if sign == " " or sign in _SIGNS:
        return sign
    if sign.isnumeric():
        return "0"
    if sign.isalpha():
        return "X" if sign.isupper() else "x"
    return "·"
