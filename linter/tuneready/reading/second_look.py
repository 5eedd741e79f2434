"""What orjson lets pass although something is lost by it: repeated keys, long integers, NUL, great depth.

A batch is first cleared as a whole, by counts and searches that never miss; only where they raise a
doubt is each line looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from tuneready.reading.faults import bad_line, too_deep
from tuneready.reading.lines import BadLine
from tuneready.reading.repeated_key import repeated_key
from tuneready.reading.tokens import numbers, unicode_escapes

if TYPE_CHECKING:
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint8]

_MOST, _LEAST = 2**64 - 1, -(2**63)
_AS_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_ESCAPED_COLON = (b"\\u003a", b"\\u003A")
_ESCAPED_NUL = b"\\u0000"


def is_clear(data: bytes, values: Sequence[Any], colons_elsewhere: int = 0) -> bool:
    """Whether no line of `data` needs a second look; `values` are the records that were read from it.

    orjson never escapes a colon. So if no key was dropped, `data` and the values written anew hold the
    same number of colons, and one that is dropped makes it smaller. Only an escaped colon could hide
    that. `colons_elsewhere`: those of lines that gave no record.
    """
    codes = np.frombuffer(data, np.uint8)
    if _has_unicode_escape(codes) and any(escape in data for escape in (_ESCAPED_NUL, *_ESCAPED_COLON)):
        return False
    if _may_hold_long_integer(codes) and _has_many_digits(data):
        return False
    try:
        written = orjson.dumps(values)
    except TypeError:
        return False
    kept = _colons(np.frombuffer(written, np.uint8))
    return _colons(codes) == kept + colons_elsewhere


def look(data: bytes, line: int, record: object) -> BadLine | None:
    """What was lost when this line was read as `record`; None where nothing was."""
    try:
        written = orjson.dumps(record)
    except TypeError:
        return too_deep(data, line)
    has_escaped_colon = any(escape in data for escape in _ESCAPED_COLON)
    if (has_escaped_colon or data.count(b":") != written.count(b":")) and (found := repeated_key(data)):
        return bad_line(data, line, "duplicate-key", found)
    return _long_integer(data, line) or _nul(data, line)


def _colons(codes: Codes) -> int:
    return int(np.count_nonzero(codes == ord(":")))


def _has_unicode_escape(codes: Codes) -> bool:
    return bool(((codes[:-1] == ord("\\")) & (codes[1:] == ord("u"))).any())


def _may_hold_long_integer(codes: Codes) -> bool:
    """Whether three digits stand six apart somewhere: of 19 in a row, three at least do."""
    is_digit = codes[::6] - np.uint8(ord("0")) < 10  # noqa: PLR2004 — there are ten
    return bool((is_digit[:-2] & is_digit[1:-1] & is_digit[2:]).any())


def _has_many_digits(data: bytes) -> bool:
    """Whether 20 digits, or a minus and 19, stand in a row somewhere."""
    zeros = data.translate(_AS_ZEROS)
    return b"0" * 20 in zeros or b"-" + b"0" * 19 in zeros


def _long_integer(data: bytes, line: int) -> BadLine | None:
    if not _has_many_digits(data):
        return None
    for at, number in numbers(data):
        if number.lstrip(b"-").isdigit() and _is_too_long(number):
            message = (
                f"the integer in column {at + 1} does not fit 64 bits and loses digits: write it as a string"
            )
            return bad_line(data, line, "big-integer", message, at=at, lost=False)
    return None


def _is_too_long(number: bytes) -> bool:
    return len(number) > len(str(_LEAST)) or not _LEAST <= int(number) <= _MOST


def _nul(data: bytes, line: int) -> BadLine | None:
    if _ESCAPED_NUL not in data:
        return None
    at = next((at for at, unit in unicode_escapes(data) if unit == 0), -1)
    if at < 0:
        return None
    message = f"text holds a NUL character in column {at + 1}: many programs cut it off there"
    return bad_line(data, line, "nul-character", message, at=at, lost=False)
