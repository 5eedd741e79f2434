"""Text for people, on a terminal or in a log, that no runner takes for a command."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tuneready.reporters.style import Style

_COMMAND = re.compile(r"::|##(?=\[|vso\[)")


def plain(text: str) -> str:
    r"""Text in which the signs of a workflow command are escaped.

    >>> plain("::error::x"), plain("a ##[group]b"), plain("a: b # c")
    ('\\x3a:error\\x3a:x', 'a \\x23#[group]b', 'a: b # c')
    """
    return _COMMAND.sub(lambda found: f"\\x{ord(found.group()[0]):02x}{found.group()[1:]}", text)


def joined(blocks: Iterable[Iterable[str]]) -> str:
    """Blocks of lines with an empty line between them; empty blocks are left out."""
    return "\n\n".join("\n".join(lines) for lines in map(list, blocks) if lines) + "\n"


def place_of(file: str, line: int) -> str:
    """A place as editors and terminals make it a link."""
    return plain(f"{file}:{line}" if line else file)


def colored_place(line: str, place: str, look: str, style: Style) -> str:
    """The line, its place in colour."""
    return line.replace(place, style.paint(place, look), 1)
