"""National identity numbers, where python-stdnum is installed (extra `ids`)."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from tuneready.testing import findings
from tuneready_checks._scan.entities import national
from tuneready_checks.personal_data import PersonalData

NUMBERS = [
    ("es", "Mi DNI es 54362315-K", "high"),
    ("es", "54362315K vive aquí", "medium"),
    ("es", "NIE X-5253868-R", "high"),
    ("fi", "henkilötunnus 131052-308T", "medium"),
    ("pl", "PESEL 44051401359", "medium"),
    ("nl", "BSN 111222333", "medium"),
    ("br", "CPF 390.533.447-05", "high"),
    ("it", "codice fiscale RSSMRA85T10A562S", "high"),
    ("es", "Mi DNI es 54362315-Z", None),
    ("pl", "order 44051401359", None),
    ("nl", "There were 111222333 of them", None),
    ("br", "CPF 390.533.447-06", None),
    ("it", "codice fiscale RSSMRA85T10A562A", None),
    ("fi", "henkilötunnus 131052-308U", None),
]


@pytest.mark.parametrize(("country", "text", "level"), NUMBERS)
def test_number(country: national.Country, text: str, level: str | None) -> None:
    pytest.importorskip("stdnum")
    found = findings(PersonalData(national_ids=(country,)), [{"prompt": "Who?", "completion": text}])
    data = [each.finding.data for each in found if each.finding.data["entity"] == "national-id"]
    assert [each["level"] for each in data] == ([level] if level else [])
    assert {each["mask"] for each in data} <= {"***"}


def test_every_country_has_a_module() -> None:
    pytest.importorskip("stdnum")
    assert set(national.NUMBERS) == set(get_args(national.Country))
    for country in national.NUMBERS:
        for number in national.NUMBERS[country]:
            assert number.module.startswith(country)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national, "is_installed", lambda: False)
    with pytest.raises(ValidationError, match=r"install tuneready\[ids\]"):
        PersonalData(national_ids=("es",))
