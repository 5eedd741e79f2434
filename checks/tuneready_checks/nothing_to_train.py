"""The check nothing-to-train."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault
from tuneready_checks._targets import unmet


class NothingToTrain(ExampleCheck):
    """An example has no turn that the model is trained on.

    ## Why it matters

    Trainers compute loss on what the assistant says. Where it says nothing, or each of its messages has
    weight 0, the example costs time and teaches nothing; if all are like this, the loss is 0.0 and the
    run "succeeds".

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
        yield from super().look(block)
        yield from unmet(block, self.name)

    def find(self, example: Example) -> Iterator[Finding]:
        if any(turn.trained for turn in example.turns):
            return
        if any(turn.role == "assistant" for turn in example.turns):
            yield fault(example, "no assistant message is trained on: each has weight 0")
        elif not example.view.grade:
            yield fault(example, "no assistant message to learn from: it ends with the prompt")
