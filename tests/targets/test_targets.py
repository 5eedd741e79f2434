"""Every target against its records: drop a line into <target>/accepted.jsonl or refused.jsonl, and it is tested.

A refused line is a record with what is said of it: the check, the effect, the pointer and the message; of a
record whose format the target does not read, the message is the name of that format.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support import ReportOf, Write

from tuneready.example import Example
from tuneready.formats.detect import BY_NAME, detect
from tuneready.formats.validate import faults as format_faults
from tuneready.targets.base import Demand, Target
from tuneready.targets.catalogue import TARGETS
from tuneready.targets.held import CHAT_NEEDS, NEEDS, UNLIKE, faults
from tuneready.testing import checks_of

HERE = Path(__file__).parent
CHECKS = {check.name for check in checks_of("tuneready_checks")}


def lines(name: str) -> list[Any]:
    """Target and line of every file of this name."""
    return [
        pytest.param(path.parent.name, json.loads(line), id=f"{path.parent.name}:{number}")
        for path in sorted(HERE.glob(f"*/{name}.jsonl"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
    ]


def example(record: dict[str, Any]) -> Example:
    form = detect(record)
    assert form is not None
    assert format_faults(form, record) == []
    return Example(0, "train", form.name, form.view(record), record)


@pytest.mark.parametrize(("name", "record"), lines("accepted"))
def test_accepted(name: str, record: dict[str, Any]) -> None:
    seen = example(record)
    assert seen.format in TARGETS[name].formats
    assert list(faults(TARGETS[name], seen)) == []


@pytest.mark.parametrize(("name", "line"), lines("refused"))
def test_refused(name: str, line: dict[str, Any]) -> None:
    seen = example(line["record"])
    if seen.format not in TARGETS[name].formats:
        assert line["message"] == seen.format
        return
    told = [(d.check, d.effect, f.pointer, f.message) for d, f in faults(TARGETS[name], seen)]
    assert (line["check"], line["effect"], line["pointer"], line["message"]) in told


HELD_BY_ITS_FORMAT = {
    ("mistral", "The system_prompt is a string."),
    ("mistral", "A call has a function."),
    ("openai", "Roles are system, developer, user, assistant, tool, and (older) function."),
    ("vertex-ai", "Roles are user and model (function for an answer of a tool)."),
    ("bedrock-nova", "Roles are user and assistant."),
    ("bedrock-llama", "Roles are user and assistant."),
    ("bedrock-claude", "The system's text is a string, where the key stands."),
    ("azure-openai", "A message has content, unless it calls a tool."),
    ("azure-openai", "Roles in preferred_output are assistant or tool."),
    ("azure-openai", "Roles in non_preferred_output are assistant or tool."),
    ("together", "A message has content, unless the assistant calls a tool."),
    ("cohere", "Roles are System, User and Chatbot."),
    ("cohere", "At least one message is the Chatbot's."),
    ("axolotl", "Messages are an array (or JSON of one in a string)."),
    ("llama-factory", "Roles are system, user, assistant and tool."),
    ("setfit", "Several labels of a text are zeros and ones, or names that differ."),
    ("hugging-face-trl", "There is a step at least."),
    ("hugging-face-trl", "No conversation is empty."),
    *(
        (name, "The last message is the user's: the model answers by itself.")
        for name in ("openai", "azure-openai", "fireworks")
    ),
}
"""What a record cannot fail to meet that is of the format at all; it stands on the page all the same."""

LARGE = {"An image is 10 MB at the most."}


def _missed(target: Target) -> set[str]:
    """Demands of a target that no refused line fails to meet."""
    left: dict[str, list[Demand]] = {}
    for demands in target.formats.values():
        for demand in demands:
            left.setdefault(demand.says, []).append(demand)
    for line in (HERE / target.name / "refused.jsonl").read_text("utf-8").splitlines():
        for demand, _ in faults(target, example(json.loads(line)["record"])):
            left.pop(demand.says, None)
    return set(left)


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: str(target.name))
def test_every_demand_is_shown_by_a_refused_line(target: Target) -> None:
    assert {(target.name, says) for says in _missed(target) - LARGE} <= HELD_BY_ITS_FORMAT


@pytest.mark.parametrize("name", ["openai", "azure-openai", "together"])
def test_large_images(name: str) -> None:
    url = "data:image/png;base64," + "A" * 14_000_000
    messages = [
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]},
        {"role": "assistant", "content": [{"type": "text", "text": "All black."}]},
    ]
    (told,) = faults(TARGETS[name], example({"messages": messages}))
    place = "/messages/0/content/0/image_url/url"
    assert told[1].message == f"{place} has 10,500,000 bytes: expected at most 10,485,760 (10 MB)"


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: str(target.name))
def test_data_of_a_target_holds_together(target: Target) -> None:
    assert target.formats.keys() <= BY_NAME.keys()
    assert all(any(sign.isdigit() for sign in source) for source in target.sources.values()), "without a date"
    used = {limit.source for limit in target.limits.values()} | ({target.one_system} - {""})
    for demands in target.formats.values():
        for demand in demands:
            used.add(demand.source)
            assert demand.check in CHECKS
            assert demand.says.endswith(".")
            assert demand.short or demand.effect != "refuses", demand.says
    assert used <= target.sources.keys()


def test_hints_name_formats() -> None:
    assert {name for pair in UNLIKE for name in pair} | NEEDS.keys() | CHAT_NEEDS.keys() <= BY_NAME.keys()


def test_a_file_of_another_format_is_told_once(write: Write, report: ReportOf) -> None:
    chat = [{"role": "user", "content": "Where?"}, {"role": "assistant", "content": "There."}]
    write("train.jsonl", [{"messages": chat, "system": f"Place {n}."} for n in range(60)])
    found = report("train.jsonl", "--target", "bedrock-nova")
    (told,) = [finding for finding in found["findings"] if finding["check"] == "wrong-format"]
    assert told["message"] == (
        "60 records are bedrock-claude: bedrock-nova reads bedrock-converse; contents and the system are strings, "
        "not arrays of blocks; tuneready convert --to bedrock-converse writes it anew (refused by bedrock-nova)"
    )
    assert (told["examples_total"], told["related_total"]) == (60, 59)
    assert found["splits"]["train"]["usable"] == 0


def test_a_file_that_only_looks_like_another_format_is_read(write: Write, report: ReportOf) -> None:
    chat = [{"role": "user", "content": "Where?"}, {"role": "assistant", "content": "There."}]
    write("train.jsonl", [{"messages": chat}, {"messages": chat, "system": "Be brief."}, {"messages": chat}])
    found = report("train.jsonl", "--target", "bedrock-claude")
    assert found["checks"]["wrong-format"]["findings"] == 0
    assert found["checks"]["mixed-formats"]["findings"] == 0
    assert found["splits"]["train"]["format"] == "bedrock-claude"
    assert found["checks"]["retired-target"]["errors"] == 1


def test_what_is_refused_says_by_whom_and_where_it_stands(write: Write, report: ReportOf) -> None:
    write(
        "train.jsonl",
        [{"messages": [{"role": "user", "content": "Hi"}, {"role": "developer", "content": "x"}]}],
    )
    found = report("train.jsonl", "--target", "openai,mistral")
    told = {finding["message"]: finding["data"] for finding in found["findings"]}
    message = "/messages/1/role is 'developer': expected system, user, assistant or tool (refused by mistral: common)"
    assert told[message]["effect"] == "refuses"
    assert told[message]["targets"] == {"mistral": TARGETS["mistral"].sources["common"]}
    assert "no message of role assistant: expected at least one (refused by openai: cookbook)" in told
