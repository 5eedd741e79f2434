"""Names and addresses through a spaCy model of the user's own: a tiny real one, made here."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from pydantic import ValidationError
from support import Tuneready, clean

from tuneready.testing import findings
from tuneready_checks._scan.entities import ner
from tuneready_checks.personal_data import PersonalData

MAIL = "greta.lindqvist@posteo.de"
needs_spacy = pytest.mark.skipif(not ner.is_installed(), reason="needs spaCy (tuneready[ner])")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A blank pipeline that knows two people, a street and a town."""
    spacy = pytest.importorskip("spacy", reason="needs spaCy (tuneready[ner])")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "PERSON", "pattern": "Greta Lindqvist"},
            {"label": "PERSON", "pattern": "Ada Lovelace"},
            {"label": "ADDRESS", "pattern": "12 Harrow Lane"},
            {"label": "GPE", "pattern": "Bergheim"},
            {"label": "ORG", "pattern": "Posteo"},
        ]
    )
    folder = tmp_path_factory.mktemp("model") / "tiny"
    pipeline.to_disk(folder)
    return str(folder)


def found(check: PersonalData, text: str) -> list[tuple[str, str, str]]:
    """Entity, level and the text at the span."""
    hits = [each.finding for each in findings(check, [{"prompt": "Who?", "completion": text}])]
    return sorted(
        (hit.data["entity"], hit.data["level"], text[slice(*hit.span)])
        for hit in hits
        if hit.span and hit.data["entity"] in ner.NAMES
    )


def test_a_name_beside_an_address_is_somebodys(model: str) -> None:
    text = f"日本 é: Greta Lindqvist of Posteo, write to {MAIL}."
    assert found(PersonalData(ner_model=model), text) == [("person-name", "medium", "Greta Lindqvist")]
    assert found(PersonalData(), text) == []


def test_a_name_far_from_all_else_is_low(model: str) -> None:
    far = f"{MAIL} {'and so on ' * 40} Ada Lovelace wrote the first program."
    for text in ("Ada Lovelace wrote the first program.", far):
        assert found(PersonalData(ner_model=model), text) == []
        assert found(PersonalData(ner_model=model, low=True), text) == [
            ("person-name", "low", "Ada Lovelace")
        ]


def test_an_address_is_a_street_or_a_place_with_a_number(model: str) -> None:
    text = f"Call 212-736-5000. 12 Harrow Lane, or 50126 Bergheim; {MAIL}"
    assert found(PersonalData(ner_model=model), text) == [
        ("postal-address", "medium", "12 Harrow Lane"),
        ("postal-address", "medium", "Bergheim"),
    ]
    assert found(PersonalData(ner_model=model), f"I love Bergheim, says {MAIL}") == []


def test_masks_show_initials_at_the_most(model: str) -> None:
    records = [{"prompt": "Who?", "completion": f"Greta Lindqvist, 12 Harrow Lane, {MAIL}"}]
    messages = [each.finding.message for each in findings(PersonalData(ner_model=model), records)]
    assert any(message.startswith("name of a person G… L… in") for message in messages)
    assert any(message.startswith("postal address …(14) in") for message in messages)


def test_a_long_text_is_read_in_pieces(model: str) -> None:
    text = "word " * 30_000 + "Ada Lovelace" + " word" * 10
    assert [hit[2] for hit in found(PersonalData(ner_model=model, low=True), text)] == ["Ada Lovelace"]


def test_one_of_them_can_be_left_out(model: str) -> None:
    check = PersonalData(ner_model=model, without=("person-name",))
    assert [hit[0] for hit in found(check, f"Greta Lindqvist, 12 Harrow Lane, {MAIL}")] == ["postal-address"]


@needs_spacy
@pytest.mark.parametrize("name", ["no_such_model", "./no/such/folder"])
def test_a_model_that_is_not_there_is_an_error_of_the_configuration(name: str) -> None:
    with pytest.raises(ValidationError, match="no such spaCy model is installed, and no folder"):
        PersonalData(ner_model=name)


def test_a_model_that_names_nothing_is_an_error(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="needs spaCy (tuneready[ner])")
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ValidationError, match="no component that finds entities"):
        PersonalData(ner_model=str(tmp_path / "blank"))


@needs_spacy
def test_a_damaged_model_is_an_error_that_quotes_nothing(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp\nsecret = 1")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(ValidationError, match="cannot be loaded") as raised:
        PersonalData(ner_model=str(tmp_path))
    assert "secret" not in str(raised.value).partition("[type")[0]


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ner, "is_installed", lambda: False)
    ner.model.cache_clear()
    with pytest.raises(ValidationError, match=r"needs spaCy: install tuneready\[ner\]"):
        PersonalData(ner_model="any")


def test_on_the_command_line_it_is_exit_2(tuneready: Tuneready, tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in clean(3)))
    (tmp_path / "tuneready.toml").write_text('[checks.personal-data]\nner_model = "no_such_model"\n')
    run = tuneready("check", "train.jsonl")
    assert run.returncode == 2
    assert b"checks.personal-data.ner_model" in run.stderr
