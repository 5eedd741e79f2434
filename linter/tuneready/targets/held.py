"""Examples held against targets: what each of them would say, told once where several say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from tuneready.example import Example
from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Demand, Effect, Find, Target

MOST = 10
"""Faults that one demand may find in one record: with 10,000 turns that are all wrong, ten say it."""


class Unmet(NamedTuple):
    """A demand that an example does not meet: under which check, with what effect, of which targets.

    `sources`: where each of the targets says so.
    """

    example: Example
    check: str
    effect: Effect
    targets: tuple[str, ...]
    pointer: str
    message: str
    sources: tuple[str, ...] = ()


class Found:
    """What finders say of one record; each is asked once, however many targets want to know."""

    def __init__(self, record: Record) -> None:
        self._record = record
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
        told: dict[tuple[str, Effect, Fault], dict[str, str]] = {}
        found = Found(example.record)
        for target in targets:
            for demand, fault in faults(target, example, found):
                by = told.setdefault((demand.check, demand.effect, fault), {})
                by.setdefault(target.name, target.sources[demand.source])
        for (check, effect, fault), by in told.items():
            yield Unmet(example, check, effect, tuple(by), *fault, sources=tuple(by.values()))


def faults(target: Target, example: Example, found: Found | None = None) -> Iterator[tuple[Demand, Fault]]:
    """What one target would say of one example of a format that it reads."""
    found = found or Found(example.record)
    for demand in target.formats.get(example.format, ()):
        for fault in found.by(demand.find):
            yield demand, fault


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
    "gemini": "needs contents of parts",
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


def needs(target: Target) -> str:
    """What a target wants that a record of another format lacks, in few words."""
    home = next(iter(target.formats))
    return NEEDS.get(home, "needs messages")
