"""Private keys and signed tokens."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Iterator

from tuneready_checks._scan import masks
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.secrets.rule import TOKEN, Rule
from tuneready_checks._scan.text import Text

_BEGIN = rb"-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----"
_BODY = rb"(?:\\[nr]|[A-Za-z0-9+/=:,.\- \t\r\n])*"
_LEAST_BODY = 64
_JWT_GUIDE = '"sub":"1234567890"'


def _decoded(part: str) -> object:
    """A part of a signed token as JSON; None where it is none."""
    try:
        return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (Error, ValueError, RecursionError):
        return None


def _confirmed(token: str) -> Level | None:
    """Whether the header names an algorithm; the token of the guides is nobody's."""
    header, payload, _ = token.split(".")
    kind = _decoded(header)
    if not isinstance(kind, dict) or "alg" not in kind:
        return None
    claims = _decoded(payload)
    nobody = isinstance(claims, dict) and claims.get("sub") == "1234567890"
    return Level.PLACEHOLDER if nobody else Level.MEDIUM


def _find_private_key(text: Text) -> Iterator[Hit]:
    """PEM blocks; a header without a key behind it may be prose."""
    for start, stop in text.matches(_BEGIN):
        end = next((span[1] for span in text.matches(_BODY, stop) if span[0] == stop), stop)
        letters = sum(1 for byte in text.data[stop : min(end, stop + 400)] if chr(byte).isalnum())
        if letters >= _LEAST_BODY:
            yield Hit(
                "private-key",
                Level.HIGH,
                start,
                end,
                masks.head(text.data[start:end].decode(), 0),
                text.data[start:end].decode(),
            )
        else:
            yield Hit(
                "private-key",
                Level.PLACEHOLDER,
                start,
                stop,
                masks.head(text.data[start:stop].decode(), 0),
                text.data[start:stop].decode(),
            )


JWT = Rule(
    "signed-token",
    "signed token (JWT)",
    rb"eyJ" + TOKEN + rb"{8,}\.eyJ" + TOKEN + rb"{5,}\.",
    TOKEN + rb"{10,}",
    hint=rb"eyJ[A-Za-z0-9_\-]{8,}\.eyJ",
    confirm=_confirmed,
)
AGE = Rule("age-key", "age key", rb"AGE-SECRET-KEY-1", rb"[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}\b")
RULES = (JWT, AGE)
PRIVATE_KEY = Family(
    "private-key",
    "private key",
    "private keys",
    (_BEGIN,),
    _BEGIN,
    _find_private_key,
)
