"""Crypto wallets: Bitcoin by its checksums, Ethereum by its shape."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan import masks
from tuneready_checks._scan.checksums import base58check, bech32
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_BASE58 = rb"\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\b"
_SEGWIT = rb"\b(?:bc1[a-z0-9]{11,71}|BC1[A-Z0-9]{11,71})\b"
_ETHEREUM = rb"\b0x[0-9A-Fa-f]{40}\b"
_VERSIONS = frozenset({0x00, 0x05})
_EXAMPLES = frozenset(
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    ]
)
"""The first block's, and those of the specifications and of well-known guides."""


def _entity(start: int, end: int, value: str, level: Level, shown: int) -> Hit:
    if value in _EXAMPLES or len(set(value[3:])) <= 2:  # noqa: PLR2004 — 0x000…01 is nobody's
        level = Level.PLACEHOLDER
    return Hit("crypto-wallet", level, start, end, masks.head(value, shown), value)


def find_base58(text: Text) -> Iterator[Hit]:
    """Addresses that begin with 1 or 3."""
    for start, end in text.matches(_BASE58):
        value = text.data[start:end].decode()
        if base58check(value, _VERSIONS):
            yield _entity(start, end, value, Level.HIGH, 1)


def find_segwit(text: Text) -> Iterator[Hit]:
    """Addresses that begin with bc1."""
    for start, end in text.matches(_SEGWIT):
        value = text.data[start:end].decode()
        if bech32(value):
            yield _entity(start, end, value.lower(), Level.HIGH, 3)


def find_ethereum(text: Text) -> Iterator[Hit]:
    """Forty hexadecimal digits; without a word such as "wallet" it may be any hash or contract."""
    for start, end in text.matches(_ETHEREUM):
        value = text.data[start:end].decode().lower()
        level = Level.MEDIUM if text.kind_before(start) == "wallet" else Level.LOW
        yield _entity(start, end, value, level, 2)


_NAMES = ("crypto-wallet", "crypto wallet", "crypto wallets")
BASE58 = Family(*_NAMES, (rb"[13][1-9A-HJ-NP-Za-km-z]{25}",), _BASE58, find_base58)
SEGWIT = Family(*_NAMES, (rb"\b(?:bc1|BC1)[A-Za-z0-9]{11}",), _SEGWIT, find_segwit)
ETHEREUM = Family(*_NAMES, (rb"\b0x[0-9A-Fa-f]{40}",), _ETHEREUM, find_ethereum)
