"""National identity numbers, opt-in by country; python-stdnum (extra `ids`) knows their check digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Literal, NamedTuple

from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

Country = Literal["at", "be", "br", "ca", "cz", "dk", "es", "fi", "fr", "it", "nl", "pl", "se", "tr"]
"""Countries whose numbers can be looked for."""


class _Number(NamedTuple):
    """A module of python-stdnum, what the number looks like, and whether its looks are enough."""

    module: str
    pattern: bytes
    telling: bool


NUMBERS: Mapping[str, tuple[_Number, ...]] = {
    "at": (_Number("at.vnr", rb"\b[0-9]{4} ?[0-9]{6}\b", telling=False),),
    "be": (_Number("be.nn", rb"\b[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}[\- ]?[0-9]{3}\.?[0-9]{2}\b", telling=False),),
    "br": (_Number("br.cpf", rb"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b", telling=True),),
    "ca": (_Number("ca.sin", rb"\b[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{3}\b", telling=False),),
    "cz": (_Number("cz.rc", rb"\b[0-9]{6}/[0-9]{3,4}\b", telling=True),),
    "dk": (_Number("dk.cpr", rb"\b[0-9]{6}-?[0-9]{4}\b", telling=False),),
    "es": (
        _Number("es.dni", rb"\b[0-9]{8}-?[A-Za-z]\b", telling=True),
        _Number("es.nie", rb"\b[XYZxyz]-?[0-9]{7}-?[A-Za-z]\b", telling=True),
    ),
    "fi": (_Number("fi.hetu", rb"\b[0-9]{6}[+\-A-F][0-9]{3}[0-9A-Z]\b", telling=True),),
    "fr": (
        _Number(
            "fr.nir",
            rb"\b[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b",
            telling=True,
        ),
    ),
    "it": (
        _Number(
            "it.codicefiscale",
            rb"\b[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][0-9]{3}[A-Za-z]\b",
            telling=True,
        ),
    ),
    "nl": (_Number("nl.bsn", rb"\b[0-9]{9}\b", telling=False),),
    "pl": (_Number("pl.pesel", rb"\b[0-9]{11}\b", telling=False),),
    "se": (_Number("se.personnummer", rb"\b(?:[0-9]{2})?[0-9]{6}[\-+][0-9]{4}\b", telling=True),),
    "tr": (_Number("tr.tckimlik", rb"\b[1-9][0-9]{10}\b", telling=False),),
}
_TRIGGER = rb"[0-9]{2}[ .\-/]?[0-9A-Fa-f]{2}"
_KINDS = ("national", "ssn", "birth")


@lru_cache(maxsize=64)
def _module(name: str) -> object:
    return import_module(f"stdnum.{name}")


def is_installed() -> bool:
    """Whether python-stdnum is there."""
    try:
        _module("luhn")
    except ImportError:
        return False
    return True


def _is_valid(number: _Number, written: str) -> bool:
    return bool(_module(number.module).is_valid(written))  # type: ignore[attr-defined]  # each module has it


@lru_cache(maxsize=8)
def finder(countries: tuple[str, ...]) -> Family:
    """The search for the numbers of these countries: check digits, and telling looks or a word before."""

    def find(text: Text) -> Iterator[Hit]:
        for number in (each for country in countries for each in NUMBERS[country]):
            for start, end in text.matches(number.pattern):
                written = text.data[start:end].decode()
                announced = text.kind_before(start) in _KINDS
                if (announced or number.telling) and _is_valid(number, written):
                    value = "".join(filter(str.isalnum, written)).upper()
                    level = Level.HIGH if announced and number.telling else Level.MEDIUM
                    yield Hit("national-id", level, start, end, "***", value)

    return Family(*_NAMES, (_TRIGGER,), _TRIGGER, find)


_NAMES = ("national-id", "national identity number", "national identity numbers")
FAMILY = finder(())
