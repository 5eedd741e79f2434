"""Beyond the cases: records held against another format's schema, limits, and what is imported when."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tuneready.formats.base import Format
from tuneready.formats.detect import BY_NAME, detect
from tuneready.formats.validate import MOST, Fault, faults

CHAT = {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hey"}]}


@pytest.mark.parametrize(
    ("name", "record", "message"),
    [
        (
            "openai-rft",
            {"messages": CHAT["messages"][:1], "tools": []},
            "record lacks a field for the grader beside the messages, such as reference_answer",
        ),
        ("alpaca-kto", {"instruction": "Hi", "output": "Hey"}, "/kto_tag is missing"),
        ("text-classification", {"text": "Hi"}, "record has none of label, labels"),
        (
            "bedrock-converse",
            {"messages": [{"role": "user", "content": ""}]},
            "/messages/0/content is a string: expected an array",
        ),
    ],
)
def test_record_at_home_in_a_file_of_another_format(name: str, record: dict[str, Any], message: str) -> None:
    found = detect(record)
    assert found is not None
    assert found.name in BY_NAME[name].also
    assert [fault.message for fault in faults(BY_NAME[name], record)] == [message]


def test_chat_is_right_in_files_of_its_dialects() -> None:
    for name in ("openai-chat", "together", "fireworks", "mistral", "bedrock-claude"):
        assert faults(BY_NAME[name], CHAT) == []


def test_pointer_of_a_missing_key_is_its_object() -> None:
    record = {"messages": [{"role": "user", "content": "Hi"}, {"content": "Hey"}]}
    assert faults(BY_NAME["openai-chat"], record) == [Fault("/messages/1", "/messages/1/role is missing")]


def test_faults_are_in_the_order_of_the_record_and_ten_at_the_most() -> None:
    record = {"tools": 1, "messages": [{"content": "Hi", "role": "x"} for _ in range(30)]}
    pointers = [fault.pointer for fault in faults(BY_NAME["openai-chat"], record)]
    assert pointers == ["/tools", *(f"/messages/{index}/role" for index in range(MOST - 1))]


def test_what_is_missing_comes_before_what_is_wrong_in_the_same_object() -> None:
    record = {"messages": [{"name": "a", "role": "x"}]}
    messages = [fault.message for fault in faults(BY_NAME["openai-chat"], record)]
    assert messages[0] == "/messages/0/content is missing"
    assert messages[1].startswith("/messages/0/role is 'x': expected one of system, developer")


def test_a_validator_that_finds_nothing_to_say_still_leaves_a_fault() -> None:
    odd = Format(name="odd", title="odd", keys=frozenset(), schema={"not": {}}, view=BY_NAME["alpaca"].view)
    assert faults(odd, {"a": 1}) == [Fault("", "record lacks what its format asks for")]


def test_deep_nesting_stops_nobody() -> None:
    deep: list[Any] = []
    for _ in range(900):
        deep = [deep]
    record = {**CHAT, "tools": deep}
    expected = detect(record)
    assert expected is BY_NAME["openai-chat"]
    assert faults(expected, record) == []
    assert expected.view(record).tools[0].text == "nested too deeply to be shown"


def test_start_up_is_spared_the_validators() -> None:
    code = (
        "import sys, tuneready.formats.validate, tuneready.formats.detect as d, tuneready.formats.near_miss;"
        "d.detect({'prompt': 'Hi'});"
        "print(sorted({'jsonschema', 'jsonschema_rs', 'referencing', 'rapidfuzz'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
