"""The check malformed-line."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import BadLine, Block, Example, ExampleCheck, Finding, Severity, example_id

_HINTS = frozenset({"json-array"})
_MARK = "byte-order-mark"


class MalformedLine(ExampleCheck):
    """A line is not one JSON object in UTF-8.

    ## Why it matters

    One such line is enough for a provider to refuse the whole file, mostly without saying which. Others
    drop the line silently, or read it differently: of two equal keys one is lost, NaN is no JSON, and
    a number with too many digits comes back changed.

    ## How to fix it

    Write the file with a JSON library, one record a line, in UTF-8 without a byte order mark:
    `json.dumps(record, ensure_ascii=False, allow_nan=False)`. Each finding names the line, the byte and
    the fault; a line that can still be read (a byte order mark, say) is a warning.
    """

    name = "malformed-line"
    severity = Severity.ERROR
    stage = "parsed"
    good = [
        [
            {"prompt": "Hi", "completion": "Hello"},
            b"",
            b'{"prompt": "U+2028: \xe2\x80\xa8", "completion": "x"}',
        ]
    ]
    bad = [
        [b'{"prompt": "Hi", "completion": "Hel'],
        [b'{"prompt": "Hi", "completion": "caf\xe9"}'],
        [b'{"prompt": "Hi", "completion": NaN}'],
        [b"{'prompt': 'Hi', 'completion': None}"],
        [b'{"prompt": "Hi", "prompt": "Ho", "completion": "Hello"}'],
        [b'{"prompt": "a", "completion": "b"}{"prompt": "c", "completion": "d"}'],
        [b"[1, 2]"],
        [b'\xef\xbb\xbf{"prompt": "Hi", "completion": "Hello"}'],
        [b'{"prompt": "Hi", "completion": "Hello", "id": 123456789012345678901234567890}'],
    ]

    def find(self, example: Example) -> Iterator[Finding]:  # noqa: ARG002 — an example's line was right
        yield from ()

    def look(self, block: Block) -> Iterator[Finding]:
        for bad in block.bad_lines:
            at = example_id(block.file.number, bad.line)
            yield Finding(
                at=at,
                message=bad.message + _refused_by(bad, block),
                identity=f"{bad.kind} {bad.identity}",
                unusable=(at,) if bad.lost else (),
                severity=_severity(bad, block),
                data={"kind": bad.kind, "column": bad.column},
            )


def _severity(bad: BadLine, block: Block) -> Severity | None:
    if bad.lost or _refused_by(bad, block):
        return None
    let_pass = bad.kind == _MARK and block.targets
    return Severity.INFO if let_pass or bad.kind in _HINTS else Severity.WARNING


def _refused_by(bad: BadLine, block: Block) -> str:
    """Who refuses a byte order mark, as the end of a message."""
    names = [target.name for target in block.targets if target.bom == "refused" and bad.kind == _MARK]
    return f" (refused by {', '.join(names)})" if names else ""
