"""What is wrong with a line that orjson refuses: one precise fact, never the line's content."""

from __future__ import annotations

import json
import re

from tuneready.reading.beyond_syntax import value_fault
from tuneready.reading.faults import BOM, bad_line, too_deep, too_deep_at
from tuneready.reading.lines import BadLine
from tuneready.reading.tokens import JSON_SPACE, open_at_end

_SPACE = JSON_SPACE.decode()
_CONFLICT = re.compile(rb"<{7} |={7}\s*\Z|>{7} ")
_CARRIAGE_RETURN_ONLY = re.compile(rb"\}[ \t]*(\r)[ \t\r]*\{")
_PYTHON = re.compile(r"'|[bru]['\"]|(?:True|False|None)\b")
_CUT_SHORT = re.compile(r"(?:tr?u?|fa?l?s?|nu?l?|-|\.|[eE][+-]?)?\s*\Z")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_EXPECTED = {
    "Expecting value": "a value is expected",
    "Expecting ',' delimiter": "a comma or a closing bracket is expected",
    "Expecting ':' delimiter": "a colon is expected",
    "Expecting property name enclosed in double quotes": "a key in double quotes is expected",
    "Invalid \\escape": "JSON has no such escape",
    "Invalid \\uXXXX escape": "an escape of four hexadecimal digits is expected",
}

_Cause = tuple[str, str, int]
"""Kind, message and the index of the byte where it starts."""


def diagnose(data: bytes, line: int) -> BadLine:
    """Why `data`, which orjson refuses, is no record. No bytes whatever make this raise."""
    try:
        kind, message, at = _cause(data)
    except (ValueError, RecursionError, MemoryError):
        if too_deep_at(data) >= 0:
            return too_deep(data, line)
        kind, message, at = "bad-json", "is not JSON", -1
    return bad_line(data, line, kind, message, at=at)


def _cause(data: bytes) -> _Cause:
    if _CONFLICT.match(data):
        return "merge-conflict", "is a conflict marker of git: resolve the merge", 0
    if found := _CARRIAGE_RETURN_ONLY.search(data):
        return "lone-cr", "records are set apart by CR alone: end each line with LF", found.start(1)
    if data.startswith(BOM):
        return "byte-order-mark", "starts with a byte order mark in the midst of the file: remove it", 0
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        byte = f"byte {error.start + 1} is not UTF-8 (0x{data[error.start]:02x})"
        return "invalid-utf-8", f"{byte}: save the file as UTF-8", error.start
    return _syntax(data, text)


def _syntax(data: bytes, text: str) -> _Cause:
    if too_deep_at(data) >= 0:
        raise RecursionError  # at which depth the standard library does so depends on Python's version
    start = len(text) - len(text.lstrip(_SPACE))
    decoder = json.JSONDecoder(parse_int=len, parse_float=len, parse_constant=len)
    try:
        _, end = decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        return _refused(data, text, error)
    end = len(text) - len(text[end:].lstrip(_SPACE))
    return value_fault(data) if end == len(text) else _after_first(text, end)


def _after_first(text: str, end: int) -> _Cause:
    """What follows the first document of a line, from `end` on."""
    rest = text[end:].rstrip(_SPACE)
    at = _byte(text, end)
    if rest == ",":
        return "trailing-comma", "a comma follows the record: lines are not joined by commas", at
    second = rest.lstrip("," + _SPACE)
    if second.startswith(("{", "[")):
        at += len(rest) - len(second)
        return (
            "two-documents",
            f"holds two JSON documents, the second from column {at + 1}: one record a line",
            at,
        )
    if rest[0] < " ":
        return _control_character(rest[0], "after the record", at)
    return "bad-json", f"something else follows the record from column {at + 1}", at


def _refused(data: bytes, text: str, error: json.JSONDecodeError) -> _Cause:
    """What the syntax error is that the standard library's parser met."""
    here, before = text[error.pos :], text[: error.pos].rstrip(_SPACE)
    at = _byte(text, error.pos)
    if inside := _cut_off_inside(data, here, error.msg):
        return "truncated", f"ends inside {inside}: the line is cut off", len(data)
    if here and here[0] < " ":
        inside = "in a string: escape it" if "control character" in error.msg else "outside a string"
        return _control_character(here[0], inside, at)
    if here.startswith(("}", "]")) and before.endswith(","):
        return "trailing-comma", f"a comma stands before {here[0]}", _byte(text, len(before) - 1)
    if found := _TRAILING_COMMA.match(here):  # Python 3.13 and later point at the comma
        return "trailing-comma", f"a comma stands before {found[1]}", at
    if _PYTHON.match(here):
        return "python-literal", "is a Python literal, not JSON: write records with json.dumps", at
    expected = _EXPECTED.get(error.msg, "JSON is expected")
    return "bad-json", f"is not JSON from column {at + 1}: {expected}", at


def _cut_off_inside(data: bytes, here: str, reason: str) -> str:
    """What the line ends inside of, if the parser stopped for that; "" if not."""
    if reason.startswith("Unterminated string"):
        return "a string"
    in_escape = reason.startswith("Invalid \\") and len(here) <= len("\\u000")
    if not in_escape and not _CUT_SHORT.match(here):
        return ""
    inside = open_at_end(data)
    return "" if in_escape and inside != "a string" else inside


def _control_character(character: str, where: str, at: int) -> _Cause:
    return "control-character", f"control character 0x{ord(character):02x} {where}", at


def _byte(text: str, index: int) -> int:
    return len(text[:index].encode())
