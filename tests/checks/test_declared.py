"""What is declared, held against the data. Add a text and its language to cases/languages.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support import SHARED_DATA, clean

from tuneready.api import Declaration
from tuneready.testing import lint
from tuneready_checks._declared.languages import is_known, other_language
from tuneready_checks.broken_output_schema import BrokenOutputSchema
from tuneready_checks.too_many_intents import TooManyIntents
from tuneready_checks.undeclared_label import UndeclaredLabel
from tuneready_checks.undeclared_language import UndeclaredLanguage

TEXTS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "languages.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]
LANGUAGES = sorted({case["language"] for case in TEXTS})


@pytest.mark.parametrize("declared", LANGUAGES)
def test_a_text_in_the_declared_language_is_never_told_of(declared: str) -> None:
    assert is_known(declared)
    own = [case["text"] for case in TEXTS if case["language"] == declared]
    assert [other_language(text, declared) for text in own] == [""] * len(own)


def test_other_languages_are_found() -> None:
    """Sister languages share their small words, and Han may be Japanese: there it is silent."""
    pairs = [(case, declared) for case in TEXTS for declared in LANGUAGES if declared != case["language"]]
    missed = [
        (case["language"], declared) for case, declared in pairs if not other_language(case["text"], declared)
    ]
    assert len(missed) <= 0.02 * len(pairs), missed


@pytest.mark.parametrize(
    "text",
    [
        "OK.",
        "42 + 17 = 59",
        "Kugelschreiber",
        "https://example.org/der/die/das",
        "",
        "!!!",
        "a e s k z v o i",
    ],
)
def test_what_could_be_any_language_is_left_alone(text: str) -> None:
    assert not any(other_language(text, language) for language in LANGUAGES if language in {"en", "de", "fr"})


def test_regions_are_of_no_account_and_unknown_languages_are_not_judged() -> None:
    assert other_language("Der Kessel steht auf dem Tisch und das ist nicht neu.", "en-GB")
    assert not is_known("xx")
    found = lint(clean(3), UndeclaredLanguage(), declaration=Declaration(language="xx")).findings
    assert found == ()


def test_nothing_declared_nothing_said() -> None:
    records = [{"prompt": "a", "completion": "Нет, это совсем недалеко отсюда."}]
    checks = (UndeclaredLanguage(), UndeclaredLabel(), BrokenOutputSchema(), TooManyIntents())
    assert lint(records, *checks).findings == ()


def messages(check: Any, declared: dict[str, Any], *outputs: str) -> list[str]:  # noqa: ANN401 — any check
    records = [{"prompt": f"Question {n}", "completion": output} for n, output in enumerate(outputs)]
    outcome = lint(records, check, declaration=Declaration.model_validate(declared))
    return [each.finding.message for each in outcome.findings]


def test_labels() -> None:
    declared = {"labels": ["late order", "refund"]}
    assert (
        messages(UndeclaredLabel(), declared, "Late order.", " refund\n", '{"label": "Refund", "sure": 1}')
        == []
    )
    assert messages(
        UndeclaredLabel(), declared, "late oder", "other", "null", "12", "x" * 10_000, '{"label": 3}'
    ) == [
        "'late oder' is none of the 2 declared labels: did you mean 'late order'?",
        "'other' is none of the 2 declared labels",
        "'null' is none of the 2 declared labels",
        "a string of 2 characters is none of the 2 declared labels",
        "a string of 10,000 characters is none of the 2 declared labels",
        "a string of 12 characters is none of the 2 declared labels",
    ]


def test_schemas_name_the_place_and_never_the_value() -> None:
    schema = {
        "type": "object",
        "required": ["who"],
        "additionalProperties": False,
        "properties": {
            "who": {
                "type": "object",
                "properties": {"name": {"enum": ["Ada", "Bo"]}, "mail": {"pattern": "@"}},
            },
            "n": {"maximum": 3},
        },
    }
    told = messages(
        BrokenOutputSchema(),
        {"output_schema": schema},
        '{"who": {"name": "Ada"}}',
        '{"who": {"name": "Greta Secret"}}',
        '{"who": {"mail": "secret"}}',
        '{"who": {}, "n": 4}',
        '{"who": {}, "more": 4}',
        "[]",
    )
    assert told == [
        "output breaks the declared schema: none of the declared values at /who/name",
        "output breaks the declared schema: text of another form than declared at /who/mail",
        "output breaks the declared schema: see 'maximum' in the schema at /n",
        "output breaks the declared schema: a field that is not declared at its top",
        "output breaks the declared schema: another type than declared at its top",
    ]
    mails = {"additionalProperties": {"type": "number"}}
    assert messages(BrokenOutputSchema(), {"output_schema": mails}, '{"greta@posteo.de": "x"}') == [
        "output breaks the declared schema: another type than declared at /…"
    ]
    assert messages(BrokenOutputSchema(), {"output_schema": {"enum": ["yes", "no"]}}, "yes", "no") == []


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the public datasets are not on this machine")
def test_intents_of_a_public_set_are_named() -> None:
    """There are 7. Of eight samples of the set, seven give 7 groups and one gives 6."""
    records = [
        json.loads(line)
        for line in (SHARED_DATA / "snips" / "train.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    ]
    for number, record in enumerate(records):
        record["messages"][-1]["content"] = f"Done, number {number}."  # no labels: prompts alone must tell
    outcome = lint(records, TooManyIntents(), declaration=Declaration(intents=1))
    assert [each.finding.data for each in outcome.findings] == [{"declared": 1, "found": 7}]
    told = outcome.findings[0].finding.message
    assert all(word in told for word in ("restaurant", "weather", "playlist", "rate", "song", "movie"))
    assert lint(records, TooManyIntents(), declaration=Declaration(intents=7)).findings == ()


def test_prompts_that_fall_into_no_groups_say_nothing() -> None:
    assert lint(clean(300), TooManyIntents(), declaration=Declaration(intents=1)).findings == ()
