"""Dates of birth; opt-in, and only right after a word such as "born"."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_MONTH = rb"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rb"\b(?:[0-9]{4}[\-/.][0-9]{1,2}[\-/.][0-9]{1,2}|[0-9]{1,2}[\-/.][0-9]{1,2}[\-/.](?:[0-9]{4}|[0-9]{2})"
    rb"|[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?"
    + _MONTH
    + rb",? [0-9]{4}|"
    + _MONTH
    + rb" [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4})\b"
)
_TRIGGER = rb"(?i:born|birth|dob|d\.o\.b|geb|naissance|nacimiento|nascita)"
_NEAR = 24


def find(text: Text) -> Iterator[Hit]:
    """The first date within a few words."""
    for start, end in text.governed("birth"):
        for first, stop in text.matches(_DATE, start, min(end + 32, len(text.data))):
            if first - start <= _NEAR:
                value = text.data[first:stop].decode().lower()
                yield Hit("date-of-birth", Level.MEDIUM, first, stop, "****-**-**", value)
            break


FAMILY = Family("date-of-birth", "date of birth", "dates of birth", (_TRIGGER,), _DATE, find)
