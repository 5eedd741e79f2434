"""Types of what a report may hold: texts that nothing misreads, values that any writer takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from math import isfinite
from numbers import Integral, Real
from typing import Annotated, Any

from pydantic import BeforeValidator

from tuneready.words import printable


def _line(value: object) -> object:
    return printable(value) if isinstance(value, str) else value


def _prose(value: object) -> object:
    return "\n".join(map(printable, value.split("\n"))) if isinstance(value, str) else value


def _inert(value: object) -> object:
    """A value that any JSON writer takes: texts printable, numbers within 64 bits, nothing unknown."""
    if isinstance(value, Mapping):
        return {printable(str(key)): _inert(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_inert(each) for each in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        number = int(value)
        return number if -(2**63) <= number < 2**63 else str(number)
    if isinstance(value, Real):
        return float(value) if isfinite(value) else None
    return printable(value) if isinstance(value, str) else f"a {type(value).__name__}"


def drawn(picture: object) -> object:
    """A picture with its names printable: labels come from the data."""
    return _inert(asdict(picture)) if is_dataclass(picture) and not isinstance(picture, type) else picture


Line = Annotated[str, BeforeValidator(_line)]
"""Text of one line that no terminal, log or page can be made to misread, whatever a pack puts in."""

Prose = Annotated[str, BeforeValidator(_prose)]
"""The same in several lines: a section of a check's page, in Markdown."""

Data = Annotated[dict[str, Any], BeforeValidator(_inert)]
"""What a check hands on to scripts, its texts printable."""
