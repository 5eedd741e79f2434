"""The JSON Schema of the configuration, made from its own fields and those of the installed checks."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from tuneready.check import Check
from tuneready.config import Config
from tuneready.registry import classes, packs
from tuneready.severities import LEVELS

ID = "https://raw.githubusercontent.com/tuneready/tuneready/main/linter/tuneready/config.schema.json"
_TEXT = {"type": "string"}
_DRAFT = "http://json-schema.org/draft-07/schema#"


def config_schema(known: Mapping[str, type[Check]]) -> dict[str, Any]:
    """The schema of tuneready.toml, or of [tool.tuneready], with the options of these checks."""
    schema = _one_or_many(_plain(Config.model_json_schema(by_alias=True)))
    own: dict[str, Any] = schema.pop("$defs", {})
    definitions: dict[str, Any] = {}
    tables: dict[str, Any] = {}
    for name, found in known.items():
        table = _plain(found.model_json_schema(by_alias=True))
        definitions |= table.pop("$defs", {})
        tables[name] = _check(found, table)
        tables |= {alias: {**tables[name], "deprecated": True} for alias in found.aliases}
    benchmarks = schema["properties"]["benchmarks"]
    listed = [_TEXT, {"type": "array", "items": _TEXT}]
    schema["properties"]["benchmarks"] = {
        "description": benchmarks.pop("description"),
        "anyOf": [*listed, benchmarks],
    }
    task = schema["properties"]["task"]
    schema["properties"]["task"] = {
        "description": task.pop("description"),
        "anyOf": [task["additionalProperties"], task],
    }
    schema["properties"]["checks"] = {
        "type": "object",
        "description": "options of checks, and `severity`, by check",
        "additionalProperties": False,
        "properties": dict(sorted(tables.items())),
    }
    head = {"$schema": _DRAFT, "$id": ID, "title": "tuneready", "description": "What can be configured."}
    return {**schema, **head, "definitions": {**own, **definitions}}


def tool_schema(_tool: str) -> dict[str, Any]:
    """The schema of [tool.tuneready], for validate-pyproject."""
    return config_schema(classes(packs()))


def _check(found: type[Check], table: Mapping[str, Any]) -> dict[str, Any]:
    severity = {
        "enum": list(LEVELS),
        "default": str(found.severity),
        "description": "how bad its findings are",
    }
    return {
        "type": "object",
        "description": cleandoc(found.__doc__ or "").partition("\n")[0],
        "additionalProperties": False,
        "properties": {**table.get("properties", {}), "severity": severity},
    }


def _one_or_many(schema: Any) -> Any:  # noqa: ANN401 — any part of a schema
    """Where the configuration takes a list of texts it takes one text too."""
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "array" and schema.get("items") == _TEXT:
        rest = {key: value for key, value in schema.items() if key not in {"type", "items"}}
        return {**rest, "anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
    return {key: _one_or_many(value) for key, value in schema.items()}


def _plain(schema: Any) -> Any:  # noqa: ANN401 — any part of a schema
    """A schema in draft 7, without the titles that pydantic makes of names."""
    if isinstance(schema, dict):
        plain = {
            key: _plain(value)
            for key, value in schema.items()
            if not (key == "title" and isinstance(value, str))
        }
        if "$ref" in plain:
            plain["$ref"] = plain["$ref"].replace("#/$defs/", "#/definitions/")
        if "prefixItems" in plain:
            plain["items"] = plain.pop("prefixItems")
        return plain
    return [_plain(each) for each in schema] if isinstance(schema, list) else schema
