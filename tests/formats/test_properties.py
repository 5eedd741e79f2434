"""What must hold for any JSON object, and for any record that is right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tuneready.example import Part
from tuneready.formats.base import Format
from tuneready.formats.detect import BY_NAME, DETECTION_ORDER, detect
from tuneready.formats.near_miss import hint
from tuneready.formats.validate import MOST, faults

CASES = Path(__file__).parent / "cases"
Json = dict[str, Any]
SEEDS: list[tuple[Format, Json]] = [
    (BY_NAME[path.parent.parent.name], json.loads(path.read_text("utf-8")))
    for path in sorted(CASES.glob("*/*/*.json"))
]
WORDS = sorted(
    {key for each in DETECTION_ORDER for key in each.schema["properties"]}
    | {"role", "content", "type", "text", "value", "function", "tool_calls", "labels", "weight", "parts"}
    | {"toolUse", "toolResult", "images", "json", "user", "assistant", "model", "Chatbot", "from", "gpt"}
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(WORDS)
    | st.text(max_size=5)
)
KEYS = st.sampled_from(WORDS) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, max_size=6)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a JSON value with every key or index in it."""
    steps = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield value, step
        yield from places(value[step])


@st.composite
def mutants(draw: st.DrawFn) -> tuple[Format, Json]:
    """A case with one or two values replaced by others, or taken out, or an odd key put in."""
    expected, case = draw(st.sampled_from(SEEDS))
    record = deepcopy(case)
    for _ in range(draw(st.integers(1, 2))):
        container, step = draw(st.sampled_from(list(places(record)) or [(record, "messages")]))
        kind = draw(st.sampled_from(["replace", "remove", "add"]))
        if kind == "remove" and step in (container if isinstance(container, dict) else ()):
            del container[step]
        elif kind == "add" and isinstance(container, dict):
            container[draw(KEYS)] = draw(VALUES)
        else:
            container[step] = draw(VALUES)
    return expected, record


@given(RECORDS | mutants().map(lambda mutant: mutant[1]))
@settings(max_examples=600, deadline=None)
def test_any_object_can_be_looked_at(record: Json) -> None:
    for each in DETECTION_ORDER:
        assert each.recognises(record) in (True, False)
    first = next((f for f in DETECTION_ORDER if f.may_have(frozenset(record)) and f.recognises(record)), None)
    assert detect(record) is first
    assert hint(record)


def check(expected: Format, record: Json, holds: Callable[[Json, Part], bool]) -> None:
    found = faults(expected, record)
    assert len(found) <= MOST
    assert found == faults(expected, record)
    for fault in found:
        assert fault.message.startswith("record " if not fault.pointer else fault.pointer[:2])
    if found:
        return
    view = expected.view(record)
    for turn in (*view.turns, *view.rejected):
        assert all(holds(record, part) for part in turn.parts)
    assert all(holds(record, tool) for tool in view.tools)


@given(mutant=mutants())
@settings(max_examples=1500, deadline=None)
def test_a_mutant_is_faulted_or_viewed(mutant: tuple[Format, Json], holds: Callable[..., bool]) -> None:
    check(*mutant, holds)


@given(record=RECORDS)
@settings(max_examples=300, deadline=None)
def test_any_object_is_faulted_or_viewed_by_every_format(record: Json, holds: Callable[..., bool]) -> None:
    for each in DETECTION_ORDER:
        check(each, record, holds)
