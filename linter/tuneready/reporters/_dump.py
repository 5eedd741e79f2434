"""JSON as reporters write it: readable, and inert in a log."""

from __future__ import annotations

import re

import orjson

_COMMAND = re.compile(r"##(?=\[|vso\[)")
"""What runners of GitHub and Azure take for a command, wherever in a line it stands."""


def dump(document: object, *, indent: bool = True) -> str:
    """One JSON document with a final newline, its keys in the order that they were given."""
    text = orjson.dumps(document, option=orjson.OPT_INDENT_2 if indent else 0).decode()
    return _COMMAND.sub(r"\\u0023#", text) + "\n"
