"""The check weight-spelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault, shown
from tuneready_checks._targets import unmet


class WeightSpelling(ExampleCheck):
    """A message's weight is not written as 0 or 1.

    ## Why it matters

    OpenAI, Together and Mistral know two weights: 0 (not trained on) and 1. `1.0` is the same number to a
    JSON library, but Together refuses it; `true` is let pass by some; 0.5 means nothing to any of them.

    ## How to fix it

    Write whole numbers: `"weight": 0` or `"weight": 1`, on assistant messages. A weight for the whole
    example is Together's own, and stands beside the messages.
    """

    name = "weight-spelling"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [
            {
                "messages": [
                    {"role": "user", "content": "Hi"},
                    {"role": "assistant", "content": "Hello", "weight": 0},
                    {"role": "user", "content": "Well?"},
                    {"role": "assistant", "content": "Well.", "weight": 1},
                ]
            }
        ]
    ]
    bad = [
        [
            {
                "messages": [
                    {"role": "user", "content": "Hi"},
                    {"role": "assistant", "content": "Hello", "weight": weight},
                ]
            }
        ]
        for weight in (1.0, True, 0.5, 7)
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        if block.targets:
            yield from unmet(block, self.name)
        else:
            yield from super().look(block)

    def find(self, example: Example) -> Iterator[Finding]:
        messages = example.record.get("messages")
        if not isinstance(messages, list):
            return
        for index, message in enumerate(messages):
            if len(message) > 2 and message.get("weight") is not None:  # noqa: PLR2004 — role and content
                fact = _fact(message["weight"])
                if fact:
                    pointer = f"/messages/{index}/weight"
                    yield fault(
                        example,
                        f"{pointer} is {fact}",
                        pointer=pointer,
                        usable=True,
                        severity=Severity.WARNING,
                    )


def _fact(weight: Any) -> str:  # noqa: ANN401 — any JSON value
    """What is odd about a weight; empty where it is right."""
    if type(weight) is int and weight in (0, 1):
        return ""
    if weight in (0, 1):
        spelt = shown(weight) if isinstance(weight, bool) else f"{float(weight)}"
        return f"{spelt}: expected {int(weight)}, a whole number"
    return f"{shown(weight)}: expected 0 or 1"
