"""YAML from files that anybody may have written, as strings, lists and dicts and nothing else.

No tag is resolved: `no` stays "no" and `012` stays "012"; aliases do not unfold by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from tuneready.words import printable

MAX_BYTES = 64 * 1024
"""Longer YAML is not parsed."""

_DEEP = re.compile(r"(?:[\[{][^\[{\]}]*){65}")  # PyYAML takes seconds to find out for itself


class Yaml(NamedTuple):
    """A document: its value, keys that stand twice in one mapping (the last counts), or why it has none."""

    value: object = None
    repeated: tuple[str, ...] = ()
    error: str = ""


def parse(text: str) -> Yaml:
    """The value of one YAML document; never raises."""
    if len(text) > MAX_BYTES:
        return Yaml(error="is longer than 64 kB")
    if _DEEP.search(text):
        return Yaml(error="is nested too deep")

    import yaml  # most datasets have none to read: start-up is spared

    class PlainLoader(yaml.BaseLoader):
        repeated: tuple[str, ...] = ()

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
            mapping: dict[object, object] = super().construct_mapping(node, deep)
            if len(mapping) < len(node.value):
                counts = Counter(str(key.value) for key, _ in node.value)
                self.repeated += tuple(sorted(key for key, count in counts.items() if count > 1))
            return mapping

    try:
        loader = PlainLoader(text)
        return Yaml(loader.get_single_data(), loader.repeated)
    except RecursionError:
        return Yaml(error="is nested too deep")
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        return Yaml(error=printable(f"is not valid YAML ({line}{error.problem})"))
    except yaml.YAMLError:
        return Yaml(error="is not valid YAML")


def is_nothing(value: object) -> bool:
    """Whether YAML would call this null."""
    return value in (None, "", "~", "null", "Null", "NULL")


def is_yes(value: object) -> bool:
    """Whether YAML would call this true."""
    return isinstance(value, str) and value.lower() in ("true", "yes", "on")
