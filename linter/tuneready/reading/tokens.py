"""JSON text as tokens, by regular expressions over bytes: for what a parser does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

STRING = rb'"(?:[^"\\]++|\\.)*+"'
_NUMBER = rb"-?\d[\d.eE+\-]*+"
JSON_SPACE = b" \t\r\n"


def balanced(levels: int) -> bytes:
    """A pattern of text whose brackets close each other, whichever they are, nested `levels` deep or less."""
    if levels == 0:
        return rb'(?:[^"{}\[\]]++|' + STRING + rb")*+"
    return rb'(?:[^"{}\[\]]++|' + STRING + rb"|[{\[]" + balanced(levels - 1) + rb"[}\]])*+"


_BRACKET = rb'([{}\[\]"])'
_TO_BRACKET = re.compile(balanced(0) + _BRACKET, re.DOTALL)
_TO_UNBALANCED = re.compile(balanced(3) + _BRACKET, re.DOTALL)
_VALUES = re.compile(STRING + rb"|(" + _NUMBER + rb"|-?Infinity|NaN)", re.DOTALL)
_ESCAPES = re.compile(rb"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)


def structure(data: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Positions of the brackets that stand outside strings, each with its byte.

    A quote that opens a string which does not end comes last, as a token of its own.
    """
    return _tokens(_TO_BRACKET, data, start)


def _tokens(up_to: re.Pattern[bytes], data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while found := up_to.match(data, at):
        at = found.end()
        yield at - 1, found[1]
        if found[1] == b'"':
            return


def numbers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Positions and text of the numbers outside strings; NaN and the infinities are among them."""
    for found in _VALUES.finditer(data):
        if found.group(1) is not None:
            yield found.start(1), found.group(1)


def unicode_escapes(data: bytes) -> Iterator[tuple[int, int]]:
    r"""Positions and code units of the escapes of the kind \uXXXX."""
    for found in _ESCAPES.finditer(data):
        if found.group(1) is not None:
            yield found.start(), int(found.group(1), 16)


def open_at_end(data: bytes) -> str:
    """What JSON that is cut off ends inside of: "a string", "an object", "an array", or "" for nothing."""
    stack = []
    for _, token in _tokens(_TO_UNBALANCED, data, 0):
        if token == b'"':
            return "a string"
        if token in b"{[":
            stack.append(token)
        elif stack:
            stack.pop()
    return "" if not stack else "an object" if stack[-1] == b"{" else "an array"
