"""Names of people and postal addresses, through a spaCy model that the user has; opt-in (extra `ner`).

Real chats name hundreds of public figures: only who stands near an address, a phone or an account number is
likely a private person. Others are low. So a model reads the surroundings of such values alone, unless low
values are asked for.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from tuneready_checks._scan import masks
from tuneready_checks._scan.entities import birth, card, email, iban, phone, ssn
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

PERSON, ADDRESS = "person-name", "postal-address"
NAMES = {
    PERSON: Family(PERSON, "name of a person", "names of people", (), b"", lambda _: iter(())),
    ADDRESS: Family(ADDRESS, "postal address", "postal addresses", (), b"", lambda _: iter(())),
}
"""Families that bear the names; without a model there is no search."""

_CONTACTS = (
    email.FAMILY,
    phone.INTERNATIONAL,
    phone.AMERICAN,
    phone.ANNOUNCED,
    card.FAMILY,
    iban.FAMILY,
    ssn.FAMILY,
    birth.FAMILY,
)
_PEOPLE = frozenset({"PERSON", "PER", "PERS"})
_ADDRESSES = frozenset({"ADDRESS", "STREET", "STREET_ADDRESS"})
_PLACES = frozenset({"LOC", "GPE", "FAC", "LOCATION"})
_NEEDLESS = ("tagger", "parser", "lemmatizer", "attribute_ruler", "morphologizer", "senter", "textcat")
_NEAR = 200
"""Characters between a value and the name that is taken to go with it."""
_PIECE = 50_000
"""Characters that a model is given at once."""
_BESIDE = 10
"""Characters beside a place in which a number makes it an address."""
_ANYTHING = rb"[A-Za-z\x80-\xff]{2}"


class _Named(NamedTuple):
    """What the model names: a kind, and characters from and to."""

    kind: str
    start: int
    end: int


def is_installed() -> bool:
    """Whether spaCy is there."""
    return find_spec("spacy") is not None


@lru_cache(maxsize=2)
def model(name: str) -> Any:  # noqa: ANN401 — spaCy is imported where it is used
    """The pipeline of this name or in this folder. Raises ValueError with what is wrong."""
    if not is_installed():
        raise ValueError("needs spaCy: install tuneready[ner]")
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pipeline = spacy.load(name, exclude=_NEEDLESS)
    except OSError:
        raise ValueError("no such spaCy model is installed, and no folder of this name holds one") from None
    except Exception as error:  # noqa: BLE001 — a model may raise whatever it likes, and quote its files
        raise ValueError(f"the spaCy model cannot be loaded ({type(error).__name__})") from None
    if not {"ner", "entity_ruler", "span_ruler"} & set(pipeline.pipe_names):
        raise ValueError("the spaCy model has no component that finds entities")
    return pipeline


@lru_cache(maxsize=4)
def finders(name: str, *, everywhere: bool) -> tuple[Family, Family]:
    """The searches for people and addresses; `everywhere`: in all texts, not near other values alone."""
    triggers = tuple(dict.fromkeys(trigger for family in _CONTACTS for trigger in family.triggers))
    shape = b"|".join(b"(?:" + family.shape + b")" for family in _CONTACTS)
    if everywhere:
        triggers, shape = (_ANYTHING,), _ANYTHING

    def find(text: Text, kind: str) -> Iterator[Hit]:
        yield from (hit for hit in _hits(text.data, name, everywhere=everywhere) if hit.entity == kind)

    def people(text: Text) -> Iterator[Hit]:
        return find(text, PERSON)

    def addresses(text: Text) -> Iterator[Hit]:
        return find(text, ADDRESS)

    return (
        NAMES[PERSON]._replace(triggers=triggers, shape=shape, find=people),
        NAMES[ADDRESS]._replace(triggers=triggers, shape=shape, find=addresses),
    )


@lru_cache(maxsize=1)
def _hits(data: bytes, name: str, *, everywhere: bool) -> tuple[Hit, ...]:
    """People and addresses of a text; both searches ask for the same text in turn."""
    written = data.decode("utf-8", "surrogatepass")
    contacts = _contacts(Text(data))
    windows = [(0, len(written))] if everywhere else _windows(contacts, len(written))
    found: list[Hit] = []
    byte = character = 0
    for named in sorted(_named(written, windows, model(name)), key=lambda each: each.start):
        byte += _size(written[character : named.start])
        character = named.start
        found.append(_hit(named, written, byte, near=_is_near(contacts, named)))
    return tuple(found)


def _hit(named: _Named, written: str, start: int, *, near: bool) -> Hit:
    value = written[named.start : named.end]
    level = Level.MEDIUM if near or named.kind == ADDRESS else Level.LOW
    plain = " ".join(value.casefold().split())
    return Hit(named.kind, level, start, start + _size(value), _mask(named.kind, value), plain)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _contacts(text: Text) -> list[int]:
    """Where values begin beside which a name is somebody's, in characters."""
    starts = sorted(
        hit.start for family in _CONTACTS for hit in family.find(text) if hit.level >= Level.MEDIUM
    )
    places, byte, character = [], 0, 0
    for start in starts:
        character += len(text.data[byte:start].decode("utf-8", "surrogatepass"))
        byte = start
        places.append(character)
    return places


def _is_near(contacts: Sequence[int], named: _Named) -> bool:
    index = bisect_left(contacts, named.start - _NEAR)
    return index < len(contacts) and contacts[index] <= named.end + _NEAR


def _windows(contacts: Iterable[int], size: int) -> list[tuple[int, int]]:
    """Surroundings of these places, joined where they overlap."""
    windows: list[tuple[int, int]] = []
    for place in contacts:
        start, end = max(0, place - 2 * _NEAR), min(size, place + 2 * _NEAR)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _named(written: str, windows: Iterable[tuple[int, int]], pipeline: Any) -> Iterator[_Named]:  # noqa: ANN401 — as model
    for first, last in windows:
        for start in range(first, last, _PIECE):
            piece = written[start : min(last, start + _PIECE)].encode("utf-8", "replace").decode()
            for entity in pipeline(piece).ents:
                kind = _kind(entity.label_, piece, entity.start_char, entity.end_char)
                if kind:
                    yield _Named(kind, start + entity.start_char, start + entity.end_char)


def _kind(label: str, piece: str, start: int, end: int) -> str:
    if label in _PEOPLE:
        return PERSON
    around = piece[max(0, start - _BESIDE) : end + _BESIDE]
    numbered = any(character.isdigit() for character in around)
    return ADDRESS if label in _ADDRESSES or (label in _PLACES and numbered) else ""


def _mask(kind: str, value: str) -> str:
    """Initials of a name; of an address its length."""
    if kind == ADDRESS:
        return masks.head(value, 0)
    words = value.split()[: masks.budget(value, len(value))]
    return " ".join(f"{word[0]}{masks.ELLIPSIS}" for word in words) or masks.ELLIPSIS
