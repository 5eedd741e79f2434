"""The check wrong-format."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, example_id
from tuneready_checks._targets import unmet


class WrongFormat(ExampleCheck):
    """A record is not what its format, or its target, asks for.

    ## Why it matters

    A misspelt role, a number for a text, a missing list of messages: the provider refuses the file, or
    the trainer skips the record, or trains on something that nobody meant.

    ## How to fix it

    The finding names the place in the record (a JSON pointer), what stands there and what is expected.
    `tuneready list formats` shows the formats that are known. Where the format was guessed wrongly,
    name it with `--format`.
    """

    name = "wrong-format"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [
            {
                "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}],
                "id": 7,
            }
        ]
    ]
    bad = [
        [{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistnt", "content": "Hello"}]}],
        [{"messages": [{"role": "user", "content": 5}, {"role": "assistant", "content": "Hello"}]}],
        [{"messages": []}],
        [{"mesages": [{"role": "user", "content": "Hi"}]}],
        [{"prompt": "Hi", "completion": 5}],
    ]

    def find(self, example: Example) -> Iterator[Finding]:  # noqa: ARG002 — an example fits its format
        yield from ()

    def look(self, block: Block) -> Iterator[Finding]:
        for misfit in block.misfits:
            at = example_id(block.file.number, misfit.line)
            yield Finding(
                at=at,
                message=misfit.message,
                identity=f"{misfit.identity} {misfit.pointer} {misfit.message}",
                pointer=misfit.pointer,
                unusable=(at,),
                data={"format": misfit.format or None},
            )
        yield from unmet(block, self.name)
