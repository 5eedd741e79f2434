"""All secrets, and words that stand for one."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.secrets import ai, business, cloud, code, keys
from tuneready_checks._scan.secrets.rule import family
from tuneready_checks._scan.text import Text

_WORDS = (
    rb"\b(?:your|YOUR|insert|INSERT|replace|REPLACE|my|MY|Your|My)"
    rb"(?i:(?:[_\-][a-z]{1,16}){0,3}[_\-](?:key|token|secret)(?:[_\-](?:here|id))?\b)"
)
_WORDS_TRIGGER = rb"(?:your|YOUR|insert|INSERT|replace|REPLACE|my|MY|Your|My)[_\-][A-Za-z]"


def _find_words(text: Text) -> Iterator[Hit]:
    """YOUR_API_KEY and its like."""
    for start, end in text.matches(_WORDS):
        value = text.data[start:end].decode()
        yield Hit("key-name", Level.PLACEHOLDER, start, end, "…", value.lower())


STAND_IN = Family("key-name", "name of a key", "names of keys", (_WORDS_TRIGGER,), _WORDS, _find_words)
FAMILIES: tuple[Family, ...] = (
    keys.PRIVATE_KEY,
    *(family(rule) for rules in (keys, ai, cloud, code, business) for rule in rules.RULES),
    STAND_IN,
)
