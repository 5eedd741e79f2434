"""What must hold for any JSON object, and for any record that is right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
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
PRIVATE = "ann.lee@example.com"
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
    | st.sampled_from([*WORDS, PRIVATE])
    | st.text(max_size=5)
)
KEYS = st.sampled_from([*WORDS, PRIVATE]) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, max_size=6)


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every container of a JSON value with every key or index in it."""
    if not isinstance(value, dict | list):
        return
    steps: Iterable[tuple[Any, object]] = value.items() if isinstance(value, dict) else enumerate(value)
    for step, inner in steps:
        yield value, step
        yield from places(inner)


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
@settings(max_examples=300, deadline=None)
def test_any_object_can_be_looked_at(record: Json) -> None:
    for each in DETECTION_ORDER:
        assert each.recognises(record) in (True, False)
    first = next((f for f in DETECTION_ORDER if f.may_have(frozenset(record)) and f.recognises(record)), None)
    assert detect(record) is first
    assert hint(record)
    assert PRIVATE not in hint(record)


def check_faults(expected: Format, record: Json, resolved: Callable[[Json, str], Any]) -> bool:
    found = faults(expected, record)
    assert len(found) <= MOST
    assert found == faults(expected, record)
    for fault in found:
        resolved(record, fault.pointer)
        assert fault.message.startswith(("record ", "/"))
        assert PRIVATE not in fault.message
    return not found


def check_view(expected: Format, record: Json, holds: Callable[[Json, Part], bool]) -> None:
    view = expected.view(record)
    for turn in (*view.turns, *view.rejected):
        assert all(holds(record, part) for part in turn.parts)
    assert all(holds(record, tool) for tool in view.tools)


@given(mutant=mutants())
@settings(max_examples=800, deadline=None)
def test_a_mutant_is_faulted_or_viewed(
    mutant: tuple[Format, Json], holds: Callable[..., bool], resolved: Callable[..., Any]
) -> None:
    if check_faults(*mutant, resolved):
        check_view(*mutant, holds)


@given(record=RECORDS)
@settings(max_examples=100, deadline=None)
def test_any_object_is_faulted_or_viewed_by_every_format(
    record: Json, holds: Callable[..., bool], resolved: Callable[..., Any]
) -> None:
    for each in DETECTION_ORDER:
        if check_faults(each, record, resolved):
            check_view(each, record, holds)
