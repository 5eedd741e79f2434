"""Every format against its cases: drop a record into cases/<format>/right or wrong, and it is tested.

Beside it lies what is expected, in a file of the same name that ends in .txt: of a wrong record its
messages, one a line; of a right one its view, a part a line (`*`: the turn is trained on).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tuneready.example import Part, View
from tuneready.formats.base import Format
from tuneready.formats.detect import BY_NAME, DETECTION_ORDER, detect
from tuneready.formats.validate import faults

CASES = Path(__file__).parent / "cases"
RIGHT = sorted(CASES.glob("*/right/*.json"))
WRONG = sorted(CASES.glob("*/wrong/*.json"))


def case_name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


def read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return record


def outline(view: View) -> Iterator[str]:
    """A view in words: who says what stands where."""
    for side, turns in (("", view.turns), ("rejected ", view.rejected)):
        for turn in turns:
            for part in turn.parts or (Part("", "nothing"),):
                yield f"{side}{turn.role}{'*' * turn.trained} {part.kind} {part.pointer}"
    yield from (f"tool {part.pointer}" for part in view.tools)
    if view.grade:
        yield f"grade {view.grade}"


def test_every_format_has_right_and_wrong_cases() -> None:
    for cases in (RIGHT, WRONG):
        assert {path.parent.parent.name for path in cases} == set(BY_NAME)


def test_names_are_unique_and_also_names_formats() -> None:
    assert len(BY_NAME) == len(DETECTION_ORDER)
    for each in DETECTION_ORDER:
        assert each.also <= BY_NAME.keys() - {each.name}


@pytest.mark.parametrize("each", DETECTION_ORDER, ids=lambda each: each.name)
def test_schema_is_a_schema(each: Format) -> None:
    jsonschema.Draft202012Validator.check_schema(dict(each.schema))


@pytest.mark.parametrize("path", RIGHT, ids=case_name)
def test_right_record(path: Path, holds: Callable[..., bool]) -> None:
    record, expected = read(path), BY_NAME[path.parent.parent.name]

    assert detect(record) is expected
    assert faults(expected, record) == []
    view = expected.view(record)
    parts = [part for turn in (*view.turns, *view.rejected) for part in turn.parts]
    assert all(holds(record, part) for part in (*parts, *view.tools))
    assert list(outline(view)) == path.with_suffix(".txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", WRONG, ids=case_name)
def test_wrong_record(path: Path) -> None:
    record, expected = read(path), BY_NAME[path.parent.parent.name]

    assert detect(record) is expected
    messages = [fault.message for fault in faults(expected, record)]
    assert messages == path.with_suffix(".txt").read_text("utf-8").splitlines()
