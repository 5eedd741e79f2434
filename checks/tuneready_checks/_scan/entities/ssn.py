"""US social security numbers.

Source: Social Security Administration, SSN randomization FAQ: areas 000, 666 and 900-999, group 00 and
serial 0000 are never assigned.
"""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan.entities._number import TRIGGER
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_NUMBER = rb"\b[0-9]{3}[ .\-]?[0-9]{2}[ .\-]?[0-9]{4}\b"
_NOBODYS = frozenset(
    {"078051120", "219099999", "123456789", "111111111", "987654321", "012345678", "123121234"}
)
_FORMATTED = 11
_GLUE = (b"-", b".", b"/", b"=", b"#", b"+", b"$", b"_")


def is_assignable(digits: str) -> bool:
    """Whether such a number can have been given to anyone."""
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    return area not in {"000", "666"} and area < "900" and group != "00" and serial != "0000"


def _is_drawn(digits: str) -> bool:
    """Groups of one digit each, as in 111-22-3333."""
    return all(len(set(group)) == 1 for group in (digits[:3], digits[3:5], digits[5:]))


def _level(written: str, digits: str, kind: str) -> Level | None:
    dashed = len(written) == _FORMATTED and written[3] == written[6] == "-"
    if not dashed and kind != "ssn":
        return None
    if digits in _NOBODYS or _is_drawn(digits):
        return Level.PLACEHOLDER
    if not is_assignable(digits):
        return None
    if kind == "ssn":
        return Level.HIGH if dashed else Level.MEDIUM
    return Level.MEDIUM if kind in {"", "national", "birth", "card", "bank", "address"} else Level.LOW


def find(text: Text) -> Iterator[Hit]:
    """Numbers with dashes; other spellings only where a word such as "SSN" says so."""
    for start, end in text.matches(_NUMBER):
        if text.before(start) in _GLUE or (text.after(end) in _GLUE and text.after(end, 2)[1:].isalnum()):
            continue
        written = text.data[start:end].decode()
        digits = "".join(filter(str.isdigit, written))
        level = _level(written, digits, text.kind_before(start))
        if level is not None:
            yield Hit("us-ssn", level, start, end, "***-**-****", digits)


FAMILY = Family(
    "us-ssn", "US social security number", "US social security numbers", (TRIGGER,), _NUMBER, find
)
