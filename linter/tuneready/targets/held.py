"""Examples held against targets: what each of them would say, told once where several say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from tuneready.example import Example
from tuneready.formats._signs import is_plain_chat
from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import BEYOND_PLAIN, Demand, Effect, Find, Target

MOST = 10
"""Faults that one demand may find in one record: with 10,000 turns that are all wrong, ten say it."""


class Unmet(NamedTuple):
    """A demand that an example does not meet: under which check, with what effect, of which targets.

    `by`: each of the targets with the short name of its source; `sources`: what these sources are.
    """

    example: Example
    check: str
    effect: Effect
    targets: tuple[str, ...]
    pointer: str
    message: str
    by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Found:
    """What finders say of one record; each is asked once, however many targets want to know.

    `plain`: it is a conversation of roles and texts alone, and many finders need not be asked.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self.plain = is_plain_chat(record)
        self._known: dict[Find, tuple[Fault, ...]] = {}

    def by(self, find: Find) -> tuple[Fault, ...]:
        """The faults that this finder finds, ten at the most."""
        known = self._known.get(find)
        if known is None:
            known = self._known[find] = tuple(islice(find(self._record), MOST))
        return known


def unmet(examples: Iterable[Example], targets: Sequence[Target]) -> Iterator[Unmet]:
    """All that the targets would refuse, drop, waste or advise against in examples that they read."""
    for example in examples:
        told: dict[tuple[str, Effect, Fault], dict[str, tuple[str, str]]] = {}
        found = Found(example.record)
        for target in targets:
            for demand, fault in faults(target, example, found):
                by = told.setdefault((demand.check, demand.effect, fault), {})
                by.setdefault(target.name, (demand.source, target.sources[demand.source]))
        for (check, effect, fault), by in told.items():
            told_by = tuple(f"{name}: {source}" for name, (source, _) in by.items())
            sources = tuple(document for _, document in by.values())
            yield Unmet(example, check, effect, tuple(by), *fault, by=told_by, sources=sources)


def faults(target: Target, example: Example, found: Found | None = None) -> Iterator[tuple[Demand, Fault]]:
    """What one target would say of one example of a format that it reads."""
    found = found or Found(example.record)
    for demand in asked(target, example.format, found.plain):
        for fault in found.by(demand.find):
            yield demand, fault


@cache
def asked(target: Target, form: str, plain: bool, effect: Effect | None = None) -> tuple[Demand, ...]:
    """What a target asks of a record of a format that may be unmet, where it has this effect (None: any)."""
    return tuple(
        demand
        for demand in target.formats.get(form, ())
        if not (plain and hasattr(demand.find, BEYOND_PLAIN)) and effect in (None, demand.effect)
    )


def unread_by(targets: Iterable[Target], form: str) -> tuple[Target, ...]:
    """Those of the targets that do not read this format."""
    return tuple(target for target in targets if form not in target.formats)


UNLIKE: Mapping[tuple[str, str], str] = {
    (
        "openai-chat",
        "bedrock-converse",
    ): "contents are strings, not arrays of blocks; the system stands among the messages, not beside them",
    ("bedrock-claude", "bedrock-converse"): "contents and the system are strings, not arrays of blocks",
    ("bedrock-converse", "openai-chat"): "contents are blocks without a type; the system stands beside the "
    "messages, not among them",
    ("bedrock-claude", "openai-chat"): "the system stands beside the messages, not among them",
    ("bedrock-converse", "bedrock-claude"): "contents are arrays of blocks, not strings",
    ("cohere-chat", "openai-chat"): "roles are System, User and Chatbot, not system, user and assistant",
    ("gemini", "openai-chat"): "contents of parts stand where messages are expected",
    ("openai-chat", "gemini"): "messages stand where contents of parts are expected",
    ("sharegpt", "openai-chat"): "conversations of from and value stand where messages are expected",
    ("trl-preference", "openai-preference"): "chosen and rejected stand where preferred_output and "
    "non_preferred_output are expected",
}
"""What tells two formats apart that are taken for each other: found, and expected."""

NEEDS: Mapping[str, str] = {
    "bedrock-converse": "needs blocks",
    "gemini": "needs contents",
    "prompt-completion": "needs prompt and completion",
    "text-classification": "needs text and label",
    "cohere-chat": "needs Chatbot's roles",
    "alpaca": "needs instruction and output, or conversations",
    "bedrock-claude": "needs messages with strings",
}


def unlike(found: str, expected: str) -> str:
    """How a record of one format differs from the one that a target is best given, and what to do."""
    difference = UNLIKE.get((found, expected))
    remedy = f"tuneready convert --to {expected} writes it anew"
    return f"{difference}; {remedy}" if difference else remedy


CHAT_NEEDS: Mapping[str, str] = {
    "bedrock-claude": "needs the system among the messages",
    "bedrock-converse": "needs contents without blocks",
    "cohere-chat": "needs roles system, user and assistant",
    "llama-factory-v1": "needs contents without parts of value",
    "openai-rft": "needs an answer",
    "messages-kto": "needs messages without a label",
    "messages-preference": "needs one conversation",
}
"""What a target that reads chats misses in other records that have messages."""


def needs(target: Target, form: str) -> str:
    """What a target wants that a record of a format which it does not read lacks, in few words."""
    home = next(iter(target.formats))
    return NEEDS.get(home) or CHAT_NEEDS.get(form, "needs messages")
