"""What kind of text an output is: JSON, XML, a line, prose; and how it begins and ends. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tuneready.api import key
from tuneready_checks._regex import Regex

NONE, JSON, BROKEN_JSON, XML, LINE, LINES = range(6)
TYPES = ("null", "a boolean", "a number", "a string", "an array", "an object")
_TYPE_OF = {type(None): 0, bool: 1, int: 2, float: 2, str: 3, list: 4, dict: 5}
_XML = Regex(r"<([A-Za-z][\w:.-]*)[^>]*>.*</\1\s*>|<\?xml", re.DOTALL)
_JSON_BEGINS = Regex(r"\{\s*[\"'}]|\[\s*(?:[\"'{\[\]0-9-]|true|false|null)")
_LONGEST_OPENING = 30


def parsed(text: str) -> tuple[int, Any]:
    """The kind of a text, and its value where it is JSON."""
    bare = text.strip()
    if not bare:
        return NONE, None
    first = bare[0]
    if first == "`" and bare.startswith("```json") and bare.endswith("```"):
        bare = bare[len("```json") : -len("```")].strip()
        first = bare[:1]
    if first in "{[" and first:
        return _json(bare)
    if first == "<" and _XML.match(bare):
        return XML, None
    return (LINES if "\n" in bare else LINE), None


def _json(bare: str) -> tuple[int, Any]:
    import orjson

    try:
        return JSON, orjson.loads(bare.encode("utf-8", "surrogatepass"))
    except orjson.JSONDecodeError:
        looks_like_it = _JSON_BEGINS.match(bare) is not None
        return (BROKEN_JSON if looks_like_it else LINES if "\n" in bare else LINE), None


def fields(value: object) -> Iterator[tuple[str, int]]:
    """Names and types of the fields of an object, and of the objects of an array, each once."""
    if isinstance(value, dict):
        yield from ((name, _TYPE_OF[type(each)]) for name, each in value.items())
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from dict.fromkeys(
            (name, _TYPE_OF[type(each)])
            for item in value
            if isinstance(item, dict)
            for name, each in item.items()
        )


def opening(text: str) -> int:
    """A hash of what stands before the first colon of the first line; 0 where there is none."""
    head = text[:_LONGEST_OPENING]
    colon = head.find(":")
    return key("opening", head[:colon].strip()) if colon > 0 and "\n" not in head[:colon] else 0


def closing(text: str) -> int:
    """A hash of the mark that the last line begins with ("####", "Answer:"); 0 where there is none."""
    bare = text.rstrip()
    cut = bare.rfind("\n")
    if cut < 0:
        return 0
    first = bare[cut + 1 : cut + 1 + _LONGEST_OPENING].split(" ", 1)[0]
    return key("closing", first) if first and (first[-1] == ":" or not any(map(str.isalnum, first))) else 0
