"""Lines that are JSON by their syntax, and refused for a value in them."""

from __future__ import annotations

import math

from tuneready.reading.tokens import numbers, unicode_escapes

_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


def value_fault(data: bytes) -> tuple[str, str, int]:
    """Kind, message and the index of the byte where the value stands; ValueError where all are sound."""
    for at, number in numbers(data):
        if not number[-1:].isdigit():
            message = f"{number.decode()} in column {at + 1} is not JSON: write null, or leave the key out"
            return "nan", message, at
        if math.isinf(float(number)):
            return "number-out-of-range", f"the number in column {at + 1} is too large for a double", at
    at = _lone_surrogate_at(data)
    if at < 0:
        raise ValueError
    return "lone-surrogate", f"half a character is escaped in column {at + 1} (a lone surrogate)", at


def _lone_surrogate_at(data: bytes) -> int:
    """Index of the first escaped surrogate without its other half, -1 where there is none."""
    high = -1
    for at, unit in unicode_escapes(data):
        if high >= 0:
            if not (unit in _LOW and at == high + len("\\u0000")):
                return high
            high = -1
        elif unit in _LOW:
            return at
        elif unit in _HIGH:
            high = at
    return high
