"""Names of files: what a report would not say of a text it does not say of a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuneready.reading.dataset import Dataset, Note, Unread
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData

MAIL = "greta.lindqvist@posteo.de"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        (f"{MAIL}.jsonl", "g…@p….de.jsonl"),
        (f"data/{MAIL}/{MAIL}.jsonl.gz", "data/g…@p….de/g…@p….de.jsonl.gz"),
        ("ssn_536-22-8134.jsonl", "ssn_***-**-****.jsonl"),
        ("call +49 30 4863 2971.json", "call …71.json"),
        (f"a_{MAIL}_b.jsonl", "a_g…@p….de_b.jsonl"),
        ("train-2024-01-15.jsonl", "train-2024-01-15.jsonl"),
        ("part-00000012-of-00000128.jsonl", "part-00000012-of-00000128.jsonl"),
        ("jane@example.com.jsonl", "jane@example.com.jsonl"),
        ("support@posteo.de.jsonl", "support@posteo.de.jsonl"),
        ("données/été.jsonl", "données/été.jsonl"),
    ],
)
def test_name(name: str, masked: str) -> None:
    assert PersonalData().masked(name) == masked


def test_what_is_allowed_or_not_looked_for_is_not_masked() -> None:
    allowed = PersonalData.model_validate({"allow": [{"value": MAIL, "reason": "ours"}]})
    assert allowed.masked(f"{MAIL}.jsonl") == f"{MAIL}.jsonl"
    assert PersonalData(without=("email",)).masked(f"{MAIL}.jsonl") == f"{MAIL}.jsonl"


def test_what_an_option_asks_for_is_masked() -> None:
    name = "born 12 March 1987.jsonl"
    assert PersonalData().masked(name) == name
    assert PersonalData(also=("date-of-birth",)).masked(name) == "born ****-**-**.jsonl"


def test_a_secret_in_a_name() -> None:
    token = "ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq"
    assert LeakedSecret().masked(f"x/{token}.jsonl") == "x/ghp_…(40).jsonl"


def test_a_dataset_under_other_names_keeps_order_and_tells_files_apart() -> None:
    files = [("train", Path(name), name) for name in (f"{MAIL}.jsonl", "gisela@posteo.de.jsonl", "b.jsonl")]
    note = Note("unused", f"{MAIL}/x.jsonl", f"its directory '{MAIL}': --split greta_lindqvist_posteo_de=x")
    dataset = Dataset.of(files, [note], [Unread(f"{MAIL}.parquet", "is not read")])
    renamed = dataset.renamed(PersonalData().masked)
    assert [file.path for file in renamed.files] == [file.path for file in dataset.files]
    assert [file.name for file in renamed.files] == ["b.jsonl", "g…@p….de.jsonl", "g…@p….de.jsonl (2)"]
    assert renamed.notes[0].message == "its directory 'g…@p….de': --split NAME=x"
    assert renamed.unread[0].name == "g…@p….de.parquet"
    assert dataset.renamed(str) == dataset
