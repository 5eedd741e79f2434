"""National phone numbers of named regions: phonenumbers' own matcher, on candidate texts only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tuneready_checks._scan.entities import phone
from tuneready_checks._scan.entities._phone_shape import NUMBER
from tuneready_checks._scan.entities._phone_valid import MOST
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text


def unknown(regions: tuple[str, ...]) -> list[str]:
    """Those that are no region of a phone plan (ISO 3166-1, two capital letters)."""
    import phonenumbers

    return [region for region in regions if region not in phonenumbers.SUPPORTED_REGIONS]


@lru_cache(maxsize=8)
def finder(regions: tuple[str, ...]) -> Family:
    """The search for numbers that can be dialled in one of these regions."""

    def find(text: Text) -> Iterator[Hit]:
        for region in regions:
            yield from _find(text, region)

    return Family(*phone.NAMES, phone.ANNOUNCED.triggers, phone.ANNOUNCED.triggers[0], find)


def _find(text: Text, region: str) -> Iterator[Hit]:
    """Numbers of one region. The matcher gives up after many that are none: what is left is counted."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    written = text.data.decode("utf-8", "surrogatepass")
    matcher = PhoneNumberMatcher(written, region, leniency=Leniency.VALID, max_tries=MOST)
    byte = character = 0
    for found in matcher:
        byte += _size(written[character : found.start])
        character = found.start
        if text.kind_before(byte) != "other":
            yield phone.hit(text, byte, byte + _size(found.raw_string), Level.MEDIUM)
    if _has_given_up(matcher):
        for start, end in text.matches(NUMBER, byte):
            yield phone.hit(text, start, end, Level.LOW, judged=False)


def _has_given_up(matcher: object) -> bool:
    """Whether the tries are used up; the matcher tells it nowhere else."""
    return bool(getattr(matcher, "_max_tries", 1) <= 0)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
