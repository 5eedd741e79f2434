"""What a check keeps of a block: a row a hit, with a keyed hash in the place of the value."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import numpy as np

from tuneready.api import Block, Facts, Role, key, table
from tuneready_checks._scan.hit import Hit, Level
from tuneready_checks._scan.screen import Place
from tuneready_checks._scan.search import Found, More

if TYPE_CHECKING:
    import numpy.typing as npt

ROLES: tuple[str, ...] = get_args(Role)
_LONGEST_POINTER = 400


class State(IntEnum):
    """What a row is: a value, a placeholder, values that are only counted, candidates not looked into."""

    VALUE = 0
    PLACEHOLDER = 1
    COUNTED = 2
    UNJUDGED = 3


class _Row(NamedTuple):
    example: int
    entity: int
    state: int
    level: int
    role: int
    amount: int
    start: int
    end: int
    fingerprint: int
    mask: bytes
    pointer: bytes


_TYPES = {
    "example": np.int64,
    "entity": np.uint8,
    "state": np.uint8,
    "level": np.uint8,
    "role": np.uint8,
    "amount": np.int64,
    "start": np.int64,
    "end": np.int64,
    "fingerprint": np.uint64,
}


def fingerprint(secret: bytes, entity: str, value: str) -> int:
    """The first 8 bytes of HMAC-SHA-256 of a value: equal for equal values, of no use without the key."""
    message = f"{entity}\x1f{value}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hmac.digest(secret, message, "sha256")[:8], "big")


def facts(block: Block, found: Iterable[tuple[Sequence[Place], Found]], entities: Sequence[str]) -> Facts:
    """Rows of all that was found, parted so that equal values meet; `entities` gives entities their codes."""
    codes = {entity: code for code, entity in enumerate(entities)}
    rows = [row for places, each in found for row in _rows(places, each, codes, block.secret)]
    if not rows:
        return {}
    columns = dict(zip(_Row._fields, zip(*rows, strict=True), strict=True))
    typed = {name: np.array(columns[name], _TYPES.get(name)) for name in columns}
    return block.partition(_keys(typed, entities), table(**typed))


def _keys(columns: dict[str, npt.NDArray[Any]], entities: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Values meet by fingerprint, all else by entity."""
    by_entity = np.array([key(entity) for entity in entities], np.uint64)[columns["entity"]]
    return np.where(columns["state"] == State.VALUE, columns["fingerprint"], by_entity)


def _rows(places: Sequence[Place], found: Found, codes: dict[str, int], secret: bytes) -> Iterator[_Row]:
    for hit in found.hits:
        print_ = fingerprint(secret, hit.entity, hit.value)
        for place in places:
            yield _value_row(place, hit, codes[hit.entity], print_)
    for more in found.more:
        for place in places:
            yield _count_row(place, more, codes[more.entity])


def _value_row(place: Place, hit: Hit, entity: int, print_: int) -> _Row:
    state = State.PLACEHOLDER if hit.level is Level.PLACEHOLDER else State.VALUE
    role, pointer = ROLES.index(place.role), _pointer(place)
    mask = hit.mask.encode()
    return _Row(place.example, entity, state, hit.level, role, 1, hit.start, hit.end, print_, mask, pointer)


def _count_row(place: Place, more: More, entity: int) -> _Row:
    state = _state_of_count(more)
    role, pointer = ROLES.index(place.role), _pointer(place)
    return _Row(place.example, entity, state, more.level, role, more.amount, 0, 0, 0, b"", pointer)


def _state_of_count(more: More) -> State:
    if more.level is Level.PLACEHOLDER:
        return State.PLACEHOLDER
    return State.COUNTED if more.judged else State.UNJUDGED


def _pointer(place: Place) -> bytes:
    """The pointer, but for one so long that its column would outgrow all others."""
    pointer = place.pointer.encode("utf-8", "surrogatepass")
    return pointer if len(pointer) <= _LONGEST_POINTER else b""
