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
_SHOWN = 4
_START = TOKEN + rb"{4}"
_STANDS_FOR_ONE = re.compile(
    r"example|your|my[-_]?(?:api|key|token)|placeholder|dummy|sample|redacted|changeme|insert|replace|fake"
    r"|x{6}|\*{3}|\.{3}|(?:1234567|2345678|3456789|0123456|abcdefg|bcdefgh|a1b2c3d4|deadbeef)|(.)\1{6}",
    re.IGNORECASE,
)


class Rule(NamedTuple):
    """A secret: `prefix` and `body` are RE2 patterns of the bytes of one.

    `bits`: Shannon entropy per character below which a token is taken for a placeholder. `start`: what at
    the least follows the prefix, for the trigger; `hint`: the whole trigger, where a literal inside the token
    tells more than its beginning. `confirm`: a further look at the token, where its shape
    is not enough.
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


def entropy(token: str) -> float:
    """Shannon entropy, bits per character.

    >>> entropy("aaaa"), entropy("abcd")
    (0.0, 2.0)
    """
    size = len(token)
    return sum(count / size * log2(size / count) for count in Counter(token).values())


def level_of(rule: Rule, token: str) -> Level | None:
    """How sure it is that a token of the right shape is a secret; None where it is none."""
    if _STANDS_FOR_ONE.search(token) or entropy(token) < rule.bits:
        return Level.PLACEHOLDER
    return rule.confirm(token) if rule.confirm else rule.level


def _find(rule: Rule, pattern: bytes, text: Text) -> Iterator[Hit]:
    for start, end in text.matches(pattern):
        token = text.data[start:end].decode("utf-8", "surrogateescape")
        level = level_of(rule, token)
        if level is not None:
            yield Hit(rule.entity, level, start, end, masks.head(token, _SHOWN), token)


def family(rule: Rule) -> Family:
    """The search for this secret."""
    prefix = rb"\b(?:" + rule.prefix + rb")" if rule.prefix[:1].isalnum() else rb"(?:" + rule.prefix + rb")"
    find = partial(_find, rule, prefix + rule.body)
    trigger = rule.hint or prefix + rule.start
    return Family(rule.entity, rule.title, rule.title + "s", (trigger,), trigger, find)
