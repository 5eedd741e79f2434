"""The check nothing-to-train."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault
from tuneready_checks._targets import and_unmet


class NothingToTrain(ExampleCheck):
    """An example has no turn that the model is trained on.

    ## Why it matters

    Trainers compute loss on what the assistant says. Where it says nothing, or each of its messages has
    weight 0, the example costs time and teaches nothing; if all are like this, the loss is 0.0 and the
    run "succeeds". What stands after the last assistant message is not trained on either: a conversation
    that ends with the user has mostly lost its answer.

    ## How to fix it

    Add the assistant's answer, give it weight 1, or delete the record. Prompts without answers are what
    reinforcement learning reads: for such a set turn this check off.
    """

    name = "nothing-to-train"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}],
        [{"messages": [{"role": "user", "content": "What is 2+2?"}], "reference_answer": "4"}],
    ]
    bad = [
        [{"messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}]}],
        [
            {
                "messages": [
                    {"role": "user", "content": "Hi"},
                    {"role": "assistant", "content": "Yes?", "weight": 0},
                ]
            }
        ],
        [{"prompt": "Name a river in Peru."}],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        own = super().look(block)
        yield from and_unmet(own if block.targets else chain(own, _left_over(block)), block, self.name)

    def find(self, example: Example) -> Iterator[Finding]:
        if any(turn.trained for turn in example.turns):
            return
        if any(turn.role == "assistant" for turn in example.turns):
            yield fault(example, "no assistant message is trained on: each has weight 0")
        elif not example.view.grade:
            yield fault(example, "no assistant message to learn from: it ends with the prompt")


def _left_over(block: Block) -> Iterator[Finding]:
    """Conversations that end with another than the assistant: what they end with teaches nothing."""
    for example in block.examples:
        last = example.turns[-1] if example.turns else None
        if last and last.role != "assistant" and any(turn.trained for turn in example.turns):
            message = f"the last message is of role {last.role}: nothing after the last answer is trained on"
            pointer = last.parts[0].pointer if last.parts else ""
            yield fault(example, message, pointer=pointer, usable=True, severity=Severity.WARNING)
