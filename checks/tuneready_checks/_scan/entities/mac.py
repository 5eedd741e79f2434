"""Hardware (MAC) addresses; opt-in."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_ADDRESS = (
    rb"\b[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})\b"
    rb"|\b(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}\b"
)
_TRIGGERS = (
    rb"\b(?:[0-9A-Fa-f]{2}[:\-]){3}[0-9A-Fa-f]",
    rb"\b[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}",
)
_GLUE = (b":", b"-", b".")
_COUNTING = ("001122334455", "0123456789ab", "aabbccddeeff", "123456789abc", "deadbeefcafe", "112233445566")


def find(text: Text) -> Iterator[Hit]:
    """Six bytes; documentation addresses (RFC 7042: 00-00-5E-00-53) and counting ones are placeholders."""
    for start, end in text.matches(_ADDRESS):
        if text.before(start) in _GLUE or (text.after(end) in _GLUE and text.after(end, 2)[1:].isalnum()):
            continue
        value = "".join(filter(str.isalnum, text.data[start:end].decode())).lower()
        nobody = value in _COUNTING or value.startswith("00005e0053") or len(set(value)) == 1
        level = Level.PLACEHOLDER if nobody else Level.MEDIUM
        yield Hit("mac-address", level, start, end, "**:**:**:**:**:**", value)


FAMILY = Family("mac-address", "MAC address", "MAC addresses", _TRIGGERS, _ADDRESS, find)
