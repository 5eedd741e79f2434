"""Options of personal-data and leaked-secret, and the errors that wrong ones give."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from pydantic import ValidationError

from tuneready.api import Check, Severity
from tuneready.testing import findings
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData

EMAIL = "Write to greta.lindqvist@mail.posteo.de."
SECRET = "token ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq"
REASON = {"reason": "our own"}
has_stdnum = pytest.mark.skipif(
    importlib.util.find_spec("stdnum") is None, reason="python-stdnum (tuneready[ids]) is not installed"
)


def entities(check: Check, text: str) -> list[str]:
    return [each.finding.data["entity"] for each in findings(check, [{"text": text}])]


@pytest.mark.parametrize(
    "allowed",
    [
        {"value": "Greta.Lindqvist@mail.posteo.de"},
        {"domain": "posteo.de"},
        {"domain": "@mail.posteo.de"},
        {"pattern": r"@mail\.posteo\.de$"},
        {"pattern": "^greta"},
    ],
)
def test_what_is_allowed_is_not_found(allowed: dict[str, str]) -> None:
    assert entities(PersonalData.model_validate({"allow": [allowed | REASON]}), EMAIL) == []


@pytest.mark.parametrize(
    "allowed",
    [
        {"value": "greta@mail.posteo.de"},
        {"domain": "steo.de"},
        {"domain": "de.posteo"},
        {"pattern": "^lindqvist"},
    ],
)
def test_what_is_not_allowed_is_found(allowed: dict[str, str]) -> None:
    assert entities(PersonalData.model_validate({"allow": [allowed | REASON]}), EMAIL) == ["email"]


def test_an_allowed_number_may_be_spelt_in_any_way() -> None:
    check = PersonalData.model_validate({"allow": [{"value": "+49 30 901820"} | REASON]})
    assert entities(check, "Call +49 (30) 90-1820 or +49 30 901821.") == ["phone"]


def test_an_allowed_secret_is_not_found() -> None:
    check = LeakedSecret.model_validate({"allow": [{"pattern": "^ghp_9fK2"} | REASON]})
    assert entities(check, SECRET) == []


@pytest.mark.parametrize(
    ("check", "options", "says"),
    [
        (PersonalData, {"allow": [{"pattern": "(", "reason": "x"}]}, "is not an RE2 pattern: missing )"),
        (PersonalData, {"allow": [{"pattern": r"(?=x)", "reason": "x"}]}, "is not an RE2 pattern"),
        (
            PersonalData,
            {"allow": [{"value": "a", "domain": "b", "reason": "x"}]},
            "needs one of value, domain",
        ),
        (PersonalData, {"allow": [{"reason": "x"}]}, "needs one of value, domain"),
        (PersonalData, {"allow": [{"value": "a"}]}, "Field required"),
        (PersonalData, {"allow": [{"value": "a", "reason": ""}]}, "at least 1 character"),
        (PersonalData, {"phone_regions": ["Germany"]}, "no such region: 'Germany'"),
        (PersonalData, {"without": ["emails"]}, "Input should be 'email'"),
        (PersonalData, {"also": ["email"]}, "Input should be 'mac-address'"),
        (PersonalData, {"national_ids": ["xx"]}, "Input should be"),
        (LeakedSecret, {"without": ["aws"]}, "no such secret: 'aws'"),
    ],
)
def test_a_wrong_option_is_refused_with_its_reason(
    check: type[Check], options: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        check.model_validate(options)
    assert says in str(raised.value)


def test_national_ids_without_stdnum_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuneready_checks._scan.entities.national.is_installed", lambda: False)
    with pytest.raises(ValidationError, match=r"install tuneready\[ids\]"):
        PersonalData.model_validate({"national_ids": ["pl"]})


def test_an_entity_can_be_left_out() -> None:
    assert entities(PersonalData.model_validate({"without": ["email"]}), EMAIL) == []
    assert entities(LeakedSecret.model_validate({"without": ["gh-token"]}), SECRET) == []


def test_low_values_are_told_only_on_request_and_spoil_nothing() -> None:
    text = "Mail support@posteo.de, or call 800-736-5000."
    assert entities(PersonalData(), text) == []
    found = findings(PersonalData(low=True), [{"text": text}])
    assert [each.finding.data["level"] for each in found] == ["low", "low"]
    assert all(each.severity is Severity.INFO and not each.finding.unusable for each in found)


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("mac-address", "The card's address is 3c:52:82:1f:9a:e4."),
        ("mac-address", "arp 3c52.821f.9ae4"),
        ("uk-nhs", "NHS number: 943 476 5919"),
        ("date-of-birth", "She was born on 12 March 1987 in Leeds."),
        ("date-of-birth", "DOB: 1987-03-12"),
    ],
)
def test_what_is_opt_in_is_found_on_request_only(entity: str, text: str) -> None:
    assert entity not in entities(PersonalData(), text)
    assert entities(PersonalData.model_validate({"also": [entity]}), text) == [entity]


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("mac-address", "The ratio is 12:30:45:11 and the colour 3c5282."),
        ("uk-nhs", "My number is 943 476 5919"),
        ("uk-nhs", "NHS number: 943 476 5918"),
        ("date-of-birth", "The treaty was signed on 12 March 1987."),
        ("date-of-birth", "He was born in Leeds, moved away as a child, and came back on 12 March 1987."),
    ],
)
def test_what_is_opt_in_is_not_found_without_grounds(entity: str, text: str) -> None:
    assert entity not in entities(PersonalData.model_validate({"also": [entity]}), text)


@pytest.mark.parametrize(("region", "number"), [("DE", "030 90182012"), ("GB", "020 7031 3000")])
def test_phones_of_a_region_are_found_on_request(region: str, number: str) -> None:
    check = PersonalData.model_validate({"phone_regions": [region]})
    text = f"Größe 日本: {number}, 日本: {number[:-1]}1"
    spans = sorted(each.finding.span or (0, 0) for each in findings(check, [{"text": text}]))
    assert [text[slice(*span)] for span in spans] == [number, f"{number[:-1]}1"]
    assert entities(check, f"Order {number}") == []
    assert entities(PersonalData(), text) == []


@has_stdnum
@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("pl", "PESEL 44051401359"),
        ("es", "DNI 54362315K"),
        ("it", "codice fiscale RCCMNL83S18D969H"),
        ("br", "CPF 390.533.447-05"),
        ("ca", "social insurance number 123-456-782"),
        ("se", "personnummer 880320-0016"),
    ],
)
def test_national_ids_are_found_by_country(country: str, text: str) -> None:
    assert "national-id" not in entities(PersonalData(), text)
    assert "national-id" in entities(PersonalData.model_validate({"national_ids": [country]}), text)


@has_stdnum
def test_a_national_id_needs_a_check_digit_and_telling_looks_or_a_word() -> None:
    check = PersonalData.model_validate({"national_ids": ["pl", "es"]})
    assert "national-id" not in entities(
        check, "Of 44051401359 stars, 54362315L were counted; PESEL 44051401358."
    )
