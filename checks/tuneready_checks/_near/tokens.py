"""Texts as tokens, and tokens as 32-bit hashes: many texts at once, in numpy.

A token is a run of letters, digits and the signs of `_SIGNS`; where a script writes no spaces (Chinese,
Japanese, Thai, Khmer, …) a character is a token, and so is an emoji. A run of more than 64 bytes (a
base64 image, say) is cut into tokens of 64.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

_SIGNS = "_+#$%&@"
_LONGEST_TOKEN = 64
_CHUNK = 8
_FOLD = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_IN_TOKEN = bytes(
    code >= 0x80 or chr(code) in string.ascii_letters + string.digits + _SIGNS for code in range(256)
)
_LOW_BYTES = np.array([(1 << 8 * size) - 1 for size in range(_CHUNK + 1)], np.uint64)
_ODD = np.uint64(0x9E3779B97F4A7C15)


class Tokens(NamedTuple):
    """Tokens of several texts, in order: hash, first byte, byte after the last, number of the text.

    `data` is all the texts, ASCII letters folded (or as written), with a line feed after each; places
    are into it.
    """

    hashes: Hashes
    starts: Places
    ends: Places
    text: Places
    data: Bytes
    bounds: Places

    def counts(self) -> Places:
        """How many tokens each text has."""
        return np.bincount(self.text, minlength=len(self.bounds) - 1)


def tokenise(texts: Sequence[bytes], *, as_written: bool = False) -> Tokens:
    """The tokens of these texts (UTF-8, as in `texts`); `as_written`: `data` keeps its case."""
    written = b"\n".join((*texts, bytes(_CHUNK)))
    joined = written.translate(_FOLD)
    data = np.frombuffer(joined, np.uint8)
    sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    inside = np.frombuffer(joined.translate(_IN_TOKEN), np.bool_)
    starts, ends = _cut(*(_spans(inside) if joined.isascii() else _mixed_spans(data, inside)))
    text = np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(starts, bounds)))
    hashes = _hashes(data, starts, ends - starts)
    return Tokens(
        hashes, starts, ends, text, np.frombuffer(written, np.uint8) if as_written else data, bounds
    )


def _spans(inside: Flags) -> tuple[Places, Places]:
    """Where runs of `inside` begin and end; its last element is false."""
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:
        edges = np.concatenate((np.zeros(1, np.int64), edges))
    return edges[::2], edges[1::2]


def _mixed_spans(data: Bytes, inside: Flags) -> tuple[Places, Places]:
    """The same where not all is ASCII: general punctuation separates, some characters stand alone."""
    leads = np.flatnonzero(data >= 0xC0)
    lead, second = data[leads], data[leads + 1]
    marks = leads[((lead == 0xE2) | (lead == 0xE3)) & (second == 0x80)]
    inside = inside.copy()
    for offset in range(3):
        inside[marks + offset] = False
    alone = _stands_alone(lead, second) & inside[leads]
    begins = leads[alone]
    ends = begins + np.where(lead[alone] >= 0xF0, 4, 3)
    edge = np.append(inside[:1], inside[1:] != inside[:-1])
    edge[begins] = edge[ends] = True
    edges = np.flatnonzero(edge)
    first = inside[edges]
    return edges[first], np.append(edges[1:], len(data))[first]


def _stands_alone(lead: Bytes, second: Bytes) -> Flags:
    """Whether a byte leads a character that is a token by itself: CJK and kana, Thai to Khmer, emoji."""
    cjk = (lead >= 0xE3) & (lead <= 0xE9)
    thai = (lead == 0xE0) & (second >= 0xB8) & (second <= 0xBB)
    khmer = (lead == 0xE1) & (second <= 0x9F)
    alone: Flags = cjk | thai | khmer | (lead >= 0xF0)
    return alone


def _cut(starts: Places, ends: Places) -> tuple[Places, Places]:
    """Cut what is too long for a token into several."""
    pieces = (ends - starts + _LONGEST_TOKEN - 1) // _LONGEST_TOKEN
    if not len(pieces) or pieces.max() == 1:
        return starts, ends
    number = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    cut = np.repeat(starts, pieces) + number * _LONGEST_TOKEN
    return cut, np.minimum(cut + _LONGEST_TOKEN, np.repeat(ends, pieces))


def _hashes(data: Bytes, starts: Places, lengths: Places) -> Hashes:
    """A hash of each token's bytes, eight at a time."""
    eights = np.ndarray(len(data) - _CHUNK + 1, "<u8", data, strides=(1,))
    mixed = eights[starts]
    mixed &= _LOW_BYTES[np.minimum(lengths, _CHUNK)]
    mixed *= _ODD
    mixed ^= mixed >> np.uint64(32)
    live = np.flatnonzero(lengths > _CHUNK)
    for offset in range(_CHUNK, _LONGEST_TOKEN, _CHUNK):
        live = live[lengths[live] > offset]
        if not len(live):
            break
        here = eights[starts[live] + offset] & _LOW_BYTES[np.minimum(lengths[live] - offset, _CHUNK)]
        value = (mixed[live] ^ here) * _ODD
        mixed[live] = value ^ (value >> np.uint64(32))
    mixed *= _ODD
    mixed >>= np.uint64(32)
    return mixed.astype(np.uint32)


def kept(tokens: Tokens, keep: Flags) -> Tokens:
    """Only the tokens to keep."""
    return tokens._replace(
        hashes=tokens.hashes[keep],
        starts=tokens.starts[keep],
        ends=tokens.ends[keep],
        text=tokens.text[keep],
    )


def changes(ordered: npt.NDArray[Any]) -> Flags:
    """Where an element differs from the one before it; the first does."""
    return np.append(np.ones(min(1, len(ordered)), np.bool_), ordered[1:] != ordered[:-1])


def runs_of(tokens: Tokens, width: int) -> tuple[Hashes, Places]:
    """Hashes of every `width` neighbouring tokens of one text, and the place of the first of them."""
    return neighbours(tokens.hashes, tokens.text, width)


def neighbours(hashes: Hashes, text: Places, width: int) -> tuple[Hashes, Places]:
    """The same for tokens' hashes and the numbers of their texts."""
    last = max(len(hashes) - width + 1, 0)
    mixed = hashes[:last].astype(np.uint64)
    for offset in range(1, width):
        mixed = (mixed * _ODD + hashes[offset : last + offset]) ^ (mixed >> np.uint64(29))
    places = np.flatnonzero(text[:last] == text[width - 1 :][:last])
    return (mixed[places] * _ODD >> np.uint64(32)).astype(np.uint32), places
