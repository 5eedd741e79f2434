"""What phone numbers look like: patterns, and pure functions over their digits."""

from __future__ import annotations

import re

from tuneready_checks._scan import masks
from tuneready_checks._scan.entities._number import GAP

SEPARATOR = rb"(?:[ .\-]|\xc2\xa0|\xe2\x80[\x90-\x93])"
EXTENSION = rb"(?:[ ,]{0,2}(?:x|ext\.?) ?[0-9]{1,5}\b|\b)"
NUMBER = rb"\+?\(?[0-9](?:" + GAP + rb"[0-9]){6,14}\b"

_EXTENSION_AT_END = rb"[ ,]{0,2}(?:x|ext\.?) ?[0-9]{1,5}$"
_DATE_LIKE = (
    rb"(?:1[5-9]|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}(?:\D.*)?"
    rb"|\d{1,2}[-/.]\d{1,2}[-/.](?:1[5-9]|20)\d\d(?:\D.*)?"
    rb"|(?:1[5-9]|20)\d\d ?\D{1,3} ?(?:1[5-9]|20)\d\d(?:\D.*)?|(?:\d{1,3}\.){3}\d{1,3}"
)
_DECIMAL = rb"[+]?\d+\.\d+"
_LEADING = rb"(?i:^\W{0,3}$|(?:\b(?:at|to|on|is|me|us|him|her|them|from|via|under|number|no)|:)\W{0,3}$)"
_TOLL_FREE = frozenset({"800", "888", "877", "866", "855", "844", "833", "822"})
_WITH_AREA, _WITH_COUNTRY = 10, 11
_FICTIONAL = r"(?:44|0)(?:2079460\d{3}|1(?:1[3-8]|[2-69]1)4960\d{3}|1632960\d{3}|7700900\d{3}|8081570\d{3})"
"""Numbers that Ofcom sets apart for drama."""
_COUNTING = ("01234567890123456789", "98765432109876543210")


def digits_of(written: bytes) -> str:
    """The digits without the extension and without 00 or the (0) that is dialled at home only."""
    plain = re.sub(_EXTENSION_AT_END, b"", written)
    if plain.startswith((b"+", b"00")):
        plain = plain.replace(b"(0)", b"")
    digits = "".join(chr(byte) for byte in plain if byte in b"0123456789")
    return digits[2:] if plain.startswith(b"00") else digits


def national(digits: str) -> str:
    """A North American number without its country code; others as they are."""
    return digits[1:] if len(digits) == _WITH_COUNTRY and digits[0] == "1" else digits


def is_nanp(digits: str) -> bool:
    """Area and exchange of the North American plan: neither begins with 0 or 1, neither is N11."""
    digits = national(digits)
    return (
        len(digits) == _WITH_AREA
        and all(part[0] in "23456789" and part[1:] != "11" for part in (digits[:3], digits[3:6]))
        and digits[1] != "9"
    )


def is_evenly_written(written: bytes) -> bool:
    """Whether a North American number has one sign between its groups, as no other figures do by chance."""
    plain = re.sub(_EXTENSION_AT_END, b"", written)
    country = re.match(rb"\+?(?:00)?1([ .\-])", plain)
    signs = re.findall(rb"[ .\-\x80-\xff]+", plain[country.end() :] if country else plain)
    own = signs[-1] if signs else b""
    if country and b"." in (country[1], own) and country[1] != own:
        return False
    return b"(" in plain or len(set(signs)) == 1


def is_toll_free(digits: str) -> bool:
    """A hotline, which is nobody's own."""
    digits = national(digits)
    return len(digits) == _WITH_AREA and digits[:3] in _TOLL_FREE


def is_placeholder(digits: str) -> bool:
    """555 numbers, numbers set apart for drama, and digits that count up, down or not at all."""
    own = national(digits)
    if len(own) == _WITH_AREA and (own[3:6] == "555" or own[:3] == "555" or own[3:] == "8675309"):
        return True
    if own.startswith(("555", "12345")) or own == "8675309" or re.fullmatch(_FICTIONAL, digits):
        return True
    return len(set(own[-7:])) == 1 or any(own in row or own[-7:] in row for row in _COUNTING)


def is_date_like(written: bytes) -> bool:
    """A date, a pair of years or an IP address."""
    return re.fullmatch(_DATE_LIKE, written.strip(b" ()+"), re.DOTALL) is not None


def is_led_to(gap: bytes) -> bool:
    """Whether these words, after "call" or "message", lead to the number behind them: "me at", "us on:"."""
    return re.search(_LEADING, gap) is not None


def is_arithmetic(written: bytes, around: bytes) -> bool:
    """A decimal, a quotient or a term; in a phone number a slash follows an area code with 0, "+" or "("."""
    if any(sign in around for sign in b"=<>*^") or re.fullmatch(_DECIMAL, written):
        return True
    return b"/" in written and (b" / " in written or not written.startswith((b"0", b"+", b"(")))


def mask(digits: str) -> str:
    """The last digits, two at the most."""
    return masks.tail(digits, 2)
