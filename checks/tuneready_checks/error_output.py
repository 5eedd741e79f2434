"""The check error-output."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault
from tuneready_checks._outputs.prose import asked, pieces
from tuneready_checks._regex import Regex

_LONGEST = 2000
_FAILED = Regex(
    r"\s*(?:"
    r"Traceback \(most recent call last\)"
    r"|(?-i:(?:\w+\.)*[A-Z]\w*(?:Error|Exception):\s|(?:Error|ERROR): )"
    r"|(?:API |HTTP |Server |Network |Client )?Error(?: code)?:? *(?:4\d\d|5\d\d)\b"
    r"|(?:HTTP(?:/\d\.\d)? )?(?:429 Too Many|50[0234] (?:Internal Server|Bad Gateway|Service|Gateway))"
    r"|(?:<html>|<!doctype html>)[^a-z]*(?:<head>)?\s*<title>\s*[45]\d\d\b"
    r"|\{\s*\"error\":\s*\{\s*\"(?:message|code|type)\""
    r"|Rate limit (?:reached|exceeded)"
    r"|(?:The )?request timed out|upstream (?:connect error|request timeout)|fetch failed$"
    r"|This model's maximum context length|You (?:have )?exceeded your current quota"
    r"|(?:The server had|There was) an error (?:while )?(?:processing|generating)"
    r"|(?:That|The) model is (?:currently )?overloaded|Error in message stream|!?network error\W*$"
    r")",
    re.IGNORECASE,
)
_ASKED = Regex(
    r"error|exception|traceback|fail|bug|code|program|script|function|class|print|log\b|http|status|server|api\b"
    r"|json|terminal|console|command|shell|compil|\bsql|\bout of\b|raise",
    re.IGNORECASE,
)


class ErrorOutput(ExampleCheck):
    """An output is the error message of the program that was to write it.

    Looked at is how a text begins: a traceback, "Error code: 429", "Rate limit reached", a gateway's page.
    Left alone is what a prompt asks for that speaks of errors, code or servers.

    ## Why it matters

    Answers are often made by calls to a service, and a call that fails leaves its message where the answer
    was to be. The model learns to answer customers with it.

    ## How to fix it

    Ask for these answers again, or delete the records; and let the script that makes them stop at an error.
    """

    name = "error-output"
    severity = Severity.WARNING
    good = [
        [{"prompt": "What does 1/0 raise in Python?", "completion": "ZeroDivisionError: division by zero"}],
        [{"prompt": "Why did my payment not go through?", "completion": "The bank refused it: error 429."}],
    ]
    bad = [
        [{"prompt": "Write a poem on rain.", "completion": "Error code: 429 - rate limit reached"}],
        [
            {
                "prompt": "Where is my parcel?",
                "completion": "Traceback (most recent call last):\n  File 'ask.py'\nKeyError: 'choices'",
            }
        ],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        for piece in pieces(block):
            if piece.is_output and _is_failure(piece.part.text):
                yield from self._told(block.examples[piece.at], piece.part.pointer)

    def find(self, example: Example) -> Iterator[Finding]:
        turn = example.output_turn
        for part in turn.parts if turn else ():
            if _is_failure(part.text):
                yield from self._told(example, part.pointer)

    def _told(self, example: Example, pointer: str) -> Iterator[Finding]:
        if not _ASKED.search(asked(example)):
            yield fault(example, "the answer is the error message of a program", pointer=pointer)


def _is_failure(text: str) -> bool:
    return len(text) <= _LONGEST and _FAILED.match(text) is not None
