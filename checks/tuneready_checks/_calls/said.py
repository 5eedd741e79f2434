"""What one message says of tools."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Side = Literal["asks", "calls", "answers", "aside"]
"""Whose message it is: who asks, the model, a tool; or one that stands aside (the system's)."""


class Call(NamedTuple):
    """A call. `arguments`: as the record has them, text or an object; None where there are none.

    `broken`: why it is no call that could be read; empty where it is one.
    """

    pointer: str
    id: str | None
    name: str | None
    arguments: Any
    arguments_at: str
    broken: str = ""


class Answer(NamedTuple):
    """The answer to a call, named by its id, by the name of the tool, or by neither."""

    pointer: str
    id: str | None
    name: str | None


class Said(NamedTuple):
    """A message, as far as tools go."""

    side: Side
    calls: tuple[Call, ...] = ()
    answers: tuple[Answer, ...] = ()


def text_or_none(value: object) -> str | None:
    """A string that is not empty."""
    return value if isinstance(value, str) and value else None
