"""What a secret of one maker looks like, and the search for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from math import log2
from typing import NamedTuple

from tuneready_checks._scan import masks
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

TOKEN = rb"[A-Za-z0-9_\-]"
WORD = rb"[A-Za-z0-9]"
HEX = rb"[0-9a-f]"
UUID = HEX + rb"{8}(?:-" + HEX + rb"{4}){3}-" + HEX + rb"{12}\b"
_SHOWN = 4
_START = rb"[A-Za-z0-9_\-.+/=]{4}"
_STANDS_FOR_ONE = (
    r"example|your|my[-_]?(?:api|key|token)|placeholder|dummy|sample|redacted|changeme|insert|replace|fake"
    r"|x{6}|\*{3}|\.{3}|(?:1234567|2345678|3456789|0123456|abcdefg|bcdefgh|a1b2c3d4|deadbeef)|(.)\1{6}"
)


class Rule(NamedTuple):
    """A secret: `prefix` and `body` are RE2 patterns of the bytes of one.

    `bits`: Shannon entropy per character below which a token is taken for a placeholder. `start`: what at
    the least follows the prefix, for the trigger; `hint`: the whole trigger, where a literal inside the token
    tells more than its beginning. `confirm`: a further look at the token, where its shape
    is not enough. `lead`: what stands before the token and is no part of it. `apart`: signs that must not
    touch the token, since among them it is a piece of something longer.
    """

    entity: str
    title: str
    prefix: bytes
    body: bytes
    level: Level = Level.HIGH
    bits: float = 3.0
    start: bytes = _START
    hint: bytes = b""
    confirm: Callable[[str], Level | None] | None = None
    lead: bytes = b""
    apart: bytes = b""


def entropy(token: str) -> float:
    """Shannon entropy, bits per character.

    >>> entropy("aaaa"), entropy("abcd")
    (0.0, 2.0)
    """
    size = len(token)
    return sum(count / size * log2(size / count) for count in Counter(token).values())


def level_of(rule: Rule, token: str) -> Level | None:
    """How sure it is that a token of the right shape is a secret; None where it is none."""
    level = rule.confirm(token) if rule.confirm else rule.level
    return Level.PLACEHOLDER if level is not None and is_stand_in(token, rule.bits) else level


def is_stand_in(token: str, bits: float = 0) -> bool:
    """Whether a token says that it stands for one, or has less entropy than `bits` a character."""
    return re.search(_STANDS_FOR_ONE, token, re.IGNORECASE) is not None or entropy(token) < bits


def _is_apart(rule: Rule, text: Text, start: int, end: int) -> bool:
    around = text.before(start) + text.after(end)
    return not any(sign in rule.apart for sign in around)


def _find(rule: Rule, pattern: bytes, text: Text) -> Iterator[Hit]:
    for first, end in text.matches(pattern):
        start = first + len(rule.lead)
        token = text.data[start:end].decode("utf-8", "surrogateescape")
        level = level_of(rule, token) if _is_apart(rule, text, start, end) else None
        if level is not None:
            yield Hit(rule.entity, level, start, end, masks.head(token, _SHOWN), token)


def family(rule: Rule) -> Family:
    """The search for this secret."""
    bound = rb"" if rule.lead or not rule.prefix[:1].isalnum() else rb"\b"
    prefix = re.escape(rule.lead) + bound + rb"(?:" + rule.prefix + rb")"
    find = partial(_find, rule, prefix + rule.body)
    trigger = rule.hint or prefix + rule.start
    return Family(rule.entity, rule.title, rule.title + "s", (trigger,), trigger, find)
