"""How two answers to the same question contradict each other, if they do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tuneready_checks._answers.question import asks_for, asks_for_a_fact, same_question
from tuneready_checks._answers.statements import Statement, alike, asserts, denies, opening, statements
from tuneready_checks._answers.values import Value, clash, values
from tuneready_checks._texts import Said

_SAME_STATEMENT = 0.6
_SAME_MATTER = 0.5
_FEWEST_WORDS = 2
_BRIEF = 40
_CODE = re.compile(r"```|^\s*(?:def |class |import |#include|SELECT |<\w+>)|[{};]\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """An example's prompt and answer, with what the answer states, worked out once."""

    said: Said

    @property
    def id(self) -> int:
        """The example's id."""
        return self.said.id

    @cached_property
    def opening(self) -> str:
        """How it begins: with yes, with no, or with neither."""
        plain = opening(self.said.output)
        if plain or not self.statements:
            return plain
        first = self.statements[0]
        if denies(self.said.prompt, first):
            return "no"
        return "yes" if asserts(self.said.prompt, first) else ""

    @cached_property
    def statements(self) -> list[Statement]:
        """Its first sentences."""
        return list(statements(self.said.output))

    @cached_property
    def values(self) -> list[Value]:
        """All values in it."""
        return list(values(self.said.output))

    @cached_property
    def is_code(self) -> bool:
        """Whether it holds code, whose words mean other things."""
        return bool(_CODE.search(self.said.output))

    @cached_property
    def length(self) -> int:
        """Words in it."""
        return len(self.said.output.split())


def contradiction(one: Answer, other: Answer) -> str:
    """How two answers contradict each other, as a message says it; empty where they do not."""
    if one.said.output == other.said.output or one.is_code or other.is_code:
        return ""
    found = _polarity(one, other) or _values(one, other)
    if not found:
        return ""
    outputs = (one.said.output, other.said.output)
    return found if same_question(one.said.prompt, other.said.prompt, outputs) else ""


def _polarity(one: Answer, other: Answer) -> str:
    if one.opening and other.opening:
        return f"{one.opening} here, {other.opening} there" if one.opening != other.opening else ""
    for mine in one.statements:
        for theirs in other.statements:
            enough = min(len(mine.about), len(theirs.about)) >= _FEWEST_WORDS
            if mine.denied != theirs.denied and enough and alike(mine, theirs) >= _SAME_STATEMENT:
                return "what one says, the other denies"
    return ""


def _values(one: Answer, other: Answer) -> str:
    """Another value in statements of the same matter, or in answers that are brief.

    A value that both answers have somewhere is agreed on, wherever it stands.
    """
    if not (asks_for_a_fact(one.said.prompt) and asks_for_a_fact(other.said.prompt)):
        return ""
    agreed = set(one.values) & set(other.values)
    for mine in one.statements:
        for theirs in other.statements:
            if alike(mine, theirs) >= _SAME_MATTER:
                kind = clash(*([v for v in values(each.text) if v not in agreed] for each in (mine, theirs)))
                if kind:
                    return f"another {kind} for the same thing"
    if max(one.length, other.length) <= _BRIEF:
        kind = clash(*([v for v in each.values if v not in agreed] for each in (one, other)))
        if kind and asks_for(kind, one.said.prompt) and asks_for(kind, other.said.prompt):
            return f"another {kind} for the same thing"
    return ""
