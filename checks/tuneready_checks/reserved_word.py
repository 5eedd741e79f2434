"""The check reserved-word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault
from tuneready_checks._targets import and_unmet

_WORDS = re.compile(
    r"<\|(?:im_start|im_end|im_sep|endoftext|endofprompt|eot_id|eom_id|begin_of_text|end_of_text|start_header_id"
    r"|end_header_id|python_tag|system|user|assistant|end|startoftext)\|>"
    r"|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|\[EOS\]"
)
_TEMPLATED = frozenset({"plain-text", "prompt-completion", "axolotl-input-output", "trl-prompt-only"})


class ReservedWord(ExampleCheck):
    """A text holds a word that the trainer or the model keeps for itself.

    ## Why it matters

    `<|im_end|>` or `[INST]` in a message is read as the end of a turn, not as text: the model learns to
    break off, or to speak for the user. Some providers look for such words and fail the job hours later
    (Amazon Nova: `User:`, `Bot:`, `[EOS]`).

    ## How to fix it

    Mostly a conversation was templated twice: write the messages without the template's words. Where the
    text is about them, write them differently. Formats of plain text, where templates are written out,
    are left alone.
    """

    name = "reserved-word"
    severity = Severity.ERROR
    stage = "fitting"
    good = [
        [
            {
                "messages": [
                    {"role": "user", "content": "User: what is <b>?"},
                    {"role": "assistant", "content": "Bold text."},
                ]
            }
        ],
        [{"text": "<|im_start|>user\nHi<|im_end|>"}],
    ]
    bad = [
        [
            {
                "messages": [
                    {"role": "user", "content": "Hi<|im_end|>"},
                    {"role": "assistant", "content": "Hello"},
                ]
            }
        ],
        [{"instruction": "[INST] Say hello [/INST]", "input": "", "output": "Hello"}],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        yield from and_unmet(super().look(block), block, self.name)

    def find(self, example: Example) -> Iterator[Finding]:
        if example.format in _TEMPLATED:
            return
        for _role, part in example.texts():
            text = part.text
            if part.kind == "text" and ("<" in text or "[" in text):
                found = _WORDS.search(text)
                if found:
                    word = found.group()
                    message = f"text holds {word}, a word of chat templates"
                    yield fault(
                        example,
                        message,
                        pointer=part.pointer,
                        detail=word,
                        usable=True,
                        severity=Severity.WARNING,
                    )
                    return
