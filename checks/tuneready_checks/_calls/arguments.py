"""A call's arguments: whether they are JSON, and fit what the tool declares."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import orjson

from tuneready.api import OwnSchema, shown
from tuneready_checks._calls.said import Call


def unfit(call: Call, schema: OwnSchema | None) -> Iterator[tuple[str, str]]:
    """Pointers and messages of what is wrong with the arguments."""
    at, value = call.arguments_at, call.arguments
    inside = isinstance(value, Mapping)
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError as error:
            where = f"column {error.colno}" if value.strip() else "they are empty"
            yield at, f"{at} holds arguments that are no JSON: {where}"
            return
    if value is None and call.arguments is None:
        value = {}
    if not isinstance(value, Mapping):
        yield at, f"{at} holds arguments that are {_kind(value)}: expected an object"
    elif schema is not None:
        for fault in schema.faults(value):
            pointer = at + fault.pointer if inside and at.endswith(("arguments", "args", "input")) else at
            yield pointer, f"{at} does not fit the tool's parameters: {_reads(fault.message)}"


def repeated(call: Call) -> str | None:
    """A key that stands twice in one object of arguments that are JSON text: only the last is read."""
    text = call.arguments
    if not isinstance(text, str) or text.count(":") < 2:  # noqa: PLR2004 — twice
        return None
    twice: list[str] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(items)
        if len(made) < len(items):
            names = [name for name, _ in items]
            twice.append(next(name for name in names if names.count(name) > 1))
        return made

    try:
        json.loads(text, object_pairs_hook=pairs)
    except (ValueError, RecursionError):  # told as no JSON
        return None
    return twice[0] if twice else None


def _kind(value: object) -> str:
    return "a string" if isinstance(value, str) else shown(value)


def _reads(message: str) -> str:
    """The value as a whole is no record here."""
    return "they" + message.removeprefix("record") if message.startswith("record ") else message
