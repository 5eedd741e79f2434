"""The check role-order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, Turn, fault
from tuneready_checks._targets import unmet

_CHAT = frozenset(
    {
        "openai-chat",
        "together",
        "fireworks",
        "mistral",
        "sharegpt",
        "bedrock-converse",
        "bedrock-claude",
        "gemini",
    }
)


class RoleOrder(ExampleCheck):
    """Messages stand in an order that trainers refuse or do not expect.

    Where a target is named, its own order is asked for; else only what nearly every target refuses is told.

    ## Why it matters

    Chat templates expect question and answer in turn. Some trainers refuse any other order, others skip
    the record without a word, and a template that does not check writes a conversation that no model meets.

    ## How to fix it

    Join messages of one role that follow each other, put the system message first, and put the answer of a
    tool behind the message that calls it.
    """

    name = "role-order"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [
            {
                "messages": [
                    {"role": "system", "content": "Be kind."},
                    {"role": "user", "content": "Hi"},
                    {"role": "assistant", "content": "Hello"},
                ]
            }
        ],
    ]
    bad = [
        [
            {
                "messages": [
                    {"role": "user", "content": "Hi"},
                    {"role": "tool", "tool_call_id": "a", "content": "12"},
                    {"role": "assistant", "content": "Hello"},
                ]
            }
        ],
        [
            {
                "messages": [
                    {"role": "user", "content": "Hi"},
                    {"role": "assistant", "content": "Hello"},
                    {"role": "assistant", "content": "Hello again"},
                ]
            }
        ],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        if block.targets:
            yield from unmet(block, self.name)
        else:
            yield from super().look(block)

    def find(self, example: Example) -> Iterator[Finding]:
        if example.format not in _CHAT:
            return
        turns = example.turns
        if turns and turns[0].role == "tool":
            yield _told(example, turns[0], "the answer of a tool comes first", Severity.WARNING)
        for before, turn in pairwise(turns):
            if turn.role == "tool" and before.role not in ("assistant", "tool"):
                message = f"the answer of a tool follows a message of role {before.role}, not a call"
                yield _told(example, turn, message, Severity.WARNING)
            elif turn.role == before.role == "assistant":
                message = "two assistant messages follow each other: several targets refuse that"
                yield _told(example, turn, message, Severity.INFO)
            elif turn.role == "system" != before.role:
                message = "a system message stands in the middle: several targets refuse that"
                yield _told(example, turn, message, Severity.INFO)


def _told(example: Example, turn: Turn, message: str, severity: Severity) -> Finding:
    pointer = turn.parts[0].pointer if turn.parts else ""
    return fault(example, message, pointer=pointer, detail=message, usable=True, severity=severity)
