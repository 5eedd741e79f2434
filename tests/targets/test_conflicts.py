"""Where targets disagree: the same record passes for one and fails for another, which is why there are targets."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from support import SHARED_DATA, ReportOf, Write, clean

from tuneready.example import Example
from tuneready.formats.detect import detect
from tuneready.targets.base import least
from tuneready.targets.catalogue import TARGETS
from tuneready.targets.held import faults

USER = {"role": "user", "content": "Where is the key?"}
ANSWER = {"role": "assistant", "content": "Under the mat."}
SYSTEM = {"role": "system", "content": "Be brief."}
DEVELOPER = {"role": "developer", "content": "Be brief."}
FUNCTION = {"role": "function", "name": "find", "content": "mat"}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
TOOL = {"name": "find", "description": "Finds.", "parameters": {"type": "object"}}


def call(ident: str | None = "abcdef123", arguments: object = "{}", **more: object) -> dict[str, Any]:
    made = {"id": ident, "type": "function", "function": {"name": "find", "arguments": arguments}}
    return {
        "role": "assistant",
        "tool_calls": [{key: value for key, value in made.items() if value is not None}],
        **more,
    }


def chat(*messages: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"messages": list(messages), **more}


def found(ident: str = "abcdef123") -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": ident, "content": "mat"}


def shown(url: str, count: int = 1) -> dict[str, Any]:
    return {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}] * count}


def nova(*roles: str, **more: object) -> dict[str, Any]:
    return {"messages": [{"role": role, "content": [{"text": "Well."}]} for role in roles], **more}


def declared(function: dict[str, Any]) -> dict[str, Any]:
    return chat(USER, call(), found(), ANSWER, tools=[{"type": "function", "function": function}])


class Line(NamedTuple):
    """A line of the table: who refuses or drops the record, who does not."""

    point: str
    record: dict[str, Any]
    yes: str
    no: str


TABLE = [
    Line(
        "no user message",
        chat(SYSTEM, ANSWER),
        "openai together",
        "azure-openai mistral bedrock-claude torchtune",
    ),
    Line("no user message: Nova", nova("assistant"), "", "bedrock-nova"),
    Line("role function", chat(USER, FUNCTION, ANSWER), "openai", "azure-openai together mistral fireworks"),
    Line(
        "role developer",
        chat(DEVELOPER, USER, ANSWER),
        "openai hugging-face-trl",
        "azure-openai together mistral",
    ),
    Line(
        "two user messages",
        chat(USER, USER, ANSWER),
        "openai mistral azure-openai",
        "together torchtune bedrock-claude llama-factory",
    ),
    Line("two user messages: Nova", nova("user", "user", "assistant"), "bedrock-llama", "bedrock-nova"),
    Line(
        "two assistant messages",
        chat(USER, ANSWER, ANSWER),
        "openai mistral",
        "torchtune bedrock-claude together llama-factory",
    ),
    Line(
        "two assistant messages: Nova",
        nova("user", "assistant", "assistant"),
        "bedrock-llama",
        "bedrock-nova",
    ),
    Line("two assistant messages after a call", chat(USER, call(), ANSWER), "openai", "azure-openai mistral"),
    Line("weight of a user", chat({**USER, "weight": 0}, ANSWER), "together mistral", "openai"),
    Line("weight 1.0", chat(USER, {**ANSWER, "weight": 1.0}), "mistral", "together openai"),
    Line("weight true", chat(USER, {**ANSWER, "weight": True}), "mistral together", "openai"),
    Line(
        "weight 7",
        chat(USER, {**ANSWER, "weight": 7}),
        "azure-openai hugging-face-trl",
        "openai together mistral",
    ),
    Line(
        "content null beside calls",
        chat(USER, call(content=None), found(), ANSWER),
        "openai azure-openai together mistral",
        "",
    ),
    Line(
        "content and calls", chat(USER, call(content="Wait."), found(), ANSWER), "openai together", "mistral"
    ),
    Line(
        "arguments as an object",
        chat(USER, call(arguments={}), found(), ANSWER),
        "hugging-face-trl axolotl",
        "openai mistral together",
    ),
    Line(
        "ids of calls",
        chat(USER, call("call_1"), found("call_1"), ANSWER),
        "openai together fireworks",
        "mistral",
    ),
    Line(
        "no ids of calls",
        chat(USER, call(None), {"role": "tool", "content": "mat"}, ANSWER),
        "fireworks hugging-face-trl",
        "openai mistral",
    ),
    Line("tool without description", declared({"name": "find"}), "openai together fireworks", "mistral"),
    Line("tool with description", declared(TOOL), "openai mistral", ""),
    Line(
        "address of an image",
        chat(shown("https://example.com/a.png"), ANSWER),
        "openai azure-openai",
        "together fireworks",
    ),
    Line(
        "image as base64",
        chat(
            shown(f"data:image/png;base64,{PIXEL}"),
            {**ANSWER, "content": [{"type": "text", "text": "A pixel."}]},
        ),
        "openai azure-openai together fireworks",
        "mistral",
    ),
    Line(
        "11 images",
        chat(shown(f"data:image/png;base64,{PIXEL}", 11), ANSWER),
        "azure-openai",
        "openai together",
    ),
    Line("65 images", chat(shown(f"data:image/png;base64,{PIXEL}", 65), ANSWER), "", "azure-openai openai"),
    Line(
        "ends with the user",
        chat(USER, ANSWER, USER),
        "openai together hugging-face-trl",
        "mistral bedrock-claude llama-factory",
    ),
    Line("ends with the user: Nova", nova("user", "assistant", "user"), "bedrock-llama", "bedrock-nova"),
    Line(
        "ends with the user: Cohere",
        {"messages": [{"role": role, "content": "Well."} for role in ("User", "Chatbot", "User")]},
        "cohere",
        "",
    ),
    Line(
        "system in the middle",
        chat(USER, SYSTEM, ANSWER),
        "mistral openai",
        "fireworks torchtune llama-factory bedrock-claude",
    ),
    Line(
        "other keys of the record",
        chat(USER, ANSWER, source="a"),
        "openai azure-openai hugging-face-trl",
        "together bedrock-claude",
    ),
    Line(
        "other schemaVersion",
        nova("user", "assistant", schemaVersion="bedrock-1"),
        "bedrock-nova",
        "bedrock-llama",
    ),
]


def refused(name: str, record: dict[str, Any]) -> bool:
    form = detect(record)
    assert form is not None
    seen = Example(0, "train", form.name, form.view(record), record)
    assert form.name in TARGETS[name].formats, f"{name} does not read {form.name}"
    return any(demand.effect in ("refuses", "drops") for demand, _ in faults(TARGETS[name], seen))


@pytest.mark.parametrize("line", TABLE, ids=lambda line: str(line.point))
def test_conflict(line: Line) -> None:
    assert [name for name in line.yes.split() if refused(name, line.record)] == []
    assert [name for name in line.no.split() if not refused(name, line.record)] == []


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("openai", 10),
        ("azure-openai", 10),
        ("bedrock-nova", 8),
        ("bedrock-claude", 32),
        ("fireworks", 3),
        ("cohere", 2),
        ("together", 1),
        ("vertex-ai", 0),
        ("mistral", 0),
    ],
)
def test_fewest_examples(name: str, number: int) -> None:
    assert least(TARGETS[name]) == number


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        ("azure-openai", "info"),
        ("together", "error"),
        ("hugging-face-trl", "info"),
        ("azure-openai,openai", "error"),
    ],
)
def test_byte_order_mark(write: Write, report: ReportOf, target: str, severity: str) -> None:
    path = write("train.jsonl", clean(100))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    told = report("train.jsonl", "--target", target)
    (mark,) = [finding for finding in told["findings"] if finding["check"] == "malformed-line"]
    assert mark["severity"] == severity
    assert ("refused by" in mark["message"]) is (severity == "error")
    assert told["verdict"] == ("not-ready" if severity == "error" else "ready")


@pytest.mark.parametrize(
    ("target", "name", "findings"),
    [
        ("together", "train.jsonl", 0),
        ("together", "train.json", 1),
        ("bedrock-nova", "train (1).jsonl", 1),
        ("openai", "train (1).json", 0),
    ],
)
def test_names_of_files(write: Write, report: ReportOf, target: str, name: str, findings: int) -> None:
    write(name, clean(3))
    told = report("--split", f"train={name}", "--target", target)
    assert told["checks"]["unsuited-file"]["errors"] == findings


@pytest.mark.parametrize(("target", "warnings"), [("together", 1), ("azure-openai", 0)])
def test_blank_lines(write: Write, report: ReportOf, target: str, warnings: int) -> None:
    write("train.jsonl", [*clean(3), b"", *clean(3, 9)])
    assert report("train.jsonl", "--target", target)["checks"]["unsuited-file"]["warnings"] == warnings


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the real datasets are not on this machine")
@pytest.mark.parametrize(
    ("name", "fits", "others"),
    [
        (
            "formatted_train_ft.jsonl",
            "bedrock-nova",
            {
                "openai": "needs contents without blocks",
                "bedrock-claude": "retired, and needs messages with strings",
            },
        ),
        (
            "train_ft.jsonl",
            "axolotl llama-factory",
            {
                "openai": "needs the system among the messages",
                "bedrock-nova": "needs blocks",
                "bedrock-claude": "retired on 2026-09-10",
            },
        ),
    ],
)
def test_bedrock_twins(report: ReportOf, name: str, fits: str, others: dict[str, str]) -> None:
    told = report("--split", f"train={SHARED_DATA / 'aws_nova_tooluse' / name}")["splits"]["train"]["fits"]
    assert [target for target, reason in told.items() if not reason] == fits.split()
    assert {target: told[target] for target in others} == others


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the real datasets are not on this machine")
@pytest.mark.parametrize(
    ("name", "target", "reason"),
    [
        ("formatted_train_ft.jsonl", "bedrock-nova", ""),
        ("formatted_train_ft.jsonl", "openai", "contents are blocks without a type"),
        ("train_ft.jsonl", "openai", "the system stands beside the messages, not among them"),
        ("train_ft.jsonl", "bedrock-nova", "contents and the system are strings, not arrays of blocks"),
        ("train_ft.jsonl", "bedrock-claude", ""),
    ],
)
def test_bedrock_twins_for_a_target(report: ReportOf, name: str, target: str, reason: str) -> None:
    told = report("--split", f"train={SHARED_DATA / 'aws_nova_tooluse' / name}", "--target", target)
    wrong = [finding["message"] for finding in told["findings"] if finding["check"] == "wrong-format"]
    assert [reason in message for message in wrong] == ([True] if reason else [])
    assert told["splits"]["train"]["usable"] == (0 if reason else told["splits"]["train"]["usable"])
