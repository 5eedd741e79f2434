"""Values that change or must be exact, as they stand in a text: a table of shapes, one search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tuneready_checks._regex import Regex

KINDS = ("price", "percentage", "date", "link", "e-mail address", "phone number", "id", "version")
"""What is looked for; a kind's place here is its bit in the facts."""

SHOWN = frozenset({"price", "percentage"})
"""Kinds whose values a report may show: they are nobody's."""

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_SUM = r"\d{1,15}(?:[.,]\d{1,6}){0,4}"
_SHAPES = (
    ("link", r"(?:https?://|www\.)[^\s<>()\"'\]}`]+"),
    ("e-mail address", r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{0,64}\w"),
    (
        "price",
        rf"(?:(?:US|CA|AU)?[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|INR|JPY)) ?{_SUM}(?: ?(?:million|billion|[kKmM]\b))?"
        rf"|\b{_SUM} ?(?:[€£¥₹]|(?:USD|EUR|GBP|CHF|euros?|dollars?|pounds sterling)\b)",
    ),
    ("percentage", rf"\b{_SUM} ?(?:%|percent\b|per cent\b)"),
    (
        "date",
        rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d\b"
        rf"|\b{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? (?:1\d|20)\d\d\b)?|\b{_MONTHS},? (?:1[5-9]|20)\d\d\b"
        rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?{_MONTHS}(?:,? (?:1\d|20)\d\d\b)?"
        r"|(?<![\d.,#$€£/-])(?:1[6-9]|20)\d\d(?![\d%/-]|[.,]\d| ?(?:(?:[kmc]?g|[kmc]?m|m?l|k?W|m?V|[kMG]?Hz|px|[kMG]B|lbs?|oz|ft|mi)\b|[€£¥]))",
    ),
    ("version", r"\bv\d+(?:\.\d+)+\b|\b[Vv]ersion \d+(?:\.\d+)*\b|(?<![\d.])\d+\.\d+\.\d+(?![\d.])"),
    (
        "phone number",
        r"(?<![\w.,-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|\d{2,4}[ .-])\d{3,4}[ .-]?\d{3,4}(?![\w%-])",
    ),
    ("id", r"\b[A-Z]{2,5}-?\d{4,}\b|(?<!\w)#\d{4,}\b"),
)
_ANY = Regex("|".join(f"({shape})" for _, shape in _SHAPES))
_KIND = tuple(kind for kind, _ in _SHAPES)

_NO_FACT = Regex(
    r"(?:100|0) ?(?:%|per ?cent)|.*\b555\b.*|(?:https?://)?(?:www\.)?(?:example\.|localhost|127\.).*",
    re.DOTALL,
)
"""All or nothing, numbers and addresses that are nobody's: no knowledge is in them."""

TRIGGER = (
    rb"[0-9] ?(?:%|per ?cent|USD|EUR|GBP|CHF|euro|dollar|pounds|\xe2\x82\xac|\xc2[\xa3\xa5])"
    rb"|(?:[$\xa3\xa5#]|\xe2\x82[\xac\xb9]|USD|EUR|GBP|CHF|CAD|AUD|INR|JPY) ?[0-9]"
    rb"|[0-9][0-9][0-9]|://|www\.|[0-9A-Za-z]@[0-9A-Za-z]"
    rb"|[0-9][0-9]?(?:st|nd|rd|th)?\.? (?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    rb"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-9]|[0-9]\.[0-9]+\.[0-9]|v[0-9]+\.[0-9]"
    rb"|ersion [0-9]"
)
"""Bytes without which no text holds a specific; in the syntax that RE2 and Hyperscan share."""


_SIGN = Regex(r"^ *\d{1,2}[.)] |(\d+|@|://|www\.)", re.MULTILINE)
_BEFORE = 24
_AFTER = 48
_LONGEST_LINK = 200
_LINKS = frozenset(("://", "www."))


class Specific(NamedTuple):
    """A value, its kind, and where it stands in the text."""

    kind: str
    value: str
    start: int
    end: int


def specifics(text: str) -> Iterator[Specific]:
    """All specifics of a text, from left to right; none overlap."""
    for start, end in _windows(text):
        for found in _ANY.finditer(text, start, end):
            kind = _KIND[(found.lastindex or 1) - 1]
            value = found.group().rstrip(".,;:!?")
            if not _NO_FACT.fullmatch(value) and not (
                kind == "percentage" and _is_doubt(text, found.start())
            ):
                yield Specific(kind, value, found.start(), found.end())


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text around its digits, at-signs and links: only there is searching worth it."""
    start = end = 0
    for sign in _SIGN.finditer(text):
        if not sign.group(1):
            continue  # the number of an item in a list
        if sign.start() - _BEFORE > end:
            if end:
                yield start, end
            start = max(0, sign.start() - _BEFORE)
        end = max(end, sign.end() + (_LONGEST_LINK if sign.group(1) in _LINKS else _AFTER))
    if end:
        yield start, end


def _is_doubt(text: str, start: int) -> bool:
    """Whether a percentage says how sure the speaker is."""
    return "confiden" in text[max(0, start - _BEFORE) : start + _BEFORE].lower()


def plain(number: str) -> str:
    """A number without what only sets it out: 1,299.00 is 1299."""
    whole, point, part = number.replace(",", "").partition(".")
    part = part.rstrip("0") if point else ""
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")
