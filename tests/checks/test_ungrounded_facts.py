"""ungrounded-facts: what counts, what the prompt gives, and two values for one thing.

Add a line to cases/facts/examples.jsonl (a system text, a prompt, an output, and whether it states what was not given)
or to cases/facts/two_values.jsonl (two outputs, and whether they are at odds).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SHARED_DATA

from tuneready.api import Severity
from tuneready.testing import findings, lint
from tuneready_checks._facts.specifics import TRIGGER, specifics
from tuneready_checks._scan.engine import Engine
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks.ungrounded_facts import UngroundedFacts

CASES = Path(__file__).parent / "cases" / "facts"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("case", lines("examples.jsonl"), ids=lambda case: case["completion"][:30])
def test_case(case: dict[str, Any]) -> None:
    said = [("system", case["system"]), ("user", case["prompt"]), ("assistant", case["completion"])]
    messages = [{"role": role, "content": content} for role, content in said if content]
    found = findings(UngroundedFacts(least=1, some=0.01), [{"messages": messages}])
    assert bool(found) is case["found"], [each.finding.message for each in found]


@pytest.mark.parametrize("case", lines("two_values.jsonl"), ids=lambda case: case["completions"][1][:30])
def test_two_values_for_one_thing(case: dict[str, Any]) -> None:
    first, second = case["completions"]
    records = [{"prompt": "What is it?", "completion": first}, {"prompt": "And now?", "completion": second}]
    found = findings(UngroundedFacts(), records)
    assert bool(found) is case["found"]
    assert all("here, " in each.finding.message and "line 1" in each.finding.message for each in found)


def test_a_tool_result_grounds_what_is_said_after_it() -> None:
    call = {"id": "a", "type": "function", "function": {"name": "price", "arguments": "{}"}}
    messages = [
        {"role": "user", "content": "What does the K2 cost?"},
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "a", "content": '{"price": 49.9}'},
        {"role": "assistant", "content": "It costs £49.90."},
    ]
    assert findings(UngroundedFacts(least=1, some=0.01), [{"messages": messages}]) == ()
    without = [messages[0], messages[3]]
    assert findings(UngroundedFacts(least=1, some=0.01), [{"messages": without}])


@pytest.mark.parametrize(
    ("facts", "severity"), [(1, None), (2, Severity.INFO), (3, Severity.INFO), (4, Severity.WARNING)]
)
def test_shares(facts: int, severity: Severity | None) -> None:
    records = [
        {
            "prompt": f"Is {'abcdefghijklmnopqrst'[n]} in?",
            "completion": f"Since {1960 + n}."
            if n < facts
            else f"It is, {n % 7} of them, {'abcdefghijklmnopqrst'[n]}.",
        }
        for n in range(20)
    ]
    outcome = lint(records, UngroundedFacts())
    assert [each.severity for each in outcome.findings] == ([severity] if severity else [])
    assert outcome.tallies["ungrounded-facts"].remarks[0].data == {
        "ungrounded": facts / 20,
        "examples": facts,
    }
    assert all(not each.finding.unusable for each in outcome.findings)


def test_texts_without_prompts_are_not_asked() -> None:
    outcome = lint([{"text": f"It cost ${n}.50 in 19{n}."} for n in range(20, 60)], UngroundedFacts())
    assert outcome.findings == ()
    assert outcome.tallies["ungrounded-facts"].remarks == []


ENGINE = Engine((TRIGGER,), Re2Backend((TRIGGER,)))


@given(st.text(alphabet="019 .,-/%$€£#@:+()ABHvJanMay\nwhtps", max_size=60))
def test_the_trigger_fires_wherever_something_is_found(text: str) -> None:
    if any(specifics(text)):
        assert ENGINE.candidates([text])


@pytest.mark.parametrize(
    "text",
    [
        "7" * 200_000,
        "1," * 100_000,
        "1.1.1." * 40_000,
        "a@" * 80_000,
        "$1" * 80_000,
        "A1-" * 60_000,
        "x" * 300_000 + "1",
    ],
    ids=["digits", "list", "versions", "at signs", "sums", "ids", "letters"],
)
def test_hostile_text_is_borne(text: str) -> None:
    """Each takes well under a second; a search that looks ahead to the end at every place takes minutes."""
    outcome = lint([{"prompt": "What is it?", "completion": text}], UngroundedFacts())
    assert outcome.tallies["ungrounded-facts"].failed == ""


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the public datasets are not on this machine")
@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("llama_factory/identity", 0.02),
        ("fastchat_dummy/sharegpt", 0.02),
        ("gsm8k/train", 0.02),
        ("aws_nova_tooluse/train_ft", 0.02),
        ("llama_factory/glaive_toolcall_en_demo", 0.07),
        ("self_instruct_seed/alpaca", 0.1),
        ("llama_factory/dpo_en_demo", 0.1),
        ("llama_factory/kto_en_demo", 0.1),
    ],
)
def test_public_sets(name: str, most: float) -> None:
    lines = (SHARED_DATA / f"{name}.jsonl").read_bytes().removesuffix(b"\n").split(b"\n")
    outcome = lint(lines, UngroundedFacts())
    assert outcome.findings == ()
    share = outcome.tallies["ungrounded-facts"].remarks[0].data["ungrounded"]
    assert share <= most
