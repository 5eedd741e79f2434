"""JSON Schemas that others wrote: a user's for their records, a tool's for its arguments.

They are compiled so that they can do no harm: nothing is fetched, and patterns run in linear time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from tuneready.formats.validate import MOST, Fault

if TYPE_CHECKING:
    import jsonschema_rs

_REFS = ("$ref", "$dynamicRef", "$recursiveRef")
_DATA = frozenset({"const", "enum", "default", "examples", "example"})
"""Keywords whose values are no schemas: what looks like a reference there is none."""


class SchemaError(Exception):
    """A schema cannot be used. `pointer`: the place in the schema; `message`: the fact, which follows it."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(f"{pointer or 'schema'} {message}")
        self.pointer = pointer
        self.message = message


class OwnSchema:
    """A compiled schema. `text`: its JSON. Raises SchemaError where it is none, or refers elsewhere."""

    def __init__(self, text: bytes | str) -> None:
        self.text = text
        self._validator = _compiled(text)

    def __reduce__(self) -> tuple[Callable[[bytes | str], OwnSchema], tuple[bytes | str]]:
        """Another process compiles its own."""
        return own_schema, (self.text,)

    def fits(self, value: object) -> bool:
        """Whether a value is right by this schema."""
        return self._validator.is_valid(value)

    def faults(self, value: object) -> list[Fault]:
        """All that is wrong with a value, ten at the most, in words that hold none of its text."""
        if self._validator.is_valid(value):
            return []
        from tuneready.formats._own_faults import told

        return told(self._validator.iter_errors(value), value)[:MOST] or [
            Fault("", "does not fit the schema")
        ]


@lru_cache(maxsize=1024)
def own_schema(text: bytes | str) -> OwnSchema:
    """The schema that this JSON text describes: each is compiled once. Raises SchemaError."""
    return OwnSchema(text)


def _compiled(text: bytes | str) -> jsonschema_rs.Validator:
    import jsonschema_rs

    schema = _parsed(text)
    for pointer, target in _references(schema):
        if not target.startswith("#"):
            raise SchemaError(
                pointer, "refers to another document: only references within the schema are read"
            )
    try:
        return jsonschema_rs.validator_for(
            schema, retriever=_refused, pattern_options=jsonschema_rs.RegexOptions()
        )
    except jsonschema_rs.ValidationError as error:
        raise _explained(error, schema) from None
    except ValueError as error:  # nested more deeply than it can be read
        raise SchemaError("", f"cannot be used: {str(error).lower()[:80]}") from None


def _parsed(text: bytes | str) -> Any:  # noqa: ANN401 — any JSON value
    try:
        schema = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise SchemaError("", f"is not JSON: line {error.lineno}, column {error.colno}") from None
    if not isinstance(schema, dict | bool):
        raise SchemaError("", "is neither an object nor a boolean")
    return schema


def _references(schema: object) -> Iterator[tuple[str, str]]:
    """Pointers to the references in a schema, and what they refer to."""
    waiting: list[tuple[str, object]] = [("", schema)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            yield from (
                (f"{pointer}/{name}", value[name]) for name in _REFS if isinstance(value.get(name), str)
            )
            waiting += (
                (f"{pointer}/{_step(name)}", each) for name, each in value.items() if name not in _DATA
            )
        elif isinstance(value, list):
            waiting += ((f"{pointer}/{index}", each) for index, each in enumerate(value))


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _refused(_uri: str) -> Any:  # noqa: ANN401 — what a retriever would return
    raise ValueError


def _explained(error: jsonschema_rs.ValidationError, schema: Mapping[str, Any]) -> SchemaError:
    """Where a schema is no right schema, and why."""
    if error.kind.name != "$ref":
        pointer = "".join(f"/{_step(str(step))}" for step in error.instance_path)
        return SchemaError(pointer, _why(error))
    for pointer, target in _references(schema):
        if not _leads(schema, target):
            return SchemaError(pointer, "refers to a place that is not in the schema")
    if "$schema" in schema:
        return SchemaError(
            "/$schema", "names no draft that is known: expected draft 4, 6, 7, 2019-09 or 2020-12"
        )
    return SchemaError("", "refers to something that is not in it")


def _why(error: jsonschema_rs.ValidationError) -> str:
    from tuneready.formats._own_faults import fact

    keyword = error.instance_path[-1] if error.instance_path else ""
    if keyword == "pattern":
        return "is no regular expression that runs in linear time (no look-around, no back-references)"
    if keyword == "type":
        return "is no type of JSON Schema: expected array, boolean, integer, null, number, object or string"
    return fact(error)


def _leads(schema: object, target: str) -> bool:
    """Whether a reference by pointer leads somewhere; one by anchor is given the benefit of the doubt."""
    value = schema
    steps = target.removeprefix("#").split("/")[1:] if target.startswith("#/") else []
    for step in steps:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return False
    return True
