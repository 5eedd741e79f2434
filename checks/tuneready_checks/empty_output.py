"""The check empty-output."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault
from tuneready_checks._targets import and_unmet


class EmptyOutput(ExampleCheck):
    """An answer that the model is to learn is empty.

    ## Why it matters

    The model is trained to say nothing. A few such records are enough to make it stop early on
    prompts that look alike; most trainers accept them without a word.

    ## How to fix it

    Write the answer, or delete the record. Tool calls and images count as an answer.
    """

    name = "empty-output"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello!"}]}],
        [{"prompt": "Say nothing.", "completion": "…"}],
    ]
    bad = [
        [{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": " \n"}]}],
        [{"prompt": "Name a river in Peru.", "completion": ""}],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        yield from and_unmet(super().look(block), block, self.name)

    def find(self, example: Example) -> Iterator[Finding]:
        for index, turn in enumerate((*example.turns, *example.view.rejected)):
            if turn.trained and not any(part.text.strip() for part in turn.parts):
                pointer = turn.parts[0].pointer if turn.parts else ""
                yield fault(example, f"{turn.role} message is empty", pointer=pointer, detail=str(index))
