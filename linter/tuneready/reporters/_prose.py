"""The Markdown of a check's page as a page shows it: paragraphs, lists, code and emphasis; nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SPAN = re.compile(r"`([^`]+)`|\*\*?([^*\s][^*]*)\*\*?")


class Span(NamedTuple):
    """A piece of a line: `kind` is text, code or em."""

    kind: str
    text: str


class Paragraph(NamedTuple):
    """A paragraph, or an item of a list."""

    item: bool
    spans: list[Span]


def paragraphs(text: str) -> list[Paragraph]:
    r"""The text, taken apart.

    >>> [paragraph.item for paragraph in paragraphs("One.\n\n- two\n- three")]
    [False, True, True]
    """
    return [paragraph for part in text.split("\n\n") for paragraph in _part(part.strip("\n"))]


def _part(part: str) -> Iterator[Paragraph]:
    items = re.split(r"^\s*[-*] ", part, flags=re.MULTILINE)
    for number, item in enumerate(items):
        words = " ".join(item.split())
        if words:
            yield Paragraph(bool(number), list(_spans(words)))


def _spans(line: str) -> Iterator[Span]:
    at = 0
    for found in _SPAN.finditer(line):
        if found.start() > at:
            yield Span("text", line[at : found.start()])
        yield Span("code", found[1]) if found[1] else Span("em", found[2])
        at = found.end()
    if at < len(line):
        yield Span("text", line[at:])
