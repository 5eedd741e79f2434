"""Records of a shape that only the user's own schema knows: all their text, and no more.

They can be told apart, searched and counted. What of them is prompt or answer nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.example import Part, Turn, View
from tuneready.formats._parts import json_text
from tuneready.formats._schema import record
from tuneready.formats.base import Format, Record


def view(data: Record) -> View:
    """Every value as text that is trained on, as in plain text; strings as they are."""
    return View((Turn("assistant", tuple(_parts(data)), trained=True),))


def _parts(data: Record) -> Iterator[Part]:
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            steps = ((name.replace("~", "~0").replace("/", "~1"), each) for name, each in value.items())
            waiting += reversed([(f"{pointer}/{step}", each) for step, each in steps])
        elif isinstance(value, list):
            waiting += reversed([(f"{pointer}/{index}", each) for index, each in enumerate(value)])
        else:
            yield Part(value if isinstance(value, str) else json_text(value), pointer)


OWN = Format(
    name="own",
    title="Of the user's own schema",
    keys=frozenset(),
    schema=record([], {}),
    view=view,
)
