"""Outputs that are their prompts over again, and sets that edit texts."""

from __future__ import annotations

from typing import Any

import pytest

from tuneready.testing import findings
from tuneready_checks.echoed_prompt import EchoedPrompt

QUESTION = "When does the shop open on Sunday?"
ANSWER = "It opens at ten."


def chat(*contents: str) -> dict[str, Any]:
    roles = ("user", "assistant") * len(contents)
    return {
        "messages": [{"role": role, "content": text} for role, text in zip(roles, contents, strict=False)]
    }


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (chat(QUESTION, QUESTION), True),
        (chat(QUESTION, f"  {QUESTION.lower()} "), True),
        (chat("Hello.", "Hello.", QUESTION, QUESTION), True),
        (chat(QUESTION, ANSWER), False),
        (chat(QUESTION, QUESTION, QUESTION, ANSWER), False),
        (chat(QUESTION, f"{QUESTION} It opens at ten."), False),
        (chat("Good day", "Good day"), False),
        (chat("今天天气怎么样", "今天天气怎么样?"), True),
        (chat("", ""), False),
        ({"messages": [{"role": "assistant", "content": QUESTION}]}, False),
        ({"text": QUESTION}, False),
    ],
)
def test_one_record(record: dict[str, Any], found: bool) -> None:
    told = findings(EchoedPrompt(), [record])
    assert [bool(each.finding.unusable) for each in told] == [True] * found


@pytest.mark.parametrize(("edits", "told"), [(0, 10), (2, 10), (3, 0)])
def test_a_set_that_edits_texts_has_texts_that_need_no_edit(edits: int, told: int) -> None:
    same = [chat(text, text) for text in (f"We met {n} times in May last year." for n in range(10))]
    changed = [chat(f"We meeted {n} times in May.", f"We met {n} times in May.") for n in range(edits)]
    others = [chat(f"What is the name of river {n}?", "Nobody knows its name.") for n in range(20)]
    assert len(findings(EchoedPrompt(), [*same, *changed, *others])) == told
