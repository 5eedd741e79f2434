"""Pieces of JSON Schema that several formats share.

A `description` is written so that a message can say "expected" before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Schema = Mapping[str, Any]

NAMED = "named"
"""Beside an enum: those of its words that a message names (no validator knows this key)."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STRING: Schema = {"type": "string"}
MAYBE_STRING: Schema = {"type": ["string", "null"]}
OBJECT: Schema = {"type": "object"}
BOOLEAN: Schema = {"type": "boolean"}
WEIGHT: Schema = {"type": ["number", "boolean", "null"]}
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


def thing(required: Sequence[str], properties: Schema, **more: object) -> Schema:
    """Schema of an object within a record."""
    return {"type": "object", "required": list(required), "properties": properties, **more}


def one_of_words(*words: str, also: Sequence[str] = ()) -> Schema:
    """Schema of a string that must be one of these; those of `also` are let pass, and not named."""
    return {"enum": [*words, *also], NAMED: list(words)} if also else {"enum": list(words)}


def with_any_word(schema: Any) -> Any:  # noqa: ANN401 — any JSON value
    """The same schema, where a list of words that is longer than what is named lets any string pass."""
    if isinstance(schema, Mapping):
        if NAMED in schema:
            return STRING
        return {key: with_any_word(each) for key, each in schema.items()}
    return [with_any_word(each) for each in schema] if isinstance(schema, list) else schema


def any_of_keys(*keys: str) -> Schema:
    """Schema of an object with at least one of these keys."""
    return {"anyOf": [{"required": [key]} for key in keys]}
