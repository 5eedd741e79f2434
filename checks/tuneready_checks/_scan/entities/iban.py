"""International bank account numbers: the country's length and the check digits.

Source of lengths and of the example accounts: SWIFT IBAN registry, release 99 (2024-12).
"""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan import masks
from tuneready_checks._scan.checksums import mod97
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28,
    "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25,
    "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}  # fmt: skip
EXAMPLES = frozenset(
    [
        "GB82WEST12345698765432",
        "GB29NWBK60161331926819",
        "GB33BUKB20201555555555",
        "DE89370400440532013000",
        "FR1420041010050500013M02606",
        "FR7630006000011234567890189",
        "NL91ABNA0417164300",
        "BE68539007547034",
        "ES9121000418450200051332",
        "IT60X0542811101000000123456",
        "CH9300762011623852957",
        "AT611904300234573201",
        "IE29AIBK93115212345678",
        "PL61109010140000071219812874",
        "PT50000201231234567890154",
        "SE4550000000058398257466",
        "NO9386011117947",
        "DK5000400440116243",
        "FI2112345600000785",
        "SA0380000000608010167519",
        "TR330006100519786457841326",
    ]
)
"""Accounts that the registry and its readers use as examples."""

_ACCOUNT = rb"\b[A-Za-z]{2}[0-9]{2}[ \-]?[A-Za-z0-9]{2}(?:[ \-]?[A-Za-z0-9]){9,28}"
_TRIGGER = rb"\b[A-Za-z]{2}[0-9]{2}[ \-]?[A-Za-z0-9]{2}"
_BEFORE = ("bank",)


def _end(written: str, wanted: int) -> int:
    """Characters of `written` that hold `wanted` letters and digits; 0 where it is too short."""
    count = 0
    for index, character in enumerate(written):
        count += character.isalnum()
        if count == wanted:
            return index + 1
    return 0


def _ends_there(text: Text, end: int) -> bool:
    return not text.after(end).isalnum()


def find(text: Text) -> Iterator[Hit]:
    """Accounts of a country's length; those with small letters only after a word such as "bank"."""
    position = 0
    while span := next(text.matches(_ACCOUNT, position), None):
        start, written = span[0], text.data[span[0] : span[1]].decode()
        length = _end(written, LENGTHS.get(written[:2].upper(), 0))
        position = start + max(length, 4)
        account = "".join(filter(str.isalnum, written[:length])).upper()
        if not length or not _ends_there(text, start + length) or not mod97(account):
            continue
        if written[:length].isupper() or text.kind_before(start) in _BEFORE:
            level = Level.PLACEHOLDER if account in EXAMPLES else Level.HIGH
            yield Hit("iban", level, start, start + length, masks.tail(account, 2, account[:2]), account)


FAMILY = Family(
    "iban", "bank account number (IBAN)", "bank account numbers (IBAN)", (_TRIGGER,), _ACCOUNT, find
)
