"""The options of personal-data and leaked-secret, and what their findings say."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tuneready.api import Finding, Severity
from tuneready.testing import findings
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData

MAIL, PHONE, CARD = "greta.lindqvist@posteo.de", "+49 30 4863 2971", "4053 2543 8064 8494"
TOKEN = "ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq"


def found(check: PersonalData | LeakedSecret, *texts: str) -> list[Finding]:
    return [
        each.finding for each in findings(check, [{"prompt": "Which?", "completion": text} for text in texts])
    ]


def entities(check: PersonalData | LeakedSecret, *texts: str) -> list[str]:
    return [finding.data["entity"] for finding in found(check, *texts)]


def allow(**entry: str) -> PersonalData:
    return PersonalData.model_validate({"allow": [{**entry, "reason": "ours"}]})


@pytest.mark.parametrize(
    ("entry", "text", "left"),
    [
        ({"value": MAIL}, f"{MAIL} or pia@bluewin.ch", 1),
        ({"value": MAIL.upper()}, MAIL, 0),
        ({"value": "+4930-48632971"}, PHONE, 0),
        ({"value": "4053254380648494"}, f"card {CARD}", 0),
        ({"value": "greta"}, MAIL, 1),
        ({"domain": "posteo.de"}, MAIL, 0),
        ({"domain": "Posteo.de"}, "x.y@mail.posteo.de", 0),
        ({"domain": "osteo.de"}, MAIL, 1),
        ({"domain": "posteo.de"}, "postgres://svc:Tr4verse9k@db.posteo.de/x", 0),
        ({"pattern": "^greta\\..*@"}, MAIL, 0),
        ({"pattern": "^lindqvist"}, MAIL, 1),
        ({"pattern": "^4930"}, PHONE, 0),
    ],
)
def test_what_is_known_and_fine(entry: dict[str, str], text: str, left: int) -> None:
    assert len(entities(allow(**entry), text)) == left


def test_a_known_secret() -> None:
    check = LeakedSecret.model_validate({"allow": [{"value": TOKEN, "reason": "revoked in May"}]})
    assert entities(check, TOKEN) == []
    assert entities(LeakedSecret(), TOKEN) == ["gh-token"]


@pytest.mark.parametrize(
    ("entry", "fact"),
    [
        ({"value": "x"}, "Field required"),
        ({"reason": "why"}, "needs one of value, domain and pattern"),
        ({"value": "x", "domain": "y", "reason": "why"}, "needs one of value, domain and pattern"),
        ({"pattern": "(", "reason": "why"}, "is not an RE2 pattern: missing )"),
        ({"pattern": "(?=x)", "reason": "why"}, "is not an RE2 pattern"),
        ({"value": "x", "reason": ""}, "at least 1 character"),
        ({"vlaue": "x", "reason": "why"}, "Extra inputs are not permitted"),
    ],
)
def test_what_cannot_be_allowed(entry: dict[str, str], fact: str) -> None:
    with pytest.raises(ValidationError, match=fact.replace("(", "\\(").replace(")", "\\)")):
        PersonalData.model_validate({"allow": [entry]})


@pytest.mark.parametrize(
    ("options", "fact"),
    [
        ({"phone_regions": ["XX"]}, "no such region: 'XX'; expected two capital letters such as DE"),
        ({"also": ["mac"]}, "Input should be 'mac-address'"),
        ({"without": ["mail"]}, "Input should be 'email'"),
    ],
)
def test_options_that_cannot_be(options: dict[str, Any], fact: str) -> None:
    with pytest.raises(ValidationError, match=fact):
        PersonalData.model_validate(options)


def test_a_secret_without_a_name_is_told_the_names() -> None:
    with pytest.raises(ValidationError, match="no such secret: 'gh'; there are age-key, airtable-token"):
        LeakedSecret(without=("gh",))


def test_entities_can_be_left_out_and_added() -> None:
    text = f"{MAIL}, {PHONE}, 3c:22:fb:9a:17:d4"
    assert sorted(entities(PersonalData(), text)) == ["email", "phone"]
    assert entities(PersonalData(without=("email",)), text) == ["phone"]
    assert sorted(entities(PersonalData(also=("mac-address",)), text)) == ["email", "mac-address", "phone"]
    assert entities(LeakedSecret(without=("gh-token",)), TOKEN) == []


def test_what_is_likely_harmless_is_reported_on_request_only() -> None:
    assert found(PersonalData(), "support@posteo.de") == []
    (finding,) = found(PersonalData(low=True), "support@posteo.de")
    assert (finding.severity, finding.unusable) == (Severity.INFO, ())


def test_national_phone_numbers_of_a_region() -> None:
    text = "Ruf an: 030 4863 2971 (Büro)"
    assert entities(PersonalData(without=("email",)), "Praxis 030 48632971, Berlin") == []
    (finding,) = found(PersonalData(phone_regions=("DE",)), "Größe: Praxis 030 48632971, Berlin")
    assert finding.span == (14, 26)
    assert entities(PersonalData(phone_regions=("DE",)), text) == ["phone"]


def test_levels_are_severities_and_only_doubtful_ones_spare_the_example() -> None:
    texts = (MAIL, "from 81.2.69.142", "jane@example.com")
    by_level = {each.data["level"]: each for each in found(PersonalData(), *texts)}
    assert {level: each.severity for level, each in by_level.items()} == {
        "high": None,
        "medium": Severity.WARNING,
        "placeholder": Severity.INFO,
    }
    assert {level for level, each in by_level.items() if each.unusable} == {"high", "medium"}


def test_one_value_is_one_finding_however_it_is_spelt() -> None:
    spellings = (f"card {CARD}", f"card {CARD.replace(' ', '-')}", f"card {CARD.replace(' ', '')}")
    (finding,) = found(PersonalData(), *spellings)
    assert finding.message == "payment card number Visa …94 in assistant message (high), in 3 examples"
    assert len(finding.related) == 2


def test_offsets_are_characters_of_the_decoded_text() -> None:
    text = f"日本語🙂 {MAIL} ß {PHONE}"
    spans = {each.data["entity"]: each.span for each in found(PersonalData(), text)}
    assert spans == {"email": (5, 30), "phone": (33, 49)}
    assert text[5:30] == MAIL


def test_fingerprints_depend_on_the_key() -> None:
    from tuneready_checks._scan.facts import fingerprint

    assert fingerprint(b"one", "us-ssn", "536228134") != fingerprint(b"two", "us-ssn", "536228134")
    assert fingerprint(b"one", "us-ssn", "536228134") != fingerprint(b"one", "phone", "536228134")
