"""Private keys and signed tokens."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Iterator

from tuneready_checks._scan import masks
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.secrets.rule import TOKEN, Rule, entropy
from tuneready_checks._scan.text import Text

_NAME = rb"(?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----"
_OPENING = "-----BEGIN "
_BEGIN = _OPENING.encode() + _NAME
_BLOCK = _BEGIN + rb"(?:\\[nr]|-?[A-Za-z0-9+/=:,. \t\r\n])*(?:-----END " + _NAME + rb")?"
_LINE = r"[A-Za-z0-9+/=]{40}"
_LEAST_BITS = 4.0
_LOOKED_AT = 400
_GUIDE = "1234567890"
"""Whom the token of the guides is made out to."""


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
    nobody = isinstance(claims, dict) and claims.get("sub") == _GUIDE
    return Level.PLACEHOLDER if nobody else Level.MEDIUM


def _is_key(body: str) -> bool:
    """Whether base64 stands there, and not dots, prose or one letter all along."""
    return re.search(_LINE, body) is not None and entropy("".join(body.split())) >= _LEAST_BITS


def _find_private_key(text: Text) -> Iterator[Hit]:
    """PEM blocks; a header without a key behind it is a placeholder."""
    for start, end in text.matches(_BLOCK):
        block = text.data[start:end].decode()
        header, dashes, body = block.removeprefix(_OPENING).partition("-----")
        if _is_key(body[:_LOOKED_AT]):
            yield Hit("private-key", Level.HIGH, start, end, masks.head(block, 0), block)
        else:
            alone = _OPENING + header + dashes
            yield Hit(
                "private-key", Level.PLACEHOLDER, start, start + len(alone), masks.head(alone, 0), alone
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
