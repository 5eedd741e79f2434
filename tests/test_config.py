"""The configuration: where it is found, and what it says of a wrong key or value."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Tuneready

from tuneready.config import ConfigError, find, load

WRONG = [
    ("minimun = 3", "minimun: no such key: did you mean 'minimum'? expected one of splits, exclude"),
    ("minimum = 0", "minimum: input should be greater than or equal to 1, not a number"),
    ('minimum = "many"', "minimum: input should be a valid integer, not 'many'"),
    ("strict = 1", "strict: input should be a valid boolean, not a number"),
    ("[splits]\ntrain = 3", "splits.train: input should be a valid list, not a number"),
    ("[checks]\nempty-output = 3", "checks.empty-output: input should be a valid dictionary, not a number"),
    ("minimum = ", "is not TOML"),
]


@pytest.mark.parametrize(("text", "fact"), WRONG)
def test_wrong_configuration_names_file_key_and_what_is_valid(tmp_path: Path, text: str, fact: str) -> None:
    path = tmp_path / "tuneready.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert fact in str(caught.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "tuneready.toml"
    path.write_bytes(b"# caf\xe9\n")
    with pytest.raises(ConfigError, match="byte 6 is not UTF-8"):
        load(path)


def test_nearest_file_wins_and_a_project_without_the_section_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.tuneready]\nminimum = 7")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1")
    assert find(inner)[1].minimum == 7
    (tmp_path / "a" / "tuneready.toml").write_text("minimum = 8")
    assert find(inner)[1].minimum == 8


def test_one_path_may_stand_for_a_list(tmp_path: Path) -> None:
    path = tmp_path / "tuneready.toml"
    path.write_text('[splits]\ntrain = "a.jsonl"\ntest = ["b.jsonl", "c.jsonl"]')
    assert load(path).splits == {"train": ["a.jsonl"], "test": ["b.jsonl", "c.jsonl"]}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("[checks.empty-outputs]\nx = 1", "no check is called 'empty-outputs': did you mean 'empty-output'?"),
        ('[checks.empty-output]\nseverity = "bad"', "checks.empty-output.severity: is 'bad': expected error"),
        ("[checks.too-few-examples]\nadvise = 3", "no such option: did you mean 'advised'?"),
        ("[checks.too-few-examples]\nadvised = 0", "checks.too-few-examples.advised: Input should be"),
    ],
)
def test_wrong_options_of_checks_end_with_exit_2(
    tuneready: Tuneready, tmp_path: Path, text: str, fact: str
) -> None:
    (tmp_path / "tuneready.toml").write_text(text)
    (tmp_path / "train.jsonl").write_text('{"prompt": "a", "completion": "b"}\n')
    done = tuneready("check", "train.jsonl")
    assert done.returncode == 2
    assert fact in done.stderr.decode()
    assert b"tuneready.toml" in done.stderr
    assert b"Traceback" not in done.stderr
