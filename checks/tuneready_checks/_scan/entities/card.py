"""Payment cards: Luhn's check digit, the issuers' ranges and lengths, and what the words before say.

Source of the ranges: ISO/IEC 7812 issuer identification numbers as published by the networks, read 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tuneready_checks._scan import masks
from tuneready_checks._scan.checksums import luhn
from tuneready_checks._scan.entities._number import TRIGGER
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_CARD = rb"\b[0-9](?:[ \-]?[0-9]){11,18}\b"
_GLUE = (b".", b",", b"-", b"/", b"=", b"$", b"#", b"+")
_SIGNS = (b"*", b"+", b"=", b"<", b">", b"^")
_ROUND = "00000"
_GROUPINGS = {(4, 4, 4, 4), (4, 6, 5), (4, 4, 4, 4, 3), (4, 6, 4)}


class _Brand(NamedTuple):
    """A network's name, the numbers its cards begin with (from, to) and how long they are."""

    name: str
    first: str
    last: str
    lengths: frozenset[int]


_15, _16, _14_19, _16_19 = (
    frozenset({15}),
    frozenset({16}),
    frozenset(range(14, 20)),
    frozenset(range(16, 20)),
)
BRANDS = (
    _Brand("Visa", "4", "4", frozenset({16, 19})),
    _Brand("Mastercard", "51", "55", _16),
    _Brand("Mastercard", "2221", "2720", _16),
    _Brand("Amex", "34", "34", _15),
    _Brand("Amex", "37", "37", _15),
    _Brand("Discover", "6011", "6011", _16_19),
    _Brand("Discover", "644", "659", _16_19),
    _Brand("Diners", "300", "305", _14_19),
    _Brand("Diners", "3095", "3095", _14_19),
    _Brand("Diners", "36", "36", _14_19),
    _Brand("Diners", "38", "39", _14_19),
    _Brand("JCB", "3528", "3589", _16_19),
    _Brand("JCB", "1800", "1800", _15),
    _Brand("JCB", "2131", "2131", _15),
    _Brand("UnionPay", "62", "62", _16_19),
    _Brand("Mir", "2200", "2204", _16_19),
)
TEST_CARDS = frozenset(
    [
        "4242424242424242",
        "4111111111111111",
        "4012888888881881",
        "4000056655665556",
        "4000000000000002",
        "4000002500003155",
        "4000000000009995",
        "4000000000000077",
        "4000000000003220",
        "4222222222222",
        "4917610000000000",
        "4444333322221111",
        "5555555555554444",
        "5105105105105100",
        "5200828282828210",
        "5454545454545454",
        "2223003122003222",
        "2223000048400011",
        "5424000000000015",
        "378282246310005",
        "371449635398431",
        "378734493671000",
        "370000000000002",
        "6011111111111117",
        "6011000990139424",
        "6011000000000012",
        "30569309025904",
        "38520000023237",
        "3056930009020004",
        "36227206271667",
        "3530111333300000",
        "3566002020360505",
        "6200000000000005",
        "1234567812345670",
    ]
)
"""Numbers that payment providers publish for tests (Stripe, Braintree, Authorize.net, Adyen, PayPal)."""


def brand_of(digits: str) -> str:
    """The network that issues such a number at this length; empty where none does."""
    for brand in BRANDS:
        if len(digits) in brand.lengths and brand.first <= digits[: len(brand.first)] <= brand.last:
            return brand.name
    return ""


def _groups(written: str) -> tuple[int, ...]:
    return tuple(map(len, written.replace("-", " ").split()))


def _level(written: str, digits: str, brand: str, kind: str) -> Level:
    if digits in TEST_CARDS or len(set(digits)) <= 2:  # noqa: PLR2004 — 4444…1 is nobody's
        return Level.PLACEHOLDER
    grouped = _groups(written) in _GROUPINGS
    if brand and (grouped or kind == "card"):
        return Level.HIGH
    if kind == "card" or (brand and len(digits) in {15, 16} and not digits.endswith(_ROUND)):
        return Level.MEDIUM
    return Level.LOW


def _is_loose(text: Text, start: int, end: int) -> bool:
    """Whether it stands for itself: not a decimal, a piece of a longer code, an amount, a term or a path."""
    before, after = text.before(start, 2).rstrip()[-1:], text.after(end, 2)
    if text.before(start) in _GLUE or before in _SIGNS or after.lstrip()[:1] in _SIGNS:
        return False
    return not (after[:1] in (b".", b",") and after[1:].isdigit())


def find(text: Text) -> Iterator[Hit]:
    """Card numbers; what a nearer word calls an order, a phone or the like is none."""
    for start, end in text.matches(_CARD):
        written = text.data[start:end].decode()
        digits = written.replace(" ", "").replace("-", "")
        if not luhn(digits) or not _is_loose(text, start, end):
            continue
        kind = text.kind_before(start)
        if kind in {"other", "version", "national"}:
            continue
        if kind != "card" and not (written.isdigit() or _groups(written) in _GROUPINGS):
            continue
        brand = brand_of(digits)
        level = _level(written, digits, brand, kind)
        yield Hit("payment-card", level, start, end, masks.tail(digits, 2, f"{brand or 'card'} "), digits)


FAMILY = Family("payment-card", "payment card number", "payment card numbers", (TRIGGER,), _CARD, find)
