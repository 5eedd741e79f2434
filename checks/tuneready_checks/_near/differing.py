"""What differs between two texts, in a few words that give nobody away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tuneready_checks._near.another import JOINING

LONGEST = 60
"""Characters; a longer difference is cut."""

MOVED = "words moved"
"""What is said where the words are the same and stand elsewhere."""

_MASK = "…"
_PLAIN = re.compile(r"[a-z][a-z'\u2019-]{0,19}")
_CAPITAL = re.compile(r"[A-Z]")
_SHORT_NUMBER = re.compile(r"\d{1,2}")
_MARKS = ".,:;!?\"'()[]{}«»“”„"
_TITLES_AND_GREETINGS = """
mr mrs ms miss dr prof sir madam herr frau monsieur madame mme señor señora sig signora name names named
surname called dear hi hello hallo hey regards greetings signed sincerely yours
"""
_BEFORE_NAMES = frozenset(_TITLES_AND_GREETINGS.split())
"""After these, a word in small letters is likely to be somebody's name."""
_ASKS_FOR_SECRETS = re.compile(
    r"pass(?:word|wort|code|phrase)|secret|token|api.?key|\bpin\b|\bpwd\b|log-?in", re.IGNORECASE
)


def difference(before: str, after: str) -> str:
    """The words that only one of two texts has: those of the first after a minus, of the other after a plus.

    A word is shown where it is plain: small letters (in texts that have capitals too: else a name looks
    like any word; not after "Mr" or "my name is"), or a number of one or two digits beside no other.
    Names, numbers, addresses and whatever else may be somebody's own are shown as "…", and nothing at all
    is shown where a text speaks of passwords. A word that only stands elsewhere is left out, and what is
    hidden is told once.

    >>> difference("It was sent nine days ago.", "It was sent ten days ago.")
    '-nine +ten'
    >>> difference("Write to Jo Li at jo@example.com", "Write to Al Wu at 555 0199")
    '-… +…'
    """
    if _ASKS_FOR_SECRETS.search(before) or _ASKS_FOR_SECRETS.search(after):
        return ""
    cased = _CAPITAL.search(before) is not None and _CAPITAL.search(after) is not None
    old, new = before.split(), after.split()
    pieces: list[str] = []
    for gone, come in _spots(_compared(old), _compared(new)):
        for sign, words, places in (("-", old, gone), ("+", new, come)):
            piece = sign + _shown(words, places, cased=cased)
            if places and not (piece == sign + _MASK and piece in pieces):
                pieces.append(piece)
    return _cut(pieces) if pieces or _compared(old) == _compared(new) else MOVED


def _spots(was: list[str], now: list[str]) -> list[tuple[list[int], list[int]]]:
    """Where the texts differ: places of words that are gone, and of words that have come, spot by spot.

    A word that is gone at one spot and has come at another was moved: it is left out of both.
    """
    from rapidfuzz.distance import Indel

    gone: list[list[int]] = [[]]
    come: list[list[int]] = [[]]
    for change in Indel.opcodes(was, now):
        if change.tag == "equal":
            gone.append([])
            come.append([])
        gone[-1] += range(change.src_start, change.src_end) if change.tag == "delete" else ()
        come[-1] += range(change.dest_start, change.dest_end) if change.tag == "insert" else ()
    moved = Counter(was[place] for spot in gone for place in spot)
    moved &= Counter(now[place] for spot in come for place in spot)
    return list(zip(_but(moved, was, gone), _but(moved, now, come), strict=True))


def _but(moved: Counter[str], words: list[str], spots: list[list[int]]) -> list[list[int]]:
    """The places without those of the words that were moved, each as often as it was."""
    left = moved.copy()
    kept: list[list[int]] = []
    for spot in spots:
        kept.append([])
        for place in spot:
            if left[words[place]]:
                left[words[place]] -= 1
            else:
                kept[-1].append(place)
    return kept


def _compared(words: list[str]) -> list[str]:
    """The words without case and marks, in which nobody sees a difference; marks alone stay."""
    return [word.strip(_MARKS).lower() or word for word in words]


def _shown(words: list[str], places: Iterable[int], *, cased: bool) -> str:
    shown: list[str] = []
    for place in places:
        word = _plain(words, place, cased=cased)
        if word != _MASK or shown[-1:] != [_MASK]:
            shown.append(word)
    return " ".join(shown)


def _plain(words: list[str], place: int, *, cased: bool) -> str:
    word = words[place].strip(_MARKS)
    if not _BEFORE_NAMES.isdisjoint(_compared(words[max(place - 2, 0) : place])):
        return _MASK
    if (cased and _PLAIN.fullmatch(word)) or word.lower() in JOINING or not word:
        return word or words[place]
    around = "".join(words[max(place - 1, 0) : place] + words[place + 1 : place + 2])
    if _SHORT_NUMBER.fullmatch(word) and not any(letter.isdigit() for letter in around):
        return word
    return _MASK


def _cut(pieces: list[str]) -> str:
    """As many of the pieces as are short enough together."""
    kept = list(_that_fit(pieces))
    return " ".join(kept) + (f" {_MASK}" if len(kept) < len(pieces) and kept else "")


def _that_fit(pieces: list[str]) -> Iterator[str]:
    total = 0
    for piece in pieces:
        total += len(piece) + 1
        if total > LONGEST:
            return
        yield piece
