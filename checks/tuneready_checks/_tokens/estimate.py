"""How many tokens texts have, about: weights for words, digits, signs and scripts, many texts at once.

What the estimate is off by stands in docs/tokens.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Encoding = Literal["o200k", "cl100k"]
_Array = npt.NDArray[Any]

KINDS = (
    "nothing",
    "word",
    "accented",
    "greek",
    "cyrillic",
    "semitic",
    "digits",
    "signs",
    "newlines",
    "blanks",
    "han",
    "kana",
    "hangul",
    "other",
    "emoji",
)
"""Kinds of runs of characters."""

_NUMBER = {name: number for number, name in enumerate(KINDS)}
_RANGES: Mapping[str, Sequence[tuple[int, int]]] = {
    "signs": ((0x21, 0x30), (0x3A, 0x41), (0x5B, 0x61), (0x7B, 0x7F), (0xA1, 0xC0), (0x2000, 0x2E80)),
    "word": ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x370), (0x1E00, 0x1F00)),
    "greek": ((0x370, 0x400), (0x1F00, 0x2000)),
    "cyrillic": ((0x400, 0x590), (0x10A0, 0x1100)),
    "semitic": ((0x590, 0x780),),
    "other": ((0x780, 0x10A0), (0x1200, 0x1E00)),
    "digits": ((0x30, 0x3A),),
    "newlines": ((0x0A, 0x0B), (0x0D, 0x0E)),
    "blanks": ((0x09, 0x0A), (0x20, 0x21), (0xA0, 0xA1)),
    "han": ((0x2E80, 0x3000), (0x3100, 0xA4D0), (0xF900, 0xFB00)),
    "kana": ((0x3000, 0x3100), (0xFE00, 0xFE70), (0xFF00, 0x10000)),
    "hangul": ((0x1100, 0x1200), (0xAC00, 0xD7B0)),
}
_APOSTROPHES = (0x27, 0x2019)
_BEYOND_LATIN = 0xC0
_DIGITS_A_TOKEN = 3

_Weight = tuple[float, float, int]
_EACH = 1
WEIGHTS: Mapping[Encoding, Mapping[str, _Weight]] = {
    "o200k": {
        "word": (0.99, 0.14, 8),
        "accented": (1.63, 0.12, 3),
        "greek": (1.5, 0.2, 3),
        "cyrillic": (1.19, 0.0, 1),
        "semitic": (1.45, 0.12, 3),
        "digits": (1.16, 1.16, _EACH),
        "signs": (1.16, 0.23, 1),
        "newlines": (1.4, 0.0, 1),
        "han": (0.71, 0.71, _EACH),
        "kana": (0.74, 0.74, _EACH),
        "hangul": (0.70, 0.70, _EACH),
        "other": (0.38, 0.38, _EACH),
        "emoji": (2.0, 2.0, _EACH),
    },
    "cl100k": {
        "word": (1.01, 0.14, 8),
        "accented": (2.86, 0.36, 3),
        "greek": (1.5, 0.85, 1),
        "cyrillic": (1.19, 0.3, 1),
        "semitic": (2.79, 0.68, 3),
        "digits": (1.19, 1.19, _EACH),
        "signs": (1.1, 0.22, 1),
        "newlines": (1.5, 0.0, 1),
        "han": (1.15, 1.15, _EACH),
        "kana": (1.01, 1.01, _EACH),
        "hangul": (1.29, 1.29, _EACH),
        "other": (1.05, 1.05, _EACH),
        "emoji": (2.7, 2.7, _EACH),
    },
}
"""Tokens of a run: of its first characters, of each one more, and from how many on."""

_BLANKS: Mapping[Encoding, float] = {"o200k": 0.98, "cl100k": 0.91}
"""Tokens of two blanks or more; a single one belongs to the word that follows."""
_NEWLINES_AFTER_SIGN: Mapping[Encoding, float] = {"o200k": -0.3, "cl100k": -0.1}
"""Newlines that follow a sign are one token with it."""
_WORD_AFTER_SIGN: Mapping[Encoding, float] = {"o200k": -0.45, "cl100k": -0.48}
"""What is spared where a sign and the word that follows are often one token."""


def estimated(texts: Sequence[str], encoding: Encoding = "o200k") -> npt.NDArray[np.float64]:
    """Tokens of each text, about."""
    if not texts:
        return np.zeros(0)
    kinds, sizes, firsts = runs(texts)
    base, more, start = _tables(encoding)
    tokens = base[kinds] + more[kinds] * np.maximum(sizes - start[kinds], 0)
    tokens[(kinds == _NUMBER["blanks"]) & (sizes > 1)] = _BLANKS[encoding]
    after_sign = np.zeros(len(kinds), np.bool_)
    after_sign[1:] = kinds[:-1] == _NUMBER["signs"]
    tokens[after_sign & (kinds == _NUMBER["newlines"])] = _NEWLINES_AFTER_SIGN[encoding]
    tokens[after_sign & (kinds == _NUMBER["word"])] += _WORD_AFTER_SIGN[encoding]
    summed: npt.NDArray[np.float64] = np.add.reduceat(tokens, firsts)
    return np.maximum(summed, 0)


@cache
def _tables(encoding: Encoding) -> tuple[_Array, _Array, _Array]:
    columns = zip(*(WEIGHTS[encoding].get(name, (0.0, 0.0, 0)) for name in KINDS), strict=True)
    base, more, start = (np.array(column) for column in columns)
    return base, more, start


def runs(texts: Sequence[str]) -> tuple[_Array, _Array, _Array]:
    """Kinds and sizes of all runs (of digits: in threes), and the number of each text's first run."""
    joined = "\0".join([*texts, ""])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds(codes)
    ends = np.cumsum([len(text) + 1 for text in texts]) - 1
    kinds[ends] = _NUMBER["nothing"]
    begins = np.empty(len(codes), np.bool_)
    begins[0] = True
    begins[1:] = (kinds[1:] != kinds[:-1]) | (_is_lower(codes[:-1]) & _is_upper(codes[1:]))
    begins[ends[:-1] + 1] = True
    starts = np.flatnonzero(begins)
    sizes = np.diff(np.append(starts, len(codes)))
    kind = kinds[starts]
    if (codes >= _BEYOND_LATIN).any():
        beyond = np.add.reduceat((codes >= _BEYOND_LATIN) & (kinds == _NUMBER["word"]), starts)
        kind[(kind == _NUMBER["word"]) & (beyond > 0)] = _NUMBER["accented"]
    digits = kind == _NUMBER["digits"]
    sizes[digits] = -(-sizes[digits] // _DIGITS_A_TOKEN)
    firsts = np.searchsorted(starts, np.concatenate(([0], ends[:-1] + 1)))
    return kind, sizes, firsts


def _kinds(codes: _Array) -> _Array:
    kinds = _table()[np.minimum(codes, 0x10000)]
    for sign in _APOSTROPHES:
        at = np.flatnonzero(codes[1:-1] == sign) + 1
        word = _NUMBER["word"]
        kinds[at[(kinds[at - 1] == word) & (kinds[at + 1] == word)]] = word
    return kinds


@cache
def _table() -> _Array:
    """The kind of each character, those beyond the first 65,536 as one."""
    table = np.zeros(0x10001, np.uint8)
    for name, ranges in _RANGES.items():
        for first, end in ranges:
            table[first:end] = _NUMBER[name]
    table[[0xD7, 0xF7]] = _NUMBER["signs"]
    table[0x10000] = _NUMBER["emoji"]
    return table


def _is_lower(codes: _Array) -> _Array:
    return (codes >= ord("a")) & (codes <= ord("z"))


def _is_upper(codes: _Array) -> _Array:
    return (codes >= ord("A")) & (codes <= ord("Z"))
