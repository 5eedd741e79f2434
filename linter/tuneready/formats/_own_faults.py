"""Errors of somebody's own JSON Schema in our words: places and the schema's words, never a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from tuneready.formats._faults import _KEY, _MISSING, Path, _kind, _order, _place, _pointer, _wrong_type
from tuneready.formats.validate import MOST, Fault
from tuneready.words import plural, shown

if TYPE_CHECKING:
    import jsonschema_rs

_TAKEN = 10 * MOST
"""Errors that are looked at, of one value: it may be a list of a million wrong items."""
_MOST_WORDS = 12


def told(errors: Iterable[jsonschema_rs.ValidationError], value: object) -> list[Fault]:
    """Faults in the order of the value, each once."""
    found: dict[Path, set[str]] = {}
    for _, error in zip(range(_TAKEN), errors, strict=False):
        for path, wrong in _explained(error):
            found.setdefault(path, set()).add(wrong)
    in_order = sorted(found.items(), key=lambda each: _order(each[0], value))
    return [
        Fault(_pointer(_plain(path[:-1] if wrong == _MISSING else path)), f"{_place(path)} {wrong}")
        for path, facts in in_order
        for wrong in sorted(facts)
    ]


def _plain(path: Path) -> Path:
    """The path as far as its keys are plain names: another may be personal data."""
    plain = takewhile(lambda step: isinstance(step, int) or _KEY.fullmatch(step), path)
    return tuple(plain)


def _explained(error: jsonschema_rs.ValidationError) -> Iterator[tuple[Path, str]]:
    path: Path = tuple(error.instance_path)
    kind: Any = error.kind  # a class for each, with what it knows
    if kind.name == "required":
        yield (*path, kind.property), _MISSING
    elif kind.name in {"additionalProperties", "unevaluatedProperties"}:
        yield from (((*path, name), "is a key that the schema does not allow") for name in kind.unexpected)
    elif kind.name == "falseSchema" and error.schema_path[-1:] == ["additionalProperties"]:
        yield path, "has a key that the schema does not allow"
    elif kind.name in {"anyOf", "oneOf"} and hasattr(kind, "context"):
        yield from _of_branches(error, path)
    else:
        yield path, fact(error)


def _of_branches(error: jsonschema_rs.ValidationError, path: Path) -> Iterator[tuple[Path, str]]:
    """Of several forms, what is wrong with the one that was most likely meant: the type is right there."""
    kind: Any = error.kind
    branches: Sequence[Sequence[jsonschema_rs.ValidationError]] = kind.context
    here = len(path)
    meant = [errors for errors in branches if errors and not any(_wrong_here(each, here) for each in errors)]
    if meant:
        for each in min(meant, key=len):
            yield from _explained(each)
    elif branches and all(errors for errors in branches):
        types = [name for errors in branches for each in errors for name in _types(each, here)]
        yield path, _wrong_type(error.instance, list(dict.fromkeys(types))) if types else fact(error)
    else:
        yield path, "fits more than one form of the schema: expected exactly one"


def _wrong_here(error: jsonschema_rs.ValidationError, depth: int) -> bool:
    return error.kind.name == "type" and len(error.instance_path) == depth


def _types(error: jsonschema_rs.ValidationError, depth: int) -> Sequence[str]:
    kind: Any = error.kind
    return kind.types if _wrong_here(error, depth) else ()


def fact(error: jsonschema_rs.ValidationError) -> str:
    """What is wrong with a value, in words that follow the name of its place."""
    value, kind = error.instance, error.kind
    say = _FACTS.get(kind.name)
    return (
        say(value, kind) if say else f"breaks '{error.schema_path[-1] if error.schema_path else kind.name}'"
    )


def _one_of(value: object, kind: Any) -> str:  # noqa: ANN401 — a class for each kind
    words = [shown(word) for word in kind.options]
    listed = ", ".join(words[:_MOST_WORDS])
    more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
    return f"is {shown(value)}: expected {'one of ' if len(words) > 1 else ''}{listed}{more}"


def _length(value: Any, kind: Any, noun: str, bound: str) -> str:  # noqa: ANN401 — the same
    return f"has {plural(len(value), noun)}: expected at {bound} {kind.limit:,}"


def _bound(kind: Any, words: str) -> str:  # noqa: ANN401 — the same
    return f"is a number out of bounds: expected {words} {kind.limit}"


_FACTS: Mapping[str, Callable[[Any, Any], str]] = {
    "type": lambda value, kind: _wrong_type(value, kind.types),
    "enum": _one_of,
    "const": lambda value, kind: f"is {shown(value)}: expected {shown(kind.expected_value)}",
    "minLength": lambda value, kind: _length(value, kind, "character", "least"),
    "maxLength": lambda value, kind: _length(value, kind, "character", "most"),
    "minItems": lambda value, kind: _length(value, kind, "item", "least"),
    "maxItems": lambda value, kind: _length(value, kind, "item", "most"),
    "minProperties": lambda value, kind: _length(value, kind, "key", "least"),
    "maxProperties": lambda value, kind: _length(value, kind, "key", "most"),
    "minimum": lambda _, kind: _bound(kind, "at least"),
    "maximum": lambda _, kind: _bound(kind, "at most"),
    "exclusiveMinimum": lambda _, kind: _bound(kind, "more than"),
    "exclusiveMaximum": lambda _, kind: _bound(kind, "less than"),
    "multipleOf": lambda _, kind: f"is a number: expected a multiple of {kind.multiple_of}",
    "pattern": lambda _, kind: f"does not match the pattern {kind.pattern}",
    "format": lambda value, kind: f"is {_kind(value)}: expected the format {kind.format}",
    "uniqueItems": lambda *_: "has an item twice: expected each once",
    "contains": lambda *_: "holds no item of the kind that the schema asks for",
    "not": lambda *_: "is what the schema rules out",
    "falseSchema": lambda *_: "is not allowed",
    "propertyNames": lambda *_: "has a key whose name the schema does not allow",
    "additionalItems": lambda *_: "has more items than the schema allows",
    "unevaluatedItems": lambda *_: "has more items than the schema allows",
    "oneOf": lambda *_: "fits none, or more than one, of the forms that the schema allows",
    "anyOf": lambda *_: "fits none of the forms that the schema allows",
}
