"""What the owner of a dataset declares about it, to be held against the data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Declaration(BaseModel):
    """What no dataset can say of itself; all of it may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    task: str = Field("", description="what the model is to learn, in one sentence")
    owner: str = Field("", description="who answers for the dataset and the model")
    labels: tuple[str, ...] = Field((), strict=False, description="all labels of a classification set")
    output_schema: dict[str, Any] = Field(
        {}, description="JSON Schema that every output must fit, or the file that holds it"
    )
    language: str = Field("", description="language of the outputs: en, de, pt-BR")
    intents: int | None = Field(None, ge=1, description="how many kinds of request the prompts are of")
    base_model: str = Field("", description="the model to be fine-tuned, by its full name")
    previous_attempts: str = Field("", description="what prompting and retrieval achieved on this task")
    evaluation: str = Field("", description="how the change is measured: metric, data, the figure to beat")
    rollback: str = Field("", description="how the model is taken back, and made anew when its base retires")
    data_region: str = Field(
        "", description="where the data may be processed; shown in the decision, not checked"
    )

    @field_validator("output_schema")
    @classmethod
    def _is_whole(cls, schema: dict[str, Any]) -> dict[str, Any]:
        """Nothing is fetched: references must stay within the schema."""
        for reference in _references(schema):
            if not reference.startswith("#"):
                raise ValueError(
                    "refers to a schema elsewhere: only references that begin with # are followed"
                )
        if schema:
            _refuse_broken(schema)
        return schema


NOTHING_DECLARED = Declaration()


def schema_in(path: Path) -> object:
    """What a file holds that is named in place of a schema. Raises ValueError."""
    import orjson

    try:
        return orjson.loads(path.read_bytes())
    except OSError as error:
        raise ValueError(f"the file cannot be read: {(error.strerror or '').lower()}") from None
    except orjson.JSONDecodeError:
        raise ValueError("the file is not JSON") from None


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key in {"$ref", "$dynamicRef"} and isinstance(each, str):
                yield each
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def _refuse_broken(schema: dict[str, Any]) -> None:
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for

    try:
        validator_for(schema).check_schema(schema)
    except SchemaError as error:
        place = "/".join(str(part) for part in error.absolute_path)
        raise ValueError(f"is no JSON Schema: see /{place}") from None
