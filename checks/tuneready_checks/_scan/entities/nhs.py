"""UK NHS numbers; opt-in, and only where a word says so: the check digit alone fits one phone in eleven."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan.checksums import mod11_nhs
from tuneready_checks._scan.entities._number import TRIGGER
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_NUMBER = rb"\b[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{4}\b"
_TEST_RANGE = "999"


def find(text: Text) -> Iterator[Hit]:
    """Numbers with a right check digit after a word such as "NHS"; 999… is the test range."""
    for start, end in text.matches(_NUMBER):
        digits = "".join(filter(str.isdigit, text.data[start:end].decode()))
        if text.kind_before(start) == "nhs" and mod11_nhs(digits):
            level = Level.PLACEHOLDER if digits.startswith(_TEST_RANGE) else Level.HIGH
            yield Hit("uk-nhs", level, start, end, "*** *** ****", digits)


FAMILY = Family("uk-nhs", "NHS number", "NHS numbers", (TRIGGER,), _NUMBER, find)
