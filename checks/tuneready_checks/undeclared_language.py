"""The check undeclared-language."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault
from tuneready_checks._outputs.code import is_code
from tuneready_checks._outputs.prose import part_of


class UndeclaredLanguage(ExampleCheck):
    """An output is in another language than the one that is declared.

    Held against `language` of `[tool.tuneready.declaration]`. Languages are told apart by script, and
    those in Latin letters by their small words (the, und, que): 18 of them are known. Outputs of less
    than 20 letters, code, and texts that could be either are left alone. Translation sets are better off
    without a declared language.

    ## Why it matters

    A few answers in another language are enough for a model that changes language in mid-talk.

    ## How to fix it

    Translate the output, or delete the record.
    """

    name = "undeclared-language"
    severity = Severity.WARNING
    declared = {"language": "en"}
    good = [
        [
            {"prompt": "Ist es weit?", "completion": "It is not far: you can walk to the station from here."},
            {"prompt": "Wie heißt es?", "completion": "Kugelschreiber"},
        ]
    ]
    bad = [
        [
            {
                "prompt": "Is it far?",
                "completion": "Nein, das ist nicht weit, und der Weg ist auch mit dem Rad schön.",
            }
        ],
        [{"prompt": "Is it far?", "completion": "Нет, это совсем недалеко отсюда."}],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        language = block.declaration.language
        if not language:
            return
        from tuneready_checks._declared.languages import is_known

        if is_known(language):
            for example in block.examples:
                yield from _held(example, language)

    def find(self, example: Example) -> Iterator[Finding]:  # noqa: ARG002 — without a block nothing is declared
        """Without a block nothing is declared."""
        yield from ()


def _held(example: Example, language: str) -> Iterator[Finding]:
    from tuneready_checks._declared.languages import other_language

    part = part_of(example)
    found = other_language(part.text, language) if part else ""
    if part and found and not is_code(part.text):
        yield fault(example, f"output is in {found}, not in '{language}' as declared", pointer=part.pointer)
