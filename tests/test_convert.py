"""convert: what goes there comes back, and what would be lost is named.

Add a line to convert/refused.jsonl: a record, a format, and words of what would be lost.
"""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support import SHARED_DATA, Tuneready, Write, clean

from tuneready.convert.conversation import LostError
from tuneready.convert.records import READERS, WRITERS, converted
from tuneready.example import Example
from tuneready.formats.detect import detect
from tuneready.formats.validate import faults
from tuneready.targets.catalogue import TARGETS
from tuneready.targets.held import faults as faults_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NAME = st.text(string.ascii_letters + "_-", min_size=1, max_size=8)
VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAME, inner, max_size=2),
    max_leaves=4,
)
ARGUMENTS = st.dictionaries(NAME, VALUE, max_size=3)
USER, ANSWER = (
    st.builds(lambda text, role=role: {"role": role, "content": text}, TEXT) for role in ("user", "assistant")
)
SYSTEM: st.SearchStrategy[list[dict[str, str]]] = st.builds(
    lambda text: [{"role": "system", "content": text}], TEXT
) | st.just([])
TOOL = st.builds(
    lambda name, about: {
        "type": "function",
        "function": {"name": name, "description": about, "parameters": {"type": "object"}},
    },
    NAME,
    TEXT,
)


@st.composite
def exchanges(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A question, perhaps a call of a tool with its answer, and the reply."""
    messages = [draw(USER)]
    if draw(st.booleans()):
        arguments = orjson.dumps(draw(ARGUMENTS)).decode()
        id_ = f"call_{draw(st.integers(0, 10**6))}"
        call = {"id": id_, "type": "function", "function": {"name": draw(NAME), "arguments": arguments}}
        messages.append({"role": "assistant", "content": None, "tool_calls": [call]})
        messages.append({"role": "tool", "content": draw(TEXT), "tool_call_id": id_})
    return [*messages, draw(ANSWER)]


@st.composite
def conversations(draw: st.DrawFn) -> dict[str, Any]:
    parts = draw(st.lists(exchanges(), min_size=1, max_size=3))
    messages = [*draw(SYSTEM), *(message for part in parts for message in part)]
    tools = draw(st.lists(TOOL, max_size=2))
    return {"messages": messages, **({"tools": tools} if tools else {})}


def there(record: dict[str, Any], form: str, to: str) -> dict[str, Any]:
    written: dict[str, Any] = orjson.loads(converted(record, form, WRITERS[to]))
    return written


@pytest.mark.parametrize(
    "to", ["gemini", "bedrock-converse", "sharegpt", "trl-chat", "together", "fireworks"]
)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(record=conversations())
def test_a_chat_comes_back(to: str, record: dict[str, Any]) -> None:
    written = there(record, "openai-chat", to)
    found = detect(written)
    assert found is not None
    assert not faults(found, written)
    back = there(written, found.name, "openai-chat")
    assert _told(back) == _told(record)


@pytest.mark.parametrize("to", ["mistral", "bedrock-claude"])
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(record=conversations())
def test_a_chat_comes_back_where_it_has_a_place(to: str, record: dict[str, Any]) -> None:
    calls = any(message["role"] == "tool" for message in record["messages"])
    answers = sum(message["role"] == "assistant" for message in record["messages"])
    fits = (
        not calls and "tools" not in record
        if to == "bedrock-claude"
        else "tools" not in record or answers < 2
    )
    if not fits:
        with pytest.raises(LostError):
            there(record, "openai-chat", to)
        return
    written = there(record, "openai-chat", to)
    found = detect(written)
    assert found is not None
    seen = Example(0, "train", found.name, found.view(written), written)
    assert not [fault for demand, fault in faults_of(TARGETS[to], seen) if demand.effect == "refuses"]
    assert _told(there(written, found.name, "openai-chat")) == _told(record)


PAIRS = [
    "openai-preference",
    "trl-preference",
    "messages-preference",
    "sharegpt-preference",
    "alpaca-preference",
]


@pytest.mark.parametrize("to", PAIRS)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(record=conversations(), other=TEXT)
def test_a_pair_comes_back(to: str, record: dict[str, Any], other: str) -> None:
    *asked, chosen = record.pop("messages")
    answers = {
        "preferred_output": [chosen],
        "non_preferred_output": [{"role": "assistant", "content": other}],
    }
    pair: dict[str, Any] = {"input": {"messages": asked, **record}, **answers}
    if to == "alpaca-preference" and (record or any(message["role"] == "tool" for message in asked)):
        with pytest.raises(LostError):
            there(pair, "openai-preference", to)
        return
    written = there(pair, "openai-preference", to)
    found = detect(written)
    assert found is not None
    assert found.name == to
    back = there(written, to, "openai-preference")
    for key in answers:
        said, wanted = ({"messages": [*each["input"]["messages"], *each[key]]} for each in (back, pair))
        assert _told(said) == _told(wanted)
    assert back["input"].get("tools") == pair["input"].get("tools")


def _told(record: dict[str, Any]) -> Any:  # noqa: ANN401 — any JSON
    """A chat with ids of calls counted, and arguments read: what else may change there and back."""
    ids: dict[str, int] = {}
    messages = []
    for message in record["messages"]:
        calls = message.get("tool_calls", ())
        for call in calls:
            ids[call["id"]] = len(ids)
        answers = ids[message["tool_call_id"]] if message["role"] == "tool" else None
        read = [(call["function"]["name"], orjson.loads(call["function"]["arguments"])) for call in calls]
        messages.append((message["role"], message["content"], read, answers))
        if message["role"] == "assistant" and not calls:
            ids.clear()
    return messages, record.get("tools")


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(conversations())
def test_a_chat_is_alpaca_or_a_pair_where_it_has_that_shape(record: dict[str, Any]) -> None:
    plain = "tools" not in record and all(m["role"] != "tool" for m in record["messages"])
    for to, fits in (
        ("alpaca", plain),
        ("prompt-completion", plain and len(record["messages"]) == 2),
        ("trl-prompt-completion", sum(m["role"] == "assistant" for m in record["messages"]) == 1),
    ):
        try:
            written = there(record, "openai-chat", to)
        except LostError:
            assert not fits
        else:
            assert fits
            found = detect(written)
            assert found is not None
            assert _told(there(written, found.name, "openai-chat")) == _told(record)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["role", "content", "text", "type", "parts", "from", "value", "function", "name", "arguments", "json",
             "toolUse", "toolResult", "functionCall", "functionResponse", "args", "input", "id", "weight", "response"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=14,
)  # fmt: skip
MESSAGE = st.fixed_dictionaries(
    {"role": st.sampled_from(["user", "assistant", "tool", "system"]), "content": st.text(max_size=3)},
    optional={"tool_calls": st.lists(st.fixed_dictionaries({"function": st.dictionaries(NAME, JSON)})),
              "tool_call_id": JSON, "name": JSON, "weight": st.sampled_from([0, 1, True, 1.0, None])},
)  # fmt: skip
PART = st.dictionaries(
    st.sampled_from(["functionCall", "functionResponse", "toolUse", "toolResult", "a"]), JSON, min_size=1
)
WORDS = st.fixed_dictionaries({"text": st.text(max_size=3)})
OWN = {"tools": st.lists(JSON, max_size=2), "system": st.text(max_size=2), "own": JSON, "label": JSON}
ANY = st.one_of(
    st.fixed_dictionaries({"messages": st.lists(MESSAGE, min_size=1, max_size=4)}, optional=OWN),
    st.fixed_dictionaries({"prompt": st.lists(MESSAGE, min_size=1), "completion": st.text()}, optional=OWN),
    st.fixed_dictionaries(
        {"contents": st.lists(st.fixed_dictionaries({"role": st.sampled_from(["user", "model", "function"]),
                                                     "parts": st.lists(PART | WORDS, min_size=1)}), min_size=1)},
        optional={"tools": JSON, "systemInstruction": st.fixed_dictionaries({"parts": st.lists(PART, min_size=1)})},
    ),
    st.fixed_dictionaries(
        {"system": st.lists(WORDS), "messages": st.lists(st.fixed_dictionaries(
            {"role": st.sampled_from(["user", "assistant"]), "content": st.lists(PART | WORDS)}), min_size=1)},
        optional={"toolConfig": st.fixed_dictionaries({"tools": st.lists(JSON)})},
    ),
    st.fixed_dictionaries(
        {"conversations": st.lists(st.fixed_dictionaries(
            {"from": st.sampled_from(["human", "gpt", "function_call", "observation"]), "value": st.text(max_size=4)}
        ), min_size=1)},
        optional=OWN,
    ),
    st.fixed_dictionaries({"instruction": st.text(), "output": st.text()}, optional={"input": st.text(), **OWN}),
    st.fixed_dictionaries(
        {"input": st.fixed_dictionaries({"messages": st.lists(MESSAGE, min_size=1)}, optional={"tools": JSON}),
         "preferred_output": st.lists(MESSAGE, min_size=1), "non_preferred_output": st.lists(MESSAGE, min_size=1)},
        optional=OWN,
    ),
    st.fixed_dictionaries(
        {"chosen": st.lists(MESSAGE) | st.text(), "rejected": st.lists(MESSAGE) | st.text()},
        optional={"prompt": st.lists(MESSAGE) | st.text(), **OWN},
    ),
    st.fixed_dictionaries(
        {"interactions": st.lists(MESSAGE, min_size=1)},
        optional={"system_prompt": st.text(), "available_tools": JSON, "only_last": st.booleans(), **OWN},
    ),
)  # fmt: skip


@settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
@example({"instruction": "a", "output": "b", "tools": [None]}, "gemini", False)
@given(ANY, st.sampled_from(sorted(WRITERS)), st.booleans())
def test_any_record_is_converted_or_refused(record: dict[str, Any], to: str, join: bool) -> None:
    found = detect(record)
    assume(found is not None and found.name in READERS and not faults(found, record))
    assert found is not None
    try:
        line = converted(record, found.name, WRITERS[to], join=join)
    except LostError:
        return
    again = detect(orjson.loads(line))
    assert again is not None
    assert not faults(again, orjson.loads(line))


def refused() -> list[Any]:
    path = Path(__file__).parent / "convert" / "refused.jsonl"
    return [
        pytest.param(case, id=case["about"]) for case in map(orjson.loads, path.read_bytes().splitlines())
    ]


@pytest.mark.parametrize("case", refused())
def test_what_would_be_lost_is_named(case: dict[str, Any]) -> None:
    found = detect(case["record"])
    assert found is not None
    with pytest.raises(LostError) as lost:
        converted(case["record"], found.name, WRITERS[case["to"]])
    assert case["says"] in str(lost.value)


def test_a_file_is_written_whole_or_not_at_all(write: Write, tuneready: Tuneready, tmp_path: Path) -> None:
    write("good.jsonl", clean(3))
    write("bad.jsonl", [*clean(3), b"{oops", {"messages": [{"role": "user", "content": 5}]}])
    out = tmp_path / "out.jsonl"
    good = tuneready("convert", "good.jsonl", "--to", "gemini", "-o", "out.jsonl")
    assert (good.returncode, good.stdout, good.stderr) == (0, b"", b"")
    before = out.read_bytes()
    assert len(before.splitlines()) == 3
    bad = tuneready("convert", "bad.jsonl", "--to", "gemini", "-o", "out.jsonl")
    assert bad.returncode == 1
    assert b"bad.jsonl:4: " in bad.stderr
    assert b"bad.jsonl:5: /messages/0/content" in bad.stderr
    assert b"nothing is written: 2 lines" in bad.stderr
    assert out.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} >= {"out.jsonl"}
    assert not list(tmp_path.glob(".tuneready-*"))
    printed = tuneready("convert", "good.jsonl", "--to", "gemini")
    assert printed.stdout == before


def test_help_names_all_that_can_be_written() -> None:
    from tuneready.cli.convert import FORMATS

    assert set(FORMATS) == set(WRITERS)


def test_wrong_words_are_told(write: Write, tuneready: Tuneready) -> None:
    write("good.jsonl", clean(1))
    for arguments, words in (
        (("good.jsonl", "--to", "gemni"), b"did you mean 'gemini'"),
        (("good.jsonl", "--to", "gemini", "--format", "chat"), b"--format: no such format"),
        (("none.jsonl", "--to", "gemini"), b"none.jsonl: does not exist"),
        (("good.jsonl", "--to", "gemini", "-o", "good.jsonl"), b"is read while it is written"),
        (("good.jsonl", "--to", "gemini", "-o", "none/out.jsonl"), b"no such file or directory"),
    ):
        run = tuneready("convert", *arguments)
        assert run.returncode == 2, arguments
        assert words in run.stderr.lower() or words in run.stderr, run.stderr
        assert b"Traceback" not in run.stderr


def test_join_makes_one_text_of_an_input(write: Write, tuneready: Tuneready) -> None:
    write("alpaca.jsonl", [{"instruction": "Translate.", "input": "Danke", "output": "Thanks"}])
    parts = tuneready("convert", "alpaca.jsonl", "--to", "openai-chat")
    assert orjson.loads(parts.stdout)["messages"][0]["content"] == [
        {"type": "text", "text": "Translate."},
        {"type": "text", "text": "Danke"},
    ]
    refused = tuneready("convert", "alpaca.jsonl", "--to", "sharegpt")
    assert refused.returncode == 1
    assert b"--join" in refused.stderr
    joined = tuneready("convert", "alpaca.jsonl", "--to", "sharegpt", "--join")
    assert orjson.loads(joined.stdout)["conversations"][0]["value"] == "Translate.\nDanke"


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="public data is not here")
@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("llama_factory/glaive_toolcall_en_demo.jsonl", "openai-chat"),
        ("aws_nova_tooluse/formatted_test_ft.jsonl", "openai-chat"),
        ("self_instruct_seed/alpaca.jsonl", "gemini"),
    ],
)
def test_public_files_go_there_and_come_back(name: str, to: str) -> None:
    for line in (SHARED_DATA / name).read_bytes().splitlines()[:100]:
        record = orjson.loads(line)
        found = detect(record)
        assert found is not None
        written = there(record, found.name, to)
        again = there(written, to, found.name)
        assert READERS[found.name](again).messages == READERS[found.name](record).messages
