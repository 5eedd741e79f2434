"""The tools that a record declares, by name, with the schemas of their parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import orjson

from tuneready.api import OwnSchema, SchemaError, own_schema

_LISTS = ("functionDeclarations", "function_declarations")
_INNER = ("function", "toolSpec")
_PARAMETERS = ("parameters", "inputSchema", "input_schema", "parametersJsonSchema", "parameters_json_schema")


Unread = Literal["elsewhere", "no-schema"]
"""Why arguments cannot be held against parameters: they refer to another document, or are no JSON Schema."""


class Declared(NamedTuple):
    """Schemas by name of tool; where the tool has none that could be used, None or why not.

    `open`: whether some declaration could not be read, so that other names may be right too.
    """

    schemas: Mapping[str, OwnSchema | Unread | None]
    open: bool = False


@lru_cache(maxsize=512)
def declared(texts: tuple[str, ...]) -> Declared:
    """What these declarations (JSON texts, each of one tool or of several) say."""
    schemas: dict[str, OwnSchema | Unread | None] = {}
    for text in texts:
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            return Declared({}, open=True)
        for tool in _tools(value):
            name = tool.get("name")
            if not isinstance(name, str):
                return Declared({}, open=True)
            schemas[name] = _schema(tool)
    return Declared(schemas)


def _tools(value: object) -> Iterator[Mapping[str, Any]]:
    """One tool at a time, without what providers wrap around it."""
    if isinstance(value, list):
        for each in value:
            yield from _tools(each)
        return
    if isinstance(value, str):  # each tool as JSON text
        try:
            yield from _tools(orjson.loads(value))
        except orjson.JSONDecodeError:
            yield {}
        return
    if not isinstance(value, Mapping):
        yield {}
        return
    lists = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
    if lists:
        yield from _tools(lists)
        return
    inner = next((value[name] for name in _INNER if isinstance(value.get(name), Mapping)), value)
    yield inner


def _schema(tool: Mapping[str, Any]) -> OwnSchema | Unread | None:
    """The schema of a tool's parameters, or why it cannot be used (Fireworks prints some that are none)."""
    given: Any = next((tool[name] for name in _PARAMETERS if tool.get(name) is not None), None)
    if isinstance(given, Mapping) and isinstance(given.get("json"), Mapping):
        given = given["json"]
    if not isinstance(given, str | Mapping):
        return None
    try:
        return own_schema(given if isinstance(given, str) else orjson.dumps(_lower(given)))
    except SchemaError as error:
        return "elsewhere" if error.pointer.endswith("ref") or error.pointer.endswith("Ref") else "no-schema"
    except TypeError:  # nested more deeply than orjson writes
        return "no-schema"


def _lower(schema: Any) -> Any:  # noqa: ANN401 — any JSON value
    """Gemini spells types in capitals, and says nullable where others list null among the types."""
    if isinstance(schema, list):
        return [_lower(each) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    lowered = {key: _lower(value) for key, value in schema.items()}
    kind = lowered.get("type")
    if isinstance(kind, str) and kind.isupper():
        lowered["type"] = [kind.lower(), "null"] if lowered.get("nullable") is True else kind.lower()
    return lowered
