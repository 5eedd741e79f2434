"""The configuration: `tuneready.toml`, or `[tool.tuneready]` of the nearest pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tuneready.reading.benchmarks import named_benchmarks
from tuneready.words import choices, printable_path, shown

OWN_FILE = "tuneready.toml"
PROJECT_FILE = "pyproject.toml"


class ConfigError(Exception):
    """The configuration is wrong; the text names file, key, value and what is valid."""


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _by_name(value: object) -> object:
    listed = _as_list(value)
    if isinstance(listed, list) and all(isinstance(each, str) for each in listed):
        return named_benchmarks(listed)
    return value


Paths = Annotated[list[str], BeforeValidator(_as_list)]
Benchmarks = Annotated[dict[str, Paths], BeforeValidator(_by_name)]


class Config(BaseModel):
    """What can be configured; `checks` holds each check's own options, by its name."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    splits: dict[str, Paths] = Field(
        {}, description="files of a split, by its name: a path, a glob or a list"
    )
    exclude: Paths = Field([], description="files to leave alone, as in .gitignore")
    benchmarks: Benchmarks = Field(
        {}, description="files of evaluation sets that training data must not hold: a list, or by name"
    )
    format: str | None = Field(None, description="format of the records; found out where it is not given")
    target: Paths = Field([], description="what the dataset is meant for: targets by name")
    schema_file: str | None = Field(
        None, description="file with a JSON Schema that every record must fit beside its format"
    )
    minimum: int = Field(50, ge=1, description="usable training examples below which a dataset is not ready")
    jobs: int | None = Field(None, ge=1, description="processes at most; cores where it is not given")
    strict: bool = Field(default=False, description="whether a dataset that is marginal counts as not ready")
    checks: dict[str, dict[str, Any]] = Field({}, description="options of checks, and `severity`, by check")


def find(start: Path) -> tuple[Path | None, Config]:
    """The nearest configuration from this folder upwards, and the file it stands in; else the defaults."""
    for folder in (start, *start.parents):
        own, project = folder / OWN_FILE, folder / PROJECT_FILE
        if own.is_file():
            return own, load(own)
        if project.is_file():
            table = _section(project, _toml(project))
            if table is not None:
                return project, parse(project, table, "tool.tuneready.")
    return None, Config.model_validate({})


def load(path: Path) -> Config:
    """The configuration in this file. Raises ConfigError."""
    table = _toml(path)
    if path.name == PROJECT_FILE:
        return parse(path, _section(path, table) or {}, "tool.tuneready.")
    return parse(path, table)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigError(
            f"{printable_path(str(path))}: {(error.strerror or 'cannot be read').lower()}"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{printable_path(str(path))}: byte {error.start + 1} is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{printable_path(str(path))}: is not TOML: {error}") from None
    except RecursionError:
        raise ConfigError(f"{printable_path(str(path))}: is nested too deep") from None


def _section(path: Path, table: Mapping[str, Any]) -> Mapping[str, Any] | None:
    tool = table.get("tool", {})
    section = tool.get("tuneready") if isinstance(tool, Mapping) else None
    if section is not None and not isinstance(section, Mapping):
        raise ConfigError(
            f"{printable_path(str(path))}: tool.tuneready is {shown(section)}: expected a table"
        )
    return section


def parse(path: Path, table: Mapping[str, Any], prefix: str = "") -> Config:
    """A configuration from parsed TOML. `path` and `prefix` are for messages. Raises ConfigError."""
    try:
        return Config.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
    where = f"{printable_path(str(path))}: {prefix}{'.'.join(str(part) for part in first['loc'])}"
    if first["type"] == "extra_forbidden":
        raise ConfigError(f"{where}: no such key: {choices(str(first['loc'][-1]), Config.model_fields)}")
    raise ConfigError(f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}, not {shown(first['input'])}")
