"""Which format a record is of: the most specific first."""

from __future__ import annotations

from functools import lru_cache

from tuneready.formats import openai_chat, prompt_completion
from tuneready.formats.base import Format, Record

DETECTION_ORDER: tuple[Format, ...] = (openai_chat.FORMAT, prompt_completion.FORMAT)
"""Read from the top, the first that recognises a record wins: the order is the rule."""

BY_NAME = {each.name: each for each in DETECTION_ORDER}


@lru_cache(maxsize=4096)
def _candidates(keys: frozenset[str]) -> tuple[Format, ...]:
    return tuple(each for each in DETECTION_ORDER if each.keys <= keys)


def detect(record: Record) -> Format | None:
    """The format that recognises this record, or None."""
    for candidate in _candidates(frozenset(record)):
        if candidate.recognises(record):
            return candidate
    return None
