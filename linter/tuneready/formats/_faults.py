"""Errors of JSON Schema in our own words: places, types and the schema's words, never a record's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

from tuneready.formats._schema import NAMED
from tuneready.formats.base import Record
from tuneready.words import plural, shown

Path = tuple[str | int, ...]

_TYPES = {
    "string": "a string",
    "null": "null",
    "array": "an array",
    "object": "an object",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "a boolean",
}
_KEY = re.compile(r"[A-Za-z_][\w-]{0,39}", re.ASCII)
_MISSING = "is missing"


def told(errors: Iterable[ValidationError], record: Record) -> list[tuple[str, str]]:
    """JSON pointers and messages, in the order of the record, each once."""
    found = {each for error in errors for each in _explain(error)}
    ordered = sorted(found, key=lambda each: (_order(each[0], record), each))
    return [
        (_pointer(path[:-1] if fact == _MISSING else path), f"{_place(path)} {fact}")
        for path, fact in ordered
    ]


def _pointer(path: Path) -> str:
    """A path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _place(path: Path) -> str:
    """A path as a message names it; a key that is no plain name may be personal data."""
    if not path:
        return "record"
    return _pointer(tuple(step if isinstance(step, int) or _KEY.fullmatch(step) else "…" for step in path))


def _order(path: Path, record: Any) -> tuple[int, ...]:  # noqa: ANN401 — any JSON value
    """Where in the record a path stands: at each step the index of the item, or of the key."""
    places: list[int] = []
    for step in path:
        if not isinstance(record, Mapping):
            places.append(int(step))
        elif step in record:
            places.append(list(record).index(str(step)))
        else:  # a missing key comes first
            return (*places, -1)
        record = record[step]
    return tuple(places)


def _explain(error: ValidationError) -> Iterator[tuple[Path, str]]:
    path = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    word = str(error.validator)
    if word == "required":
        yield from (((*path, key), _MISSING) for key in wanted if key not in value)
    elif word == "anyOf":
        yield from _explain_branches(error, path, wanted)
    elif word in _FACTS:
        yield path, _FACTS[word](value, _schema(error).get(NAMED, wanted) if word == "enum" else wanted)
    else:
        schema = _schema(error)
        yield path, f"lacks {schema.get('description', 'what its format asks for')}"


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}


def _explain_branches(
    error: ValidationError, path: Path, branches: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Path, str]]:
    """Of several forms, what is wrong with the one that was most likely meant: the type is right there."""
    failed: defaultdict[int, list[ValidationError]] = defaultdict(list)
    for each in error.context or ():
        failed[int(each.schema_path[0])].append(each)
    meant = [errors for errors in failed.values() if not any(_is_wrong_type(each) for each in errors)]
    if not meant:
        types = [name for branch in branches for name in _names(branch["type"])]
        yield path, _wrong_type(error.instance, types)
    elif all(each.validator == "required" and not each.path for errors in meant for each in errors):
        keys = [key for branch in branches for key in branch["required"]]
        yield path, f"has none of {', '.join(keys)}"
    else:
        for each in min(meant, key=len):
            yield from _explain(each)


def _is_wrong_type(error: ValidationError) -> bool:
    return error.validator == "type" and not error.path


def _names(types: str | Sequence[str]) -> Sequence[str]:
    return [types] if isinstance(types, str) else types


def _kind(value: object) -> str:
    """The type of a value, with nothing of its text."""
    if isinstance(value, str):
        return "a string"
    if isinstance(value, list):
        return "an array"
    return "an object" if isinstance(value, Mapping) else shown(value)


def _wrong_type(value: object, types: str | Sequence[str]) -> str:
    words = [_TYPES[name] for name in _names(types)]
    if words == ["a boolean"]:
        words = ["true", "false"]
    either = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    return f"is {_kind(value)}: expected {either}"


def _wrong_word(value: object, words: Sequence[str]) -> str:
    return f"is {shown(value)}: expected {'one of ' if len(words) > 1 else ''}{', '.join(words)}"


def _too_few(value: Sequence[object], least: int) -> str:
    return f"has {plural(len(value), 'item')}: expected at least {least}" if value else "is empty"


def _too_many(value: Sequence[object], most: int) -> str:
    return f"has {plural(len(value), 'item')}: expected at most {most}"


def _empty(_value: object, _least: int) -> str:
    return "is empty"


_FACTS: Mapping[str, Callable[[Any, Any], str]] = {
    "type": _wrong_type,
    "enum": _wrong_word,
    "minItems": _too_few,
    "maxItems": _too_many,
    "minProperties": _empty,
}
