"""tool-call-mismatch: add a line to cases/tool-call-mismatch.jsonl: a record, and what is found in it.

Each of `found` is a pointer, a severity and words of the message; in the order of the report.
"""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import SHARED_DATA

from tuneready.testing import findings, lint
from tuneready_checks.tool_call_mismatch import ToolCallMismatch

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(string.ascii_letters + '{"}[]', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "function", "name", "arguments", "toolUse", "toolResult", "toolUseId", "input", "parts", "text",
         "functionCall", "functionResponse", "args", "json", "parameters", "type", "properties", "content"]
    ), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
MESSAGES = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["user", "assistant", "tool", "model"])},
        optional={
            "content": JSON,
            "tool_calls": JSON,
            "tool_call_id": JSON,
            "function_call": JSON,
            "name": JSON,
            "parts": JSON,
        },
    ),
    min_size=1,
    max_size=4,
)
RECORDS = st.fixed_dictionaries(
    {"messages": MESSAGES} | {"tools": JSON}, optional={"toolConfig": JSON, "system": JSON}
) | st.fixed_dictionaries({"contents": MESSAGES, "tools": JSON})


def cases() -> list[Any]:
    path = Path(__file__).parent / "cases" / "tool-call-mismatch.jsonl"
    return [
        pytest.param(case, id=case["about"]) for case in map(orjson.loads, path.read_bytes().splitlines())
    ]


@pytest.mark.parametrize("case", cases())
def test_what_is_found(case: dict[str, Any]) -> None:
    found = findings(ToolCallMismatch(), [case["record"]])
    facts = [(each.finding.pointer, each.severity.value, each.finding.message) for each in found]
    wanted = case["found"]
    assert len(facts) == len(wanted), facts
    for (pointer, severity, message), (at, how, words) in zip(facts, wanted, strict=True):
        assert (pointer, severity) == (at, how), facts
        assert words in message


@settings(deadline=None, max_examples=60)
@given(st.lists(RECORDS, min_size=1, max_size=3))
def test_any_record_is_borne(records: list[Any]) -> None:
    outcome = lint(records, ToolCallMismatch())
    assert not outcome.tallies["tool-call-mismatch"].failed


def called(parameters: Any, target: str = "") -> Any:  # noqa: ANN401 — any JSON schema, right or wrong
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    messages = [
        {"role": "user", "content": "Go."},
        {"role": "assistant", "tool_calls": [call]},
        {"role": "assistant", "content": "Gone."},
    ]
    tools = [{"type": "function", "function": {"name": "f", "description": "F.", "parameters": parameters}}]
    targets = (target,) if target else ()
    return lint([{"messages": messages, "tools": tools}], ToolCallMismatch(), targets=targets)


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {}}}, []),
        ({"$ref": "https://example.com/schema.json"}, ["something that does not stand in them ($ref)"]),
        ({"$ref": "#/$defs/none"}, ["something that does not stand in them ($ref)"]),
        ({"type": "int"}, ["no JSON Schema"]),
    ],
)
def test_arguments_that_are_not_held_against_parameters_are_said(parameters: Any, why: list[str]) -> None:  # noqa: ANN401
    remarks = [each.message for each in called(parameters).tallies["tool-call-mismatch"].remarks]
    assert len(remarks) == len(why)
    assert all(words in message for words, message in zip(why, remarks, strict=True))
    assert all("1 example" in message for message in remarks)


@pytest.mark.parametrize(("target", "told"), [("", "is not answered"), ("mistral", "refused by mistral")])
def test_what_a_target_says_of_a_call_is_told_once(target: str, told: str) -> None:
    outcome = called({"type": "object"}, target)
    found = [
        each.finding.message
        for each in outcome.findings
        if "1 call" in each.finding.message or "not answered" in each.finding.message
    ]
    assert len(found) == 1
    assert told in found[0]


def test_ten_thousand_turns_and_a_huge_argument() -> None:
    turns: list[Any] = [{"role": "user", "content": "Go."}]
    for n in range(5_000):
        call = {"id": f"c{n}", "type": "function", "function": {"name": "f", "arguments": "{}"}}
        turns.append({"role": "assistant", "tool_calls": [call]})
        turns.append({"role": "tool", "tool_call_id": f"c{n}", "content": "ok"})
    tools = [{"type": "function", "function": {"name": "f"}}]
    huge = {"id": "c", "function": {"name": "f", "arguments": '{"x": "' + "a" * 3_000_000}}
    deep = {"id": "c", "function": {"name": "f", "arguments": '{"x":' * 5_000 + "1" + "}" * 5_000}}
    records: list[Any] = [{"messages": turns, "tools": tools}]
    records += [
        {"messages": [turns[0], {"role": "assistant", "tool_calls": [each]}], "tools": tools}
        for each in (huge, deep)
    ]
    found = findings(ToolCallMismatch(), records)
    assert [each.finding.at for each in found] == [2, 3]
    assert all("no JSON" in each.finding.message for each in found)


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="public data is not here")
def test_of_public_tool_calls_only_a_wrong_one_is_told() -> None:
    """Of the 300 records of glaive's English demo one passes a list where a number is declared."""
    for name, lines in (
        ("llama_factory/glaive_toolcall_en_demo", [260]),
        ("aws_nova_tooluse/formatted_test_ft", []),
    ):
        raw = (SHARED_DATA / f"{name}.jsonl").read_bytes().splitlines()
        assert [each.finding.at for each in findings(ToolCallMismatch(), raw)] == lines
