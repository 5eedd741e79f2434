"""Which format a record is of: the most specific first."""

from __future__ import annotations

from functools import lru_cache

from tuneready.formats import (
    alpaca,
    axolotl,
    bedrock_claude,
    bedrock_converse,
    cohere,
    fireworks,
    gemini,
    llama_factory_v1,
    messages_feedback,
    mistral,
    mistral_classification,
    openai_chat,
    openai_preference,
    openai_rft,
    prompt_completion,
    sharegpt,
    text,
    together,
    trl_feedback,
    trl_prompt,
)
from tuneready.formats._signs import is_plain_chat
from tuneready.formats.base import Format, Record

DETECTION_ORDER: tuple[Format, ...] = (
    openai_preference.FORMAT,
    gemini.PREFERENCE,
    gemini.FORMAT,
    mistral_classification.FORMAT,
    messages_feedback.PAIR,
    sharegpt.PREFERENCE,
    alpaca.PREFERENCE,
    trl_feedback.PREFERENCE,  # before chat: such records may repeat the chosen conversation as messages
    messages_feedback.LABELLED,
    llama_factory_v1.PAIR,
    llama_factory_v1.FORMAT,
    bedrock_converse.FORMAT,
    bedrock_claude.FORMAT,
    cohere.CHAT,
    mistral.FORMAT,
    fireworks.FORMAT,
    openai_rft.FORMAT,
    together.FORMAT,
    openai_chat.FORMAT,
    sharegpt.KTO,
    sharegpt.FORMAT,
    alpaca.KTO,
    alpaca.FORMAT,
    trl_feedback.STEPWISE,
    trl_feedback.UNPAIRED,
    prompt_completion.FORMAT,
    trl_prompt.FORMAT,
    axolotl.SEGMENTS,
    axolotl.PRETOKENIZED,
    cohere.RERANK,
    text.LABELLED,
    text.PLAIN,
)
"""Read from the top, the first that recognises a record wins: the order is the rule."""

BY_NAME = {each.name: each for each in DETECTION_ORDER}


@lru_cache(maxsize=4096)
def _candidates(keys: frozenset[str]) -> tuple[Format, ...]:
    return tuple(each for each in DETECTION_ORDER if each.may_have(keys))


def detect(record: Record) -> Format | None:
    """The format that recognises this record, or None."""
    if is_plain_chat(record):  # what the candidates would say, at a quarter of the cost
        return openai_chat.FORMAT
    for candidate in _candidates(frozenset(record)):
        if candidate.recognises(record):
            return candidate
    return None
