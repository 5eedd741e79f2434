"""Amounts, durations, dates and other numbers in a text, each with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tuneready_checks._answers.tongues import HOURS, NUMBERS, ONE
from tuneready_checks._contents import JOINING, singular

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
NUMBER_WORDS = {word: float(number) for number, word in enumerate(_SMALL.split())} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "ninety": 90.0,
    "hundred": 100.0,
    **NUMBERS,
}
_HOURS = {
    "second": 1 / 3600,
    "sec": 1 / 3600,
    "minute": 1 / 60,
    "min": 1 / 60,
    "hour": 1.0,
    "hr": 1.0,
    "day": 24.0,
    "week": 168.0,
    "month": 720.0,
    "year": 8760.0,
    **HOURS,
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 — reads best so
_CURRENCIES = {
    "$": "$",
    "usd": "$",
    "dollar": "$",
    "buck": "$",
    "€": "€",
    "eur": "€",
    "euro": "€",
    "£": "£",
    "gbp": "£",
    "pound": "£",
    "¥": "¥",
    "yen": "¥",
    "₹": "₹",
    "rupee": "₹",
}
_QUALIFIERS = frozenset({"business", "working", "calendar", "full", "more", "consecutive", "whole"})
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN = re.compile(
    rf"(?P<clock>\b\d{{1,2}}:\d{{2}}(?:\s?[ap]\.?m\b)?|\b\d{{1,2}}\s?[ap]\.?m\b|\bnoon\b|\bmidnight\b)"
    rf"|(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    r"|(?P<free>\b(?:is|are|it's|completely|totally) free\b|\bfree of charge\b|\bfor free\b"
    r"|\b(?:kostenlos|gratis|gratuite?)\b"
    r"|\b(?:at )?no (?:extra )?(?:charge|cost|fee)\b)"
    rf"|(?P<number>{_NUMBER})(?P<ordinal>st|nd|rd|th)?\b|(?P<sign>[$€£¥₹%])|(?P<word>[^\W\d_]+)",
    re.IGNORECASE,
)
_SLACK = 0.07
_ABOUT_A_MONTH = 670.0
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_LAST_DAY = 31
_REACH = 3


class Value(NamedTuple):
    """A number and what it counts: a kind ("amount", "duration", …), a unit, and the number in that unit."""

    kind: str
    unit: str
    number: float


class _Token(NamedTuple):
    kind: str
    text: str


def values(text: str) -> Iterator[Value]:
    """The values in a text, in order."""
    tokens = list(_tokens(text))
    for at, token in enumerate(tokens):
        if token.kind in {"clock", "iso"}:
            yield _moment(token)
        elif token.kind == "free":
            yield Value("amount", "", 0.0)
        elif token.kind in {"number", "ordinal"} or token.text in NUMBER_WORDS:
            found = _counted(tokens, at)
            if found:
                yield found
        elif token.text in ONE and at + 1 < len(tokens) and singular(tokens[at + 1].text) in _HOURS:
            yield Value("duration", "hour", _HOURS[singular(tokens[at + 1].text)])


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        yield _Token("ordinal" if kind == "ordinal" else kind, found.group("number") or found.group().lower())


def _moment(token: _Token) -> Value:
    if token.kind == "iso":
        return Value("date", "", float(token.text.replace("-", "")))
    if token.text in {"noon", "midnight"}:
        return Value("time", "", 720.0 if token.text == "noon" else 0.0)
    hours, _, minutes = re.sub(r"[^\d:]", "", token.text).partition(":")
    half = "p" in token.text
    hour = int(hours) % 12 if half or "a" in token.text else int(hours)
    return Value("time", "", 60.0 * (hour + 12 * half) + float(minutes or 0))


def _counted(tokens: list[_Token], at: int) -> Value | None:
    """The value that a number makes with what stands beside it."""
    number = NUMBER_WORDS.get(tokens[at].text)
    number = float(tokens[at].text.replace(",", "")) if number is None else number
    before = tokens[at - 1].text if at else ""
    after = [token for token in tokens[at + 1 : at + 1 + 2 * _REACH] if token.text not in _QUALIFIERS]
    beside = next((token.text for token in after if not _is_range(token)), "")
    if before in _CURRENCIES and tokens[at - 1].kind == "sign":
        return Value("amount", "", number)
    unit = singular(beside)
    if unit in _CURRENCIES:
        return Value("amount", "", number)
    if unit in {"%", "percent"}:
        return Value("percentage", "", number)
    if unit in _HOURS:
        return Value("duration", "hour", number * _HOURS[unit])
    return _date_or_count(number, before, after, tokens[at])


def _is_range(token: _Token) -> bool:
    return token.kind == "number" or token.text in {"to", "or", "and"} or token.text in NUMBER_WORDS


def _date_or_count(number: float, before: str, after: list[_Token], token: _Token) -> Value | None:
    of = [each.text for each in after if each.text not in {"of", "the"}]
    for word in (before, of[0] if of else ""):
        if word[:3] in _MONTHS and word.isalpha() and len(word) > 2 and number <= _LAST_DAY:  # noqa: PLR2004
            if word[:3] == "may" and not (word == "may" and (token.kind == "ordinal" or word != before)):
                continue
            return Value("date", "", 100 * _MONTHS.index(word[:3]) + number)
    if (
        token.kind == "number"
        and token.text.isdigit()
        and _FIRST_YEAR <= number <= _LAST_YEAR
        and len(token.text) == len(str(_LAST_YEAR))
    ):
        return Value("year", "", number)
    noun = next((each for each in of if each not in JOINING and not each[0].isdigit()), "")
    if not noun and before.isalpha() and before not in JOINING:
        noun = before
    if token.kind == "ordinal" or not noun:
        return None
    return Value("number", singular(noun), number)


def is_measure(word: str) -> bool:
    """Whether a word is a number or a unit, and no matter that something is said of."""
    return word in NUMBER_WORDS or word in _CURRENCIES or word in _HOURS or word in {"%", "percent"}


def clash(here: list[Value], there: list[Value]) -> str:
    """The kind of value that both texts have and of which nothing agrees; empty where there is none."""
    for kind, unit in dict.fromkeys((value.kind, value.unit) for value in here):
        mine = [value.number for value in here if (value.kind, value.unit) == (kind, unit)]
        theirs = [value.number for value in there if (value.kind, value.unit) == (kind, unit)]
        if theirs and _apart(mine, theirs) and not any(_equal(a, b, kind) for a in mine for b in theirs):
            return kind
    return ""


def _apart(mine: list[float], theirs: list[float]) -> bool:
    """Whether lists of numbers can be compared: as many in both, or two ranges that do not meet."""
    if len(set(mine)) == len(set(theirs)):
        return True
    ranges = max(len(mine), len(theirs)) <= 2  # noqa: PLR2004 — from, to
    return ranges and (max(mine) < min(theirs) or max(theirs) < min(mine))


def _equal(one: float, other: float, kind: str) -> bool:
    """Thirty days are a month, and four weeks too; all else must be equal."""
    if kind == "duration" and min(one, other) >= _ABOUT_A_MONTH:
        return abs(one - other) <= _SLACK * max(one, other)
    return abs(one - other) < 1e-9  # noqa: PLR2004 — two ways to the same number
