"""The check broken-output-schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import orjson

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault
from tuneready_checks._outputs.prose import part_of
from tuneready_checks._outputs.shape import BROKEN_JSON, JSON, parsed

_WORDS = {
    "type": "another type than declared",
    "required": "a required field is missing",
    "additionalProperties": "a field that is not declared",
    "enum": "none of the declared values",
    "const": "not the declared value",
    "pattern": "text of another form than declared",
}


class BrokenOutputSchema(ExampleCheck):
    """An output does not fit the JSON Schema that is declared for it.

    Held against `output_schema` of `[tool.tuneready.declaration]`. An output that is no JSON is taken as a
    string. Nothing is said where no schema is declared.

    ## Why it matters

    What reads the model's output relies on the schema. A model learns exceptions as well as rules.

    ## How to fix it

    Correct the output, or the schema.
    """

    name = "broken-output-schema"
    severity = Severity.ERROR
    stage = "consistent"
    declared = {
        "output_schema": {
            "type": "object",
            "required": ["city"],
            "properties": {"city": {"type": "string"}, "nights": {"type": "integer"}},
            "additionalProperties": False,
        }
    }
    good = [[{"prompt": "Two nights in Lima", "completion": '{"city": "Lima", "nights": 2}'}]]
    bad = [
        [{"prompt": "Lima", "completion": "Lima"}],
        [{"prompt": "Lima", "completion": '{"city": "Lima"'}],
        [{"prompt": "Two nights", "completion": '{"nights": 2}'}],
        [{"prompt": "Two nights in Lima", "completion": '{"city": "Lima", "nights": "2"}'}],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        if block.declaration.output_schema:
            check = _fault_of(orjson.dumps(block.declaration.output_schema, option=orjson.OPT_SORT_KEYS))
            for example in block.examples:
                yield from _held(example, check)

    def find(self, example: Example) -> Iterator[Finding]:  # noqa: ARG002 — without a block nothing is declared
        """Without a block nothing is declared."""
        yield from ()


def _held(example: Example, fault_of: Callable[[Any], str]) -> Iterator[Finding]:
    part = part_of(example)
    if part is None:
        return
    kind, value = parsed(part.text)
    if kind == BROKEN_JSON:
        yield fault(example, "output is JSON that does not parse", pointer=part.pointer)
        return
    told = fault_of(value if kind == JSON else part.text)
    if told:
        yield fault(example, f"output breaks the declared schema: {told}", pointer=part.pointer, detail=told)


@lru_cache(maxsize=2)
def _fault_of(schema: bytes) -> Callable[[Any], str]:
    """What is wrong with a value by this schema, in words that hold none of it; empty when right."""
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(orjson.loads(schema))

    def told(value: Any) -> str:  # noqa: ANN401 — JSON
        if validator.is_valid(value):
            return ""
        error = next(iter(validator.iter_errors(value)))
        place = "".join(f"/{_named(step)}" for step in error.instance_path)
        keyword = next((str(step) for step in reversed(error.schema_path) if str(step) in _WORDS), "")
        word = _WORDS.get(keyword, f"see '{error.schema_path[-1]}' in the schema")
        return f"{word} at {place or 'its top'}"

    return told


def _named(step: object) -> str:
    """A step of the way to a value: a number, or a key that is a plain word; others may be personal data."""
    word = str(step)
    return word if isinstance(step, int) or word.isidentifier() else "…"
