"""National phone numbers of named regions: phonenumbers' own matcher, on candidate texts only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tuneready_checks._scan.entities import phone
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
        from phonenumbers import Leniency, PhoneNumberMatcher

        written = text.data.decode("utf-8", "replace")
        for region in regions:
            byte = character = 0
            for found in PhoneNumberMatcher(written, region, leniency=Leniency.VALID, max_tries=MOST):
                byte += len(written[character : found.start].encode())
                character = found.start
                end = byte + len(found.raw_string.encode())
                kind = text.kind_before(byte)
                if kind != "other":
                    yield phone.hit(text, byte, end, Level.MEDIUM)

    return Family(*phone.NAMES, phone.ANNOUNCED.triggers, phone.ANNOUNCED.triggers[0], find)
