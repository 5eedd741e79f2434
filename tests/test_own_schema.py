"""--schema: schemas of one's own. Cases: schemas/wrong.jsonl (no schema), schemas/records.jsonl (records)."""

from __future__ import annotations

import pickle
import socket
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import ReportOf, Tuneready, Write, clean

from tuneready.formats.own_schema import OwnSchema, SchemaError, own_schema

CASES = Path(__file__).parent / "schemas"


def cases(name: str) -> list[Any]:
    read = map(orjson.loads, (CASES / f"{name}.jsonl").read_bytes().splitlines())
    return [pytest.param(case, id=case["about"]) for case in read]


def text(schema: object) -> bytes:
    return schema.encode() if isinstance(schema, str) else orjson.dumps(schema)


@pytest.mark.parametrize("case", cases("wrong"))
def test_a_wrong_schema_is_told_with_its_place(
    case: dict[str, Any], write: Write, tuneready: Tuneready, tmp_path: Path
) -> None:
    write("train.jsonl", clean(1))
    (tmp_path / "own.json").write_bytes(text(case["schema"]))
    run = tuneready("check", "train.jsonl", "--schema", "own.json")
    assert run.returncode == 2
    assert f"own.json: {case['says']}" in run.stderr.decode()
    assert b"Traceback" not in run.stderr


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        with pytest.raises(SchemaError):
            own_schema(text({"$ref": f"http://127.0.0.1:{server.getsockname()[1]}/x"}))
        with pytest.raises(SchemaError):
            own_schema(text({"$schema": f"http://127.0.0.1:{server.getsockname()[1]}/x"}))
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("case", cases("records"))
def test_what_is_said_of_a_record(case: dict[str, Any]) -> None:
    schema = own_schema(text(case["schema"]))
    told = [fault.message for fault in schema.faults(case["record"])]
    assert len(told) == len(case["says"]), told
    assert all(message.startswith(words) for message, words in zip(told, case["says"], strict=True)), told
    assert schema.fits(case["record"]) == (not case["says"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
SCHEMA = st.recursive(
    st.sampled_from(
        [{}, {"type": "string"}, {"type": ["integer", "null"]}, {"minLength": 2}, {"enum": [1, "a"]}, {"const": 2},
         {"maximum": 3}, {"maxItems": 1}, {"uniqueItems": True}, {"required": ["a"]}, {"pattern": "^a"}, False]
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"properties": st.dictionaries(st.sampled_from("abc"), inner)}),
        st.fixed_dictionaries({"items": inner}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"contains": inner}),
        st.fixed_dictionaries({"additionalProperties": inner}),
        *(st.fixed_dictionaries({word: st.lists(inner, min_size=1, max_size=3)}) for word in ("anyOf", "oneOf", "allOf")),
    ),
    max_leaves=5,
)  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(SCHEMA, JSON)
def test_the_verdict_is_that_of_the_reference(schema: Any, value: Any) -> None:  # noqa: ANN401 — any JSON
    own = own_schema(text(schema))
    right = jsonschema.Draft202012Validator(schema).is_valid(value)
    assert own.fits(value) == right
    told = own.faults(value)
    assert bool(told) != right
    assert all(fault.message for fault in told)


@given(
    st.dictionaries(
        st.sampled_from(["type", "$ref", "properties", "items", "enum", "pattern", "$defs"]), JSON
    )
)
def test_any_object_is_a_schema_or_is_refused(schema: dict[str, Any]) -> None:
    try:
        own = OwnSchema(text(schema))
    except SchemaError as error:
        assert error.message  # noqa: PT017 — either may happen
        return
    assert own.faults({"a": 1}) is not None


def test_deep_schemas_and_deep_values_are_borne() -> None:
    with pytest.raises(SchemaError):
        own_schema(b'{"not":' * 900 + b"{}" + b"}" * 900)
    value: dict[str, Any] = {}
    for _ in range(900):
        value = {"a": value}
    recursive = own_schema(text({"properties": {"a": {"$ref": "#"}}, "additionalProperties": False}))
    assert recursive.faults(value) == []


def test_it_travels_to_other_processes() -> None:
    schema = own_schema(text({"required": ["a"]}))
    there = pickle.loads(pickle.dumps(schema))  # noqa: S301 — it was here all along
    assert not there.fits({})


def test_records_of_ones_own_are_examples(write: Write, report: ReportOf, tmp_path: Path) -> None:
    """A shape that no format has, held against the schema; all other checks see its text."""
    schema = {"type": "object", "required": ["ticket", "reply"], "properties": {"ticket": {"type": "string"}}}
    (tmp_path / "own.json").write_bytes(text(schema))
    plain = clean(60)
    records: list[Any] = [
        {"ticket": each["messages"][0]["content"], "reply": each["messages"][1]["content"]} for each in plain
    ]
    records += [
        records[0],
        {"ticket": 5, "reply": "x"},
        {"ticket": "write to greta.lindqvist@posteo.de", "reply": "k"},
    ]
    write("train.jsonl", records)
    assert report("train.jsonl")["splits"]["train"]["usable"] == 0
    found = report("train.jsonl", "--schema", "own.json")
    split = found["splits"]["train"]
    assert (split["format"], split["usable"]) == ("own", 60)
    told = {(each["check"], each["line"], each["pointer"]) for each in found["findings"] if each["line"]}
    assert ("exact-duplicate", 61, "") in told
    assert ("wrong-format", 62, "/ticket") in told
    assert ("personal-data", 63, "/ticket") in told


def test_a_schema_is_asked_on_top_of_the_format(write: Write, report: ReportOf, tmp_path: Path) -> None:
    (tmp_path / "own.json").write_bytes(text({"required": ["id"], "properties": {"id": {"type": "integer"}}}))
    records: list[Any] = [{**each, "id": n} for n, each in enumerate(clean(60))]
    write("train.jsonl", [*records, *clean(1, 900), {"messages": [], "id": "x"}])
    (tmp_path / "tuneready.toml").write_text('schema-file = "own.json"\n', encoding="utf-8")
    found = report("train.jsonl")
    mine = [(each["line"], each["message"]) for each in found["findings"] if each["check"] == "wrong-format"]
    assert mine == [
        (61, "/id is missing"),
        (62, "/id is a string: expected a whole number"),
        (62, "/messages is empty"),
    ]
    assert found["splits"]["train"]["usable"] == 60
