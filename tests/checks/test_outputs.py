"""Checks of one output: what is found and what is left alone.

Add a line to cases/outputs/<check>.jsonl: a prompt, an output, whether it is `found`, and `usable` where
the example stays so. For forms that differ, add a set to cases/inconsistent-output.jsonl: `usual` is written 40
times with N as a number, `others` beside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import clean

from tuneready.api import Check, Severity
from tuneready.registry import load_package
from tuneready.testing import findings, lint
from tuneready_checks.boilerplate_refusal import BoilerplateRefusal
from tuneready_checks.encoding_damage import EncodingDamage
from tuneready_checks.inconsistent_output import InconsistentOutput
from tuneready_checks.placeholder_text import PlaceholderText
from tuneready_checks.repeated_text import RepeatedText
from tuneready_checks.truncated_output import TruncatedOutput

CASES = Path(__file__).parent / "cases"
CHECKS = {check.name: check() for check in load_package("tuneready_checks")}
OF_OUTPUTS: tuple[Check, ...] = (
    PlaceholderText(),
    BoilerplateRefusal(),
    RepeatedText(),
    TruncatedOutput(),
    EncodingDamage(),
    InconsistentOutput(),
)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize(
    ("check", "case"),
    [
        pytest.param(CHECKS[path.stem], case, id=f"{path.stem}-{number}")
        for path in sorted((CASES / "outputs").glob("*.jsonl"))
        for number, case in enumerate(lines(path), 1)
    ],
)
def test_case(check: Check, case: dict[str, Any]) -> None:
    found = findings(check, [{"prompt": case["prompt"], "completion": case["completion"]}])
    assert bool(found) is case["found"], [each.finding.message for each in found]
    usable = case.get("usable", check.name == "repeated-text")
    assert all(bool(each.finding.unusable) is not usable for each in found)


@pytest.mark.parametrize(
    "case", lines(CASES / "inconsistent-output.jsonl"), ids=lambda case: str(case["name"])
)
def test_forms(case: dict[str, Any]) -> None:
    """Each of the others alone among 40 of the usual form."""
    usual = [{"prompt": f"Number {n}", "completion": case["usual"].replace("N", str(n))} for n in range(40)]
    for other in case["others"]:
        found = findings(InconsistentOutput(), [*usual, {"prompt": "Other", "completion": other["output"]}])
        spoiled = {example & 0xFFFF for each in found for example in each.finding.unusable}
        assert spoiled == ({41} if other["found"] else set()), other


def pairs(*outputs: str) -> list[dict[str, Any]]:
    return [{"prompt": f"Question number {n}?", "completion": output} for n, output in enumerate(outputs)]


def test_what_is_usual_is_told_once_and_spoils_nothing() -> None:
    slots = findings(PlaceholderText(), pairs(*(f"I am {{{{name}}}}, number {n}." for n in range(30))))
    assert [(each.severity, each.finding.related_total, each.finding.unusable) for each in slots] == [
        (Severity.WARNING, 29, ())
    ]
    refusals = findings(BoilerplateRefusal(), pairs(*(["I can't assist with that."] * 15), *(["Yes."] * 15)))
    assert [(each.severity, each.finding.unusable) for each in refusals] == [(Severity.INFO, ())]


@pytest.mark.parametrize(
    ("worthless", "check"),
    [
        ("nan", PlaceholderText()),
        ("[object Object]", PlaceholderText()),
        ("Lorem ipsum dolor sit amet, consectetur.", PlaceholderText()),
    ],
)
def test_what_is_no_answer_is_unusable_however_many_there_are(worthless: str, check: Check) -> None:
    records = pairs(*(worthless if n % 2 else f"{SENTENCE} ({n})." for n in range(60)))
    (found,) = findings(check, records)
    assert (found.severity, len(found.finding.unusable)) == (Severity.WARNING, 30)


def test_outputs_that_are_all_cut_off_are_all_unusable() -> None:
    (found,) = findings(TruncatedOutput(), pairs(*(f"{SENTENCE} ({n}) of the" for n in range(60))))
    assert (found.severity, len(found.finding.unusable)) == (Severity.WARNING, 60)


@pytest.mark.parametrize("mark", ["N/A", "n/a", "#N/A", "-", "?", "TBD"])
def test_a_mark_for_a_missing_answer(mark: str) -> None:
    """Alone among answers it is none; where many are, it may be meant; among values it is one of them."""
    answers, values = ([f"{SENTENCE} ({n})." for n in range(60)], [f"{n} mm" for n in range(60)])
    marks = [mark] * 20
    (alone,) = findings(PlaceholderText(), pairs(*answers, mark))
    assert (alone.severity, len(alone.finding.unusable)) == (Severity.WARNING, 1)
    (many,) = findings(PlaceholderText(), pairs(*answers, *marks))
    assert (many.severity, many.finding.unusable) == (Severity.INFO, ())
    assert findings(PlaceholderText(), pairs(*values, *marks)) == ()
    labels = [{"text": f"Is {n} odd?", "label": "odd" if n % 2 else mark} for n in range(60)]
    assert findings(PlaceholderText(), labels) == ()


def test_a_label_may_be_called_null() -> None:
    records = [{"text": f"Is {n} odd?", "label": ("null", "some", "none")[n % 3]} for n in range(60)]
    assert findings(PlaceholderText(), records) == ()


SENTENCE = "The kettle goes off when the water boils, and the light beside the lever goes out after a while"


@pytest.mark.parametrize(("stopped", "found"), [(99, 1), (80, 0)])
def test_a_missing_full_stop_is_told_where_nearly_all_have_one(stopped: int, found: int) -> None:
    whole = [f"{SENTENCE} ({n}). {SENTENCE} too." for n in range(stopped)]
    cut = [f"{SENTENCE} ({n}). {SENTENCE}" for n in range(100 - stopped)]
    assert len(findings(TruncatedOutput(), pairs(*whole, *cut))) == found


def test_outputs_that_are_labels_are_not_cut_off() -> None:
    records = [
        {"text": f"number {n}", "label": f"something that ends with a word such as {n % 2}, and the"}
        for n in range(60)
    ]
    assert findings(TruncatedOutput(), records) == ()


def test_answers_that_are_graded_bad_may_be_bad() -> None:
    records = [
        {"prompt": "Write a poem.", "completion": "I can't assist with that.", "label": good}
        for good in (False, True)
    ]
    found = findings(BoilerplateRefusal(), records)
    assert [each.finding.at & 0xFFFF for each in found] == [2]


@pytest.mark.parametrize("has_tools", [True, False])
def test_a_model_with_tools_may_say_that_none_of_them_does_it(has_tools: bool) -> None:
    function = {"name": "find_age", "description": "Find an age", "parameters": {"type": "object"}}
    tools = {"tools": [{"type": "function", "function": function}]} if has_tools else {}
    said = "I'm sorry, but I can't assist with that. My capabilities are limited to finding ages."
    turns = [{"role": "user", "content": "Book a flight."}, {"role": "assistant", "content": said}]
    assert bool(findings(BoilerplateRefusal(), [{"messages": turns, **tools}])) is not has_tools


def test_earlier_turns_that_are_trained_on_are_looked_at_too() -> None:
    said = [
        "Dear [Customer Name], what is it?",
        "I can't assist with that.",
        "It is. " * 40,
        "Take the lid off and the",
    ]
    turns = [
        {"role": role, "content": text}
        for each in said
        for role, text in (("user", "And?"), ("assistant", each))
    ]
    records = [
        {"messages": [*turns, {"role": "user", "content": "Bye."}, {"role": "assistant", "content": "Bye!"}]}
    ]
    told = {each.check: each.finding.pointer for each in lint(records, *OF_OUTPUTS).findings}
    assert told == {
        "placeholder-text": "/messages/1/content",
        "boilerplate-refusal": "/messages/3/content",
        "repeated-text": "/messages/5/content",
    }


def test_json_that_never_parses_is_one_note() -> None:
    found = findings(InconsistentOutput(), pairs(*(f"{{'name': call, 'number': {n}}}" for n in range(30))))
    assert [(each.severity, each.finding.related_total) for each in found] == [(Severity.INFO, 29)]


def test_structured_outputs_are_measured() -> None:
    outcome = lint(pairs(*(f'{{"n": {n}}}' for n in range(30))), InconsistentOutput())
    assert [remark.data for remark in outcome.tallies["inconsistent-output"].remarks] == [{"structured": 1.0}]


def test_damage_in_a_prompt_spoils_nothing() -> None:
    found = findings(EncodingDamage(), [{"prompt": "Where is the cafÃ©?", "completion": "Over there."}])
    assert [each.finding.unusable for each in found] == [()]
    assert found[0].finding.span == (16, 18)


def test_a_damaged_text_that_many_share_is_one_finding() -> None:
    system = {"role": "system", "content": "Be kind\ufffd."}
    records = [{"messages": [system, *record["messages"]]} for record in clean(30)]
    found = findings(EncodingDamage(), records)
    assert [each.finding.related_total for each in found] == [29]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="ab {}[]<>/\"':,.\n`\ufffdÃ©\u202e€“TODO", max_size=80), min_size=1, max_size=12
    )
)
def test_any_text_is_borne_and_spans_lie_in_it(outputs: list[str]) -> None:
    outcome = lint(pairs(*outputs), *OF_OUTPUTS)
    assert {name: tally.failed for name, tally in outcome.tallies.items() if tally.failed} == {}
    for each in outcome.findings:
        start, end = each.finding.span or (0, 0)
        assert 0 <= start <= end <= 200


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100_000,
        "[[" * 50_000 + "]]" * 50_000,
        "<a>" * 50_000,
        "€“" * 60_000,
        "ab" * 200_000,
        "{{" * 80_000,
        "\ufffd" * 100_000,
    ],
    ids=["braces", "nested", "tags", "quotes", "loop", "slots", "lost"],
)
def test_hostile_text_is_borne(text: str) -> None:
    outcome = lint(pairs(text, text + "!", "Yes."), *OF_OUTPUTS)
    assert {name: tally.failed for name, tally in outcome.tallies.items() if tally.failed} == {}
