"""The configuration: where it is found, and what it says of a wrong key or value."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import orjson
import pytest
from support import ROOT, ReportOf, Tuneready, Write, clean

from tuneready.cli.options import parameters
from tuneready.config import ConfigError, find, load
from tuneready.config_schema import config_schema
from tuneready.testing import checks_of

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"

WRONG = [
    ("minimun = 3", "minimun: no such key: did you mean 'minimum'? expected one of splits, exclude"),
    ("minimum = 0", "minimum: input should be greater than or equal to 1, not 0"),
    ('minimum = "many"', "minimum: input should be a valid integer, not 'many'"),
    ("strict = 1", "strict: input should be a valid boolean, not 1"),
    ("[splits]\ntrain = 3", "splits.train: input should be a valid list, not 3"),
    ("[checks]\nempty-output = 3", "checks.empty-output: input should be a valid dictionary, not 3"),
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


def refused(tuneready: Tuneready, *args: object, **environment: str) -> str:
    done = tuneready("check", *args, **environment)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""
    return done.stderr.decode()


def ran(found: dict[str, Any]) -> set[str]:
    return set(found["checks"])


def test_a_configuration_is_looked_for_upwards_and_its_paths_start_from_its_folder(
    write: Write, report: ReportOf, tmp_path: Path
) -> None:
    write("sets/a.jsonl", clean(60))
    write("sets/b.jsonl", clean(10, 500))
    (tmp_path / "tuneready.toml").write_text('[splits]\ntrain = "sets/a.jsonl"\ntest = "sets/b.jsonl"\n')
    (tmp_path / "below" / "deep").mkdir(parents=True)
    found = report(cwd=tmp_path / "below" / "deep")
    assert found["splits"]["train"]["files"] == ["../../sets/a.jsonl"]
    assert set(found["splits"]) == {"train", "test"}


@pytest.mark.parametrize(
    ("args", "environment", "expected"),
    [
        (["--select", "exact-duplicate"], {}, {"exact-duplicate"}),
        (["--select", "*-duplicate"], {}, {"exact-duplicate", "near-duplicate"}),
        (["--select", "*-duplicate", "--ignore", "near-*"], {}, {"exact-duplicate"}),
        (["--select", "near-duplicate,split-leak"], {}, {"near-duplicate", "split-leak"}),
        (["--select", "split-leak", "--extend-select", "empty-output"], {}, {"split-leak", "empty-output"}),
        ([], {"TUNEREADY_SELECT": "split-leak\nempty-output"}, {"split-leak", "empty-output"}),
        (["--select", "split-leak"], {"TUNEREADY_SELECT": "empty-output"}, {"split-leak"}),
        (["--config", 'select=["split-leak"]'], {}, {"split-leak"}),
        (
            ["--config", 'select=["split-leak"]', "--config", 'extend-select=["empty-output"]'],
            {},
            {"split-leak", "empty-output"},
        ),
    ],
)
def test_which_checks_run(
    write: Write, report: ReportOf, args: list[str], environment: dict[str, str], expected: set[str]
) -> None:
    found = report(write("train.jsonl", clean(60)), *args, **environment)
    assert ran(found) == expected
    assert f"({len(expected)} of " in found["reasons"][0]


def test_all_checks_but_those_that_are_ignored_or_off(write: Write, report: ReportOf) -> None:
    path = write("train.jsonl", clean(60))
    every = ran(report(path))
    assert ran(report(path, "--ignore", "*-duplicate")) == every - {"exact-duplicate", "near-duplicate"}
    off = report(path, "--config", 'checks.split-leak.severity="off"')
    assert ran(off) == every - {"split-leak"}


@pytest.mark.parametrize(
    ("args", "fact"),
    [
        (
            ["--select", "near-duplicat"],
            "--select: no check is called 'near-duplicat': did you mean 'near-dup",
        ),
        (["--ignore", "*-nothing"], "--ignore: no check is called like '*-nothing'"),
        (["--select", "\x1b[31m"], r"no check is called like '\x1b[31m'"),
        (["--select", "split-leak", "--ignore", "split-leak"], "no check is left to run"),
        (["--config", "minimum=0"], "--config minimum=0: minimum: input should be greater than or equal"),
        (["--config", "minimum=many"], "is not TOML: write KEY=VALUE, texts in quotes"),
        (["--config", "minimun=3"], "minimun: no such key: did you mean 'minimum'?"),
        (
            ["--config", "checks.split-leak.size=3", "--config", "minimum=3"],
            "split-leak.size=3: checks.split-leak.size: no such option",
        ),
        (["--config", "a.toml", "--config", "b.toml"], "--config names 2 files"),
        (["--config", 'format="openai"'], "no such format: did you mean 'openai-"),
        (["--target", "openia"], "--target: no such target: did you mean 'openai'?"),
        (["--min-score", "101"], "--min-score"),
        (["--config", 'fail-on="info"'], "fail-on: input should be 'error' or 'warning', not 'info'"),
        (["--config", "overrides=[{severities={}}]"], "overrides.0: names neither `files` nor `splits`"),
        (["--config", 'overrides=[{files="x"}]'], "overrides.0.severities: is missing"),
        (["--config", 'overrides=[{file="x"}]'], "overrides.0.file: no such key: did you mean 'files'?"),
        (
            ["--config", 'overrides=[{files="x", severities={split-leek="off"}}]'],
            "overrides.0.severities: no check is called 'split-leek': did you mean 'split-leak'?",
        ),
        (["--stdin-filename", "x.jsonl", "train.jsonl"], "say - as the PATH"),
    ],
)
def test_what_is_wrong_is_named_with_its_source(
    tuneready: Tuneready, write: Write, args: list[str], fact: str
) -> None:
    write("train.jsonl", clean(60))
    assert fact in refused(tuneready, *args)


def test_a_variable_that_is_wrong_is_named(tuneready: Tuneready, write: Write) -> None:
    write("train.jsonl", clean(60))
    assert "TUNEREADY_FAIL_ON" in refused(tuneready, TUNEREADY_FAIL_ON="info")
    assert "0<=x<=100" in refused(tuneready, TUNEREADY_MIN_SCORE="101")


@pytest.mark.parametrize("value", ["", "false", "0"])
def test_an_empty_variable_says_nothing(write: Write, report: ReportOf, value: str) -> None:
    assert report(write("train.jsonl", clean(60)), TUNEREADY_STRICT=value)["exit"] == 0


@pytest.mark.parametrize("value", ["true", "1"])
def test_a_variable_switches_on(write: Write, report: ReportOf, value: str) -> None:
    assert report(write("train.jsonl", clean(60)), TUNEREADY_STRICT=value)["exit"] == 1


def test_option_over_variable_over_file(write: Write, report: ReportOf, tmp_path: Path) -> None:
    path = write("train.jsonl", clean(60))
    (tmp_path / "tuneready.toml").write_text("min-score = 61\n")
    assert report(path)["exit"] == 1
    assert report(path, TUNEREADY_MIN_SCORE="60")["exit"] == 0
    assert report(path, "--min-score", 61, TUNEREADY_MIN_SCORE="60")["exit"] == 1


def test_every_option_has_a_variable_of_its_own() -> None:
    options = [each for each in parameters() if isinstance(each, click.Option)]
    assert len({each.envvar for each in options}) == len(options) > 20
    assert all(str(each.envvar).startswith("TUNEREADY_") for each in options)
    assert "TUNEREADY_KEY" not in {each.envvar for each in options}


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "warning", "--exit-zero"], 0),
        (["--fail-on", "warning", "--ignore", "exact-duplicate", "--ignore", "no-evaluation-split"], 0),
        (["--min-score", "59"], 0),
        (["--min-score", "60"], 1),
    ],
)
def test_what_makes_a_dataset_not_ready(write: Write, report: ReportOf, args: list[str], code: int) -> None:
    path = write("train.jsonl", [*clean(60), clean(1)[0]])
    assert report(path, *args)["exit"] == code


def test_nothing_to_read_is_a_failure_unless_it_is_allowed(report: ReportOf, tmp_path: Path) -> None:
    assert report("--exit-zero")["exit"] == 3
    allowed = report("--allow-empty")
    assert (allowed["exit"], allowed["verdict"]) == (0, "not-assessed")
    (tmp_path / "train.jsonl").write_bytes(POINTER)
    assert report("--allow-empty", "--exit-zero")["exit"] == 3


OVERRIDES = """
[checks.exact-duplicate]
severity = "error"
[[overrides]]
files = ["old/", "!old/kept.jsonl"]
severities = { "*-duplicate" = "off" }
[[overrides]]
splits = ["test"]
severities = { exact-duplicate = "info" }
[[overrides]]
files = ["*-0.jsonl"]
splits = ["train"]
severities = { exact-duplicate = "warning" }
"""
PLACES = {
    "new/train-1.jsonl": "error",
    "old/train-1.jsonl": None,
    "old/kept.jsonl": "error",
    "new/test.jsonl": "info",
    "new/train-0.jsonl": "warning",
    "new/test-0.jsonl": "info",
    "old/train-0.jsonl": "warning",
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("turned", [False, True])
def test_severity_by_place(write: Write, report: ReportOf, tmp_path: Path, name: str, turned: bool) -> None:
    """Whatever the order of the overrides, the gravest that holds counts; off is no finding at all."""
    head, *tables = OVERRIDES.split("[[overrides]]")
    chosen = tables[::-1] if turned else tables
    (tmp_path / "tuneready.toml").write_text("[[overrides]]".join([head, *chosen]))
    write(name, [*clean(60), clean(1)[0]])
    found = report("--config", f'splits.{"test" if "test" in name else "train"}="{name}"')
    severities = [each["severity"] for each in found["findings"] if each["check"] == "exact-duplicate"]
    assert severities == [severity for severity in [PLACES[name]] if severity]
    (split,) = found["splits"].values()
    assert split["usable"] == (61 if PLACES[name] in {None, "info"} else 60)


def test_a_check_that_is_off_can_be_on_in_one_place(write: Write, report: ReportOf, tmp_path: Path) -> None:
    (tmp_path / "tuneready.toml").write_text(
        '[checks.exact-duplicate]\nseverity = "off"\n'
        '[[overrides]]\nsplits = ["test"]\nseverities = { exact-duplicate = "error" }\n'
    )
    write("train.jsonl", [*clean(60), clean(1)[0]])
    assert report()["checks"]["exact-duplicate"]["findings"] == 0
    write("test.jsonl", [*clean(9, 500), clean(1, 500)[0]])
    assert report()["checks"]["exact-duplicate"]["errors"] == 1


def test_places_start_from_the_folder_of_the_configuration(
    write: Write, report: ReportOf, tmp_path: Path
) -> None:
    (tmp_path / "tuneready.toml").write_text(OVERRIDES)
    write("old/train-1.jsonl", [*clean(60), clean(1)[0]])
    found = report("train-1.jsonl", cwd=tmp_path / "old")
    assert found["checks"]["exact-duplicate"]["findings"] == 0


def test_what_is_excluded_starts_from_the_folder_of_the_configuration(
    write: Write, report: ReportOf, tmp_path: Path
) -> None:
    (tmp_path / "tuneready.toml").write_text('exclude = ["/sets/drafts/", "!b.jsonl"]\n')
    for name in ("sets/a.jsonl", "sets/drafts/c.jsonl", "drafts/d.jsonl"):
        write(name, clean(9))
    assert report(cwd=tmp_path / "sets")["splits"]["train"]["files"] == ["a.jsonl"]
    assert report(cwd=tmp_path)["splits"]["train"]["files"] == ["drafts/d.jsonl", "sets/a.jsonl"]
    assert report("../sets", cwd=tmp_path / "drafts")["splits"]["train"]["files"] == ["../sets/a.jsonl"]


def test_a_key_with_a_long_value_is_no_name_of_a_file(write: Write, report: ReportOf) -> None:
    many = ",".join(["'drafts/'"] * 900)
    assert report(write("train.jsonl", clean(60)), "--config", f"exclude=[{many}]")["exit"] == 0


def test_settings_in_force_are_a_configuration(tuneready: Tuneready, tmp_path: Path) -> None:
    (tmp_path / "tuneready.toml").write_text(OVERRIDES)
    shown = tuneready("check", "--show-settings", "--min-score", 7, "--ignore", "split-leak")
    assert shown.returncode == 0
    assert b"# from tuneready.toml\n# from --ignore\n# from --min-score\n" in shown.stdout.replace(
        os.fsencode(tmp_path) + b"/", b""
    )
    table = tomllib.loads(shown.stdout.decode())
    assert table["min-score"] == 7
    assert table["checks"]["near-duplicate"]["similarity"] == 0.85
    (tmp_path / "tuneready.toml").write_bytes(shown.stdout)
    again = tuneready("check", "--show-settings")
    assert tomllib.loads(again.stdout.decode()) == table


def test_files_that_would_be_read(tuneready: Tuneready, write: Write) -> None:
    write("data/train.jsonl", [b"{no json"])
    write("data/train-\x1b.jsonl", clean(1))
    shown = tuneready("check", "--show-files")
    assert shown.stdout.decode() == "train  data/train-\\x1b.jsonl\ntrain  data/train.jsonl\n"
    assert tuneready("check", "--show-files", "--split", "test=data/train.jsonl").stdout.startswith(b"test")


def test_standard_input_with_a_name(write: Write, report: ReportOf, tmp_path: Path) -> None:
    lines = write("x.jsonl", clean(9)).read_bytes()
    found = report("-", "--stdin-filename", "data/test-\x1b.jsonl", stdin=lines)
    assert found["splits"]["test"]["files"] == ["data/test-\\x1b.jsonl"]
    (tmp_path / "tuneready.toml").write_text('splits.validation = "sets/b*.jsonl"')
    named = report("-", "--stdin-filename", "sets/b.jsonl", stdin=lines)
    assert named["splits"]["validation"]["files"] == ["sets/b.jsonl"]


def test_published_schema_is_that_of_the_built_in_checks(golden: Callable[[Path, str], None]) -> None:
    known = {found.name: found for found in checks_of("tuneready_checks")}
    text = orjson.dumps(config_schema(known), option=orjson.OPT_INDENT_2).decode() + "\n"
    golden(ROOT / "linter" / "tuneready" / "config.schema.json", text)


def test_schemas_are_printed(tuneready: Tuneready) -> None:
    import jsonschema

    for kind in ("config", "report"):
        schema = orjson.loads(tuneready("schema", kind).stdout)
        jsonschema.validators.validator_for(schema).check_schema(schema)


RIGHT = [
    "minimum = 3",
    'benchmarks = ["a.jsonl"]',
    'benchmarks.gsm8k = "a.jsonl"',
    'task = "classification"',
    'task.train = "generation"',
    'exclude = "a"',
    'select = ["*-duplicate"]',
    OVERRIDES,
    'splits.train = "x"',
]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        *((text, True) for text in RIGHT),
        *((text, False) for text, fact in WRONG if "TOML" not in fact),
        ('[checks.split-leak]\nseverity = "bad"', False),
        ("[checks.split-leek]\n", False),
        ("[checks.near-duplicate]\nsimilarity = 3", False),
    ],
)
def test_schema_and_validate_pyproject_say_what_the_tool_says(text: str, right: bool) -> None:
    import jsonschema

    schema = config_schema({found.name: found for found in checks_of("tuneready_checks")})
    assert jsonschema.Draft7Validator(schema).is_valid(tomllib.loads(text)) is right
    validator = pytest.importorskip("validate_pyproject.api")
    errors = pytest.importorskip("validate_pyproject.errors")
    whole = {"tool": {"tuneready": tomllib.loads(text)}}
    if right:
        validator.Validator()(whole)
    else:
        with pytest.raises(errors.ValidationError, match="tuneready"):
            validator.Validator()(whole)
