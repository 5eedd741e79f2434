"""The configuration: `tuneready.toml`, or `[tool.tuneready]` of the nearest pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from tuneready.declaration import NOTHING_DECLARED, Declaration, schema_in
from tuneready.reading.benchmarks import named_benchmarks
from tuneready.severities import Level
from tuneready.task import ALL, Task
from tuneready.words import as_configured, choices, printable, printable_path, shown

OWN_FILE = "tuneready.toml"
PROJECT_FILE = "pyproject.toml"
SECTION = "tool.tuneready."


class ConfigError(Exception):
    """The configuration is wrong; the text names file, key, value and what is valid."""


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _of_all_splits(value: object) -> object:
    return {ALL: value} if isinstance(value, str) else value


Tasks = Annotated[dict[str, Task], BeforeValidator(_of_all_splits)]


def _by_name(value: object) -> object:
    listed = _as_list(value)
    if isinstance(listed, list) and all(isinstance(each, str) for each in listed):
        return named_benchmarks(listed)
    return value


Paths = Annotated[list[str], BeforeValidator(_as_list)]
Benchmarks = Annotated[dict[str, Paths], BeforeValidator(_by_name)]


class _Table(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
        title="tuneready",
    )


class Override(_Table):
    """Severities of checks in some files or splits; what names both is meant where both hold.

    Where several overrides hold for a finding, the gravest counts: their order says nothing.
    """

    files: Paths = Field([], description="files that are meant, as in .gitignore")
    splits: Paths = Field([], description="splits that are meant, by name")
    severities: dict[str, Level] = Field(
        description="error, warning, info or off, by check or by a pattern such as `*-duplicate`"
    )

    @model_validator(mode="after")
    def _names_a_place(self) -> Override:
        if not (self.files or self.splits):
            raise ValueError("names neither `files` nor `splits`")
        return self


class Config(_Table):
    """What can be configured; `checks` holds each check's own options, by its name."""

    splits: dict[str, Paths] = Field(
        {}, description="files of a split, by its name: a path, a glob or a list"
    )
    exclude: Paths = Field([], description="files to leave alone, as in .gitignore")
    benchmarks: Benchmarks = Field(
        {}, description="files of evaluation sets that training data must not hold: a list, or by name"
    )
    format: str | None = Field(None, description="format of the records; found out where it is not given")
    task: Tasks = Field(
        {}, description="what the examples teach, in all splits or by split; found out where not given"
    )
    target: Paths = Field([], description="what the dataset is meant for: targets by name")
    schema_file: str | None = Field(
        None, description="file with a JSON Schema that every record must fit beside its format"
    )
    minimum: int = Field(50, ge=1, description="usable training examples below which a dataset is not ready")
    jobs: int | None = Field(None, ge=1, description="processes at most; cores where it is not given")
    strict: bool = Field(default=False, description="whether a dataset that is marginal counts as not ready")
    declaration: Declaration = Field(
        NOTHING_DECLARED, description="what you declare about the dataset; it is held against the data"
    )
    fail_on: Literal["error", "warning"] = Field(
        "error", description="the least severity of findings that make a dataset not ready"
    )
    min_score: int = Field(0, ge=0, le=100, description="score below which a dataset is not ready")
    select: Paths = Field(
        [], description="checks to run, by name or pattern such as `*-duplicate`; all if none is named"
    )
    extend_select: Paths = Field([], description="checks to run beside those of `select`")
    ignore: Paths = Field([], description="checks not to run, by name or pattern")
    baseline: str | None = Field(
        None, description="file of accepted findings; tuneready-baseline.txt where it is there"
    )
    checks: dict[str, dict[str, Any]] = Field({}, description="options of checks, and `severity`, by check")
    overrides: list[Override] = Field([], description="severities of checks in some files or splits")


