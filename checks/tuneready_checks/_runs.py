"""Texts as runs of neighbouring words, each run a 64-bit hash: many texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import Example
from tuneready_checks._near.tokens import tokenise

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_FIRST_LETTER = ord("a")


class Runs(NamedTuple):
    """Runs of words, in order: hash, number of the text, place of the first word in that text.

    `counts`: how many words each text has.
    """

    hashes: Hashes
    text: Places
    place: Places
    counts: Places


def folded(text: str) -> bytes:
    """UTF-8 as `tokenise` wants it; ASCII letters are folded there, with those of all texts at once."""
    if text.isascii():
        return text.encode("ascii")
    import unicodedata  # most text is ASCII: start-up is spared

    return unicodedata.normalize("NFKC", text).casefold().encode("utf-8", "surrogatepass")


def said(example: Example) -> str:
    """All text of an example but the system's."""
    parts = (part.text for role, part in example.texts() if role != "system" and part.kind != "media")
    return "\n".join(parts)


def runs_of(texts: Sequence[str], words: int) -> Runs:
    """The runs of so many words in these texts, less those that are mostly numbers."""
    tokens = tokenise([folded(text) for text in texts])
    counts = tokens.counts()
    last = max(len(tokens.hashes) - words + 1, 0)
    letters = np.append(0, np.cumsum(tokens.data[tokens.starts] >= _FIRST_LETTER))
    in_words = 2 * (letters[words : words + last] - letters[:last]) >= words
    inside = tokens.text[:last] == tokens.text[words - 1 :][:last]
    at = np.flatnonzero(inside & in_words)
    text = tokens.text[at]
    begins = np.cumsum(counts) - counts
    return Runs(_joined(tokens.hashes, words)[at], text, at - begins[text], counts)


def _joined(hashes: npt.NDArray[np.uint32], words: int) -> Hashes:
    """A hash of every so many neighbours, made of those of 1, 2, 4, … neighbours."""
    power = hashes.astype(np.uint64)
    size, done = 1, 0
    joined = np.zeros(len(hashes), np.uint64)
    while done < words:
        if words & size:
            joined = _mixed(joined[: len(joined) - size] if done else joined, power[done:], done)
            done += size
        power = _mixed(power[: len(power) - size], power[size:], 1)
        size *= 2
    return joined


def _mixed(left: Hashes, right: Hashes, salt: int) -> Hashes:
    shared = min(len(left), len(right))
    mixed = (left[:shared] * _ODD ^ (left[:shared] >> _SHIFT)) + right[:shared] + np.uint64(salt)
    return mixed * _ODD ^ (mixed >> _SHIFT)
