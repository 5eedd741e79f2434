"""Pieces of JSON Schema that several formats share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Schema = Mapping[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STRING: Schema = {"type": "string"}
OBJECT: Schema = {"type": "object"}
BOOLEAN: Schema = {"type": "boolean"}
TOOLS: Schema = {
    "type": ["array", "string", "null"],
    "description": "definitions of tools, or their JSON text",
}


def record(required: Sequence[str], properties: Schema, **more: object) -> Schema:
    """Schema of a whole record; keys beyond `properties` are let pass (trainers keep notes in them)."""
    return {
        "$schema": DIALECT,
        "type": "object",
        "required": list(required),
        "properties": properties,
        **more,
    }


def listing(item: Schema, least: int = 1) -> Schema:
    """Schema of an array of `item`."""
    return {"type": "array", "items": item, "minItems": least}


def one_of_words(*words: str) -> Schema:
    """Schema of a string that must be one of these."""
    return {"type": "string", "enum": list(words)}


def when(key: str, values: Sequence[str], then: Schema) -> Schema:
    """`then` must hold where `key` is one of `values`."""
    return {"if": {"required": [key], "properties": {key: {"enum": list(values)}}}, "then": then}