def keys(model: type[BaseModel] = Config) -> list[str]:
    """The keys of the configuration, as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


@dataclass(frozen=True)
class Layer:
    """One source of settings: what messages call it (`origin`), and its table."""

    origin: str
    table: Mapping[str, Any]
    folder: Path | None = None

    @property
    def config(self) -> Config:
        """The layer by itself. Raises ConfigError."""
        return parse(self.origin, self.table)

    def says(self, path: Sequence[str]) -> bool:
        """Whether this layer holds a value at (or above, or below) this path of keys."""
        table: object = self.table
        for key in path:
            if not isinstance(table, Mapping):
                return True
            if key not in table:
                return False
            table = table[key]
        return True


def find(start: Path) -> tuple[Path | None, Config]:
    """The nearest configuration from this folder upwards, and the file it stands in; else the defaults."""
    layer = nearest(start)
    return (None, Config.model_validate({})) if layer is None else (layer[0], layer[1].config)


def nearest(start: Path) -> tuple[Path, Layer] | None:
    """The nearest file that configures, from this folder upwards; not a pyproject without the section."""
    for folder in (start, *start.parents):
        own, project = folder / OWN_FILE, folder / PROJECT_FILE
        if own.is_file():
            return own, read(own)
        if project.is_file() and _section(project, _toml(project)) is not None:
            return project, read(project)
    return None


def load(path: Path) -> Config:
    """The configuration in this file. Raises ConfigError."""
    return read(path).config


def read(path: Path) -> Layer:
    """What this file says, not yet looked at. Raises ConfigError."""
    table: Mapping[str, Any] = _toml(path)
    name = printable_path(str(path))
    if path.name == PROJECT_FILE:
        origin, own = f"{name}: {SECTION}", _section(path, table) or {}
    else:
        origin, own = f"{name}: ", table
    return Layer(origin, _with_schema(origin, own, path.parent), path.parent)


def _with_schema(origin: str, table: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    """The table with the schema of the outputs in place of the file that holds it."""
    declared = table.get("declaration")
    given = declared.get("output_schema") if isinstance(declared, Mapping) else None
    if not isinstance(declared, Mapping) or not isinstance(given, str):
        return table
    try:
        schema = schema_in(folder / given)
    except ValueError as error:
        raise ConfigError(f"{origin}declaration.output_schema: {error}") from None
    return {**table, "declaration": {**declared, "output_schema": schema}}


def override(text: str, option: str = "--config") -> Layer:
    """A KEY=VALUE of the command line, in TOML. Raises ConfigError."""
    origin = f"{option} {printable(text)}"
    try:
        return Layer(f"{origin}: ", tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        raise ConfigError(
            f"{origin}: is not TOML: write KEY=VALUE, texts in quotes, such as 'format=\"openai-chat\"'"
        ) from None


def settle(layers: Sequence[Layer]) -> Config:
    """One configuration: tables are joined, and what is said last counts. Raises ConfigError."""
    merged: dict[str, Any] = {}
    for layer in layers:
        if layer.table:
            _ = layer.config  # so that what is wrong is told with its own place
        merged = _joined(merged, layer.table)
    return parse(layers[-1].origin if layers else "", merged)


def _joined(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    joined = dict(under)
    for key, value in over.items():
        below = joined.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            joined[key] = _joined(below, value)
        else:
            joined[key] = value
    return joined


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as error:
        reason = _why_not_read(error)
    except RecursionError:
        reason = "is nested too deep"
    raise ConfigError(f"{printable_path(str(path))}: {reason}")


def _why_not_read(error: OSError | ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is not UTF-8"
    if isinstance(error, tomllib.TOMLDecodeError):
        return f"is not TOML: {printable(str(error))}"
    if isinstance(error, OSError):
        return (error.strerror or "cannot be read").lower()
    return "is no name of a file"


def _section(path: Path, table: Mapping[str, Any]) -> Mapping[str, Any] | None:
    tool = table.get("tool", {})
    section = tool.get("tuneready") if isinstance(tool, Mapping) else None
    if section is not None and not isinstance(section, Mapping):
        raise ConfigError(
            f"{printable_path(str(path))}: tool.tuneready is {shown(section)}: expected a table"
        )
    return section


def parse(origin: str, table: Mapping[str, Any]) -> Config:
    """A configuration from parsed TOML. `origin`: what messages begin with. Raises ConfigError."""
    try:
        return Config.model_validate(table)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
    first = min(errors, key=lambda each: each["type"] != "extra_forbidden")  # a wrong word explains the rest
    place = [printable(str(part)) for part in first["loc"] if part != ""]
    where = f"{origin}{'.'.join(place)}"
    if first["type"] == "extra_forbidden":
        nested: dict[str, type[BaseModel]] = {"overrides": Override, "declaration": Declaration}
        model = nested.get(place[0], Config) if len(place) > 1 else Config
        raise ConfigError(f"{where}: no such key: {choices(place[-1], keys(model))}")
    if first["type"] == "missing":
        raise ConfigError(f"{where}: is missing")
    message = first["msg"].removeprefix("Value error, ")
    given = "" if first["type"] == "value_error" else f", not {as_configured(first['input'])}"
    raise ConfigError(f"{where}: {message[:1].lower()}{message[1:]}{given}")
