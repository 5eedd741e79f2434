"""Definitions of tools, as targets ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.calls import NAME
from tuneready.targets.finders.reach import Said, at, listed, shared, things
from tuneready.words import shown


def _definitions(record: Record, *names: str) -> Iterator[tuple[str, Said]]:
    for key in names:
        for number, tool in things(record.get(key)):
            yield f"/{key}/{number}", tool


@shared
def tools_have(*keys: str) -> Find:
    """Every definition of a tool has these keys in its function, and parameters that are an object."""

    def find(record: Record) -> Iterator[Fault]:
        for place, tool in _definitions(record, "tools", "available_tools"):
            function = tool.get("function")
            for key in keys:
                value = function.get(key) if isinstance(function, dict) else None
                if value is None:
                    yield Fault(place, f"{place}/function/{key} is missing")
                elif key == "parameters" and not isinstance(value, dict):
                    pointer = f"{place}/function/parameters"
                    yield Fault(pointer, f"{pointer} is {shown(value)}: expected an object, a JSON Schema")

    return find


@shared
def tools_listed(*names: str) -> Find:
    """Tools are an array of objects, each with a function that has a name."""

    def find(record: Record) -> Iterator[Fault]:
        for key in names or ("tools",):
            tools = record.get(key)
            if tools is not None and not isinstance(tools, list):
                yield Fault(f"/{key}", f"/{key} is {_kind(tools)}: expected an array of tools")
            for number, tool in enumerate(listed(tools)):
                place = f"/{key}/{number}"
                if not isinstance(at(tool, ("function",)), dict):
                    yield Fault(place, f"{place} is no tool: expected an object with a function")
                elif not isinstance(tool["function"].get("name"), str):
                    yield Fault(f"{place}/function", f"{place}/function/name is no string")

    return find


def _kind(value: object) -> str:
    return "a string" if isinstance(value, str) else shown(value)


@shared
def tool_texts(key: str) -> Find:
    """What every definition of a tool has under this key of its function is a string."""

    def find(record: Record) -> Iterator[Fault]:
        for place, tool in _definitions(record, "tools", "available_tools"):
            value = at(tool, ("function", key))
            if value is not None and not isinstance(value, str):
                pointer = f"{place}/function/{key}"
                yield Fault(pointer, f"{pointer} is {shown(value)}: expected a string")

    return find


@shared
def tool_schemas() -> Find:
    """Parameters of every tool are a JSON Schema of draft 7."""

    def find(record: Record) -> Iterator[Fault]:
        for place, tool in _definitions(record, "tools", "available_tools"):
            parameters = at(tool, ("function", "parameters"))
            if isinstance(parameters, dict) and not _is_schema(parameters):
                pointer = f"{place}/function/parameters"
                yield Fault(pointer, f"{pointer} is no JSON Schema (draft 7)")

    return find


def _is_schema(value: Said) -> bool:
    import jsonschema_rs  # only records with tools need it

    try:
        return jsonschema_rs.meta.is_valid({**value, "$schema": "http://json-schema.org/draft-07/schema#"})
    except ValueError:  # nested more deeply than it can be read
        return False


@shared
def tool_names(pattern: str = NAME) -> Find:
    """Names of declared functions are letters, digits, _ and -, 64 at most."""
    right = re.compile(pattern)

    def find(record: Record) -> Iterator[Fault]:
        for place, tool in _definitions(record, "tools", "available_tools"):
            name = at(tool, ("function", "name"))
            if isinstance(name, str) and not right.fullmatch(name):
                pointer = f"{place}/function/name"
                yield Fault(pointer, f"{pointer} is {shown(name)}: expected 1 to 64 letters, digits, _ or -")

    return find
