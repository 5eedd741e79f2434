"""The decision: six questions, always in one order, answered by what was measured or declared."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from support import ReportOf, Tuneready, Write, clean

from tuneready.decision import QUESTIONS, answers, open_questions
from tuneready.declaration import Declaration
from tuneready.overview import Overview, Said, SplitFacts, Summary, Task
from tuneready.reading.dataset import Dataset
from tuneready.remark import Answer, Remark

ASKED = ("broken-output-schema", "undeclared-label", "split-leak", "small-evaluation-split")
"""Checks without which some answers would not be known."""
STABLE, BEYOND, ENOUGH, NARROW, MEASURED, REVERSIBLE = range(6)


def summary(
    *,
    usable: dict[str, int] | None = None,
    kind: Task = "generation",
    said: dict[str, Said] | None = None,
    ran: bool = True,
    unlooked: frozenset[str] = frozenset(),
    **declared: Any,  # noqa: ANN401 — fields of the declaration
) -> Summary:
    usable = {"train": 150, "test": 120} if usable is None else usable
    files = [(split, Path(f"{split}.jsonl"), f"{split}.jsonl") for split in usable]
    facts = {split: SplitFacts(lines=count, examples=count, task=kind) for split, count in usable.items()}
    overview = Overview(Dataset.of(files), facts)
    silent = dict.fromkeys(ASKED, Said()) if ran else {}
    return Summary(
        overview, usable, 50, Declaration.model_validate(declared), {**silent, **(said or {})}, unlooked
    )


def measured(key: str, value: float, *, findings: int = 0) -> Said:
    return Said(
        findings=findings, warnings=findings, remarks=(Remark(message="", split="train", data={key: value}),)
    )


CASES: list[tuple[int, dict[str, Any], str, str]] = [
    (STABLE, {}, "unanswered", "none"),
    (STABLE, {"task": "tickets"}, "partly", "declared"),
    (STABLE, {"task": "tickets", "owner": "support"}, "yes", "declared"),
    (STABLE, {"task": "t", "owner": "o", "said": {"label-drift": Said(findings=1)}}, "partly", "measured"),
    (
        STABLE,
        {"task": "t", "owner": "o", "said": {"undeclared-label": Said(findings=1)}},
        "partly",
        "measured",
    ),
    (STABLE, {"task": "t", "owner": "o", "said": {"conflicting-label": Said(examples=30)}}, "no", "measured"),
    (STABLE, {"task": "t", "owner": "o", "said": {"conflicting-label": Said(examples=2)}}, "yes", "declared"),
    (BEYOND, {}, "unanswered", "none"),
    (BEYOND, {"said": {"ungrounded-facts": measured("ungrounded", 0.3)}}, "no", "measured"),
    (BEYOND, {"said": {"ungrounded-facts": measured("ungrounded", 0.15)}}, "partly", "measured"),
    (BEYOND, {"said": {"ungrounded-facts": measured("ungrounded", 0.01)}}, "unanswered", "none"),
    (
        BEYOND,
        {"said": {"ungrounded-facts": measured("ungrounded", 0.01)}, "previous_attempts": "71 %"},
        "yes",
        "declared",
    ),
    (
        BEYOND,
        {"said": {"ungrounded-facts": measured("ungrounded", 0.3)}, "previous_attempts": "71 %"},
        "no",
        "measured",
    ),
    (BEYOND, {"said": {"constant-output": Said(findings=1, warnings=1)}}, "no", "measured"),
    (ENOUGH, {"usable": {"train": 100}}, "yes", "measured"),
    (ENOUGH, {"usable": {"train": 99}}, "partly", "measured"),
    (ENOUGH, {"usable": {"train": 49}}, "no", "measured"),
    (ENOUGH, {"usable": {}}, "unanswered", "none"),
    (ENOUGH, {"usable": {"train": 150}, "unlooked": frozenset({"unique"})}, "partly", "measured"),
    (ENOUGH, {"usable": {"train": 49}, "unlooked": frozenset({"unique"})}, "no", "measured"),
    (NARROW, {"output_schema": {"type": "object"}, "ran": False}, "partly", "declared"),
    (NARROW, {"labels": ["yes", "no"], "ran": False}, "partly", "declared"),
    (MEASURED, {"ran": False}, "partly", "measured"),
    (MEASURED, {"usable": {}}, "unanswered", "none"),
    (NARROW, {}, "unanswered", "none"),
    (NARROW, {"kind": "classification"}, "yes", "measured"),
    (NARROW, {"said": {"inconsistent-output": measured("structured", 0.99)}}, "yes", "measured"),
    (NARROW, {"said": {"inconsistent-output": measured("structured", 0.91)}}, "unanswered", "none"),
    (NARROW, {"said": {"too-many-intents": Said(findings=1)}, "intents": 1}, "no", "measured"),
    (NARROW, {"said": {"broken-output-schema": Said(findings=1)}}, "partly", "measured"),
    (NARROW, {"output_schema": {"type": "object"}}, "yes", "declared"),
    (NARROW, {"intents": 1}, "partly", "declared"),
    (MEASURED, {}, "yes", "measured"),
    (MEASURED, {"usable": {"train": 150}}, "no", "measured"),
    (MEASURED, {"usable": {"train": 150, "test": 0}}, "no", "measured"),
    (MEASURED, {"usable": {"train": 150}, "evaluation": "by hand"}, "partly", "declared"),
    (MEASURED, {"said": {"small-evaluation-split": Said(findings=1)}}, "partly", "measured"),
    (MEASURED, {"said": {"split-leak": Said(findings=3, errors=3)}}, "no", "measured"),
    (REVERSIBLE, {}, "unanswered", "none"),
    (REVERSIBLE, {"rollback": "keep the old one"}, "yes", "declared"),
    (REVERSIBLE, {"said": {"retired-model": Said(findings=1)}, "base_model": "m"}, "no", "measured"),
    (REVERSIBLE, {"said": {"retired-model": Said(findings=1)}, "rollback": "r"}, "partly", "measured"),
]


@pytest.mark.parametrize(("question", "given", "answer", "grounds"), CASES)
def test_answers(question: int, given: dict[str, Any], answer: str, grounds: str) -> None:
    remark = answers(summary(**given))[question]
    assert isinstance(remark.picture, Answer)
    assert (remark.picture.answer, remark.picture.grounds) == (answer, grounds), remark.message


@pytest.mark.parametrize(
    ("question", "given", "words"),
    [
        (BEYOND, {"previous_attempts": "8 examples: 71 of 100"}, "achieved: '8 examples: 71 of 100'"),
        (MEASURED, {"evaluation": "accuracy, 71 % to beat"}, "; declared: 'accuracy, 71 % to beat'"),
        (MEASURED, {"usable": {"train": 150}, "evaluation": "by hand"}, "'by hand'"),
        (REVERSIBLE, {"rollback": "the prompt of May"}, "how to go back: 'the prompt of May'"),
        (REVERSIBLE, {"data_region": "EU"}, "; data may be processed in 'EU' (declared, not checked)"),
        (REVERSIBLE, {"rollback": "r", "data_region": "EU"}, "'EU' (declared, not checked)"),
        (REVERSIBLE, {"rollback": "a\x1b[31m\n b" + "c" * 99}, r"'a\x1b[31m b" + "c" * 69 + "…'"),
    ],
)
def test_what_is_declared_is_seen_in_the_answers(question: int, given: dict[str, Any], words: str) -> None:
    assert words in answers(summary(**given))[question].message


@pytest.mark.parametrize("given", [given for _, given, _, _ in CASES])
def test_always_six_in_order(given: dict[str, Any]) -> None:
    pictures = [remark.picture for remark in answers(summary(**given))]
    assert tuple(picture.question for picture in pictures if isinstance(picture, Answer)) == QUESTIONS


def test_open_are_the_unanswered_and_the_noes() -> None:
    about = summary(usable={"train": 150}, task="t", owner="o", rollback="r", labels=["a"])
    assert open_questions(answers(about)) == (QUESTIONS[BEYOND], QUESTIONS[MEASURED])


DECLARED = """
[declaration]
task = "name the colour"
owner = "the colour desk"
labels = ["red", "blue"]
previous_attempts = "prompting: 80 %"
rollback = "keep the old model"
"""


def colours(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [
        {"text": record["messages"][0]["content"], "label": ["red", "blue"][n % 2]}
        for n, record in enumerate(clean(count, first))
    ]


def test_every_report_has_them_and_strict_asks_for_them(
    write: Write, report: ReportOf, tuneready: Tuneready, tmp_path: Path
) -> None:
    write("data/train.jsonl", colours(120))
    write("data/test.jsonl", colours(100, first=500))
    found = report("data")
    answered = {
        each["picture"]["question"]: each["picture"]
        for each in found["remarks"]
        if each["check"] == "decision"
    }
    assert list(answered) == list(QUESTIONS)
    assert (found["verdict"], found["exit"]) == ("ready", 0)
    strict = report("data", "--strict")
    assert strict["exit"] == 1
    assert QUESTIONS[REVERSIBLE] in strict["reasons"][0]
    (tmp_path / "tuneready.toml").write_text(DECLARED)
    assert report("data", "--strict")["exit"] == 0
    text = tuneready("check", "data").stdout.decode()
    assert [line.strip() for line in text.split("should this be fine-tuned?")[1].strip().splitlines()] == [
        "✓ Is the task stable? yes  ·  declared: the task is described and has an owner",
        "✓ Do prompting and retrieval fall short of it? yes  ·  declared: what prompting and retrieval achieved: 'prompting: 80 %'",
        "✓ Are there enough high-quality examples? yes  ·  measured: 120 usable examples",
        "✓ Is it narrow and testable? yes  ·  measured: every output is one of a few labels",
        "✓ Can the change be measured? yes  ·  measured: 100 usable test examples",
        "✓ Can it be rolled back or retrained? yes  ·  declared: how to go back: 'keep the old model'",
    ]


def test_what_is_declared_is_held_against_the_data(write: Write, report: ReportOf, tmp_path: Path) -> None:
    write("data/train.jsonl", [*colours(120), {"text": "What colour is grass?", "label": "green"}])
    write("data/test.jsonl", colours(100, first=500))
    (tmp_path / "tuneready.toml").write_text(DECLARED)
    found = report("data")
    undeclared = [each for each in found["findings"] if each["check"] == "undeclared-label"]
    assert [(each["line"], each["message"]) for each in undeclared] == [
        (121, "'green' is none of the 2 declared labels")
    ]
    assert (found["verdict"], found["exit"]) == ("not-ready", 1)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[declaration]\nownr = 'a'", "declaration.ownr: no such key: did you mean 'owner'?"),
        ("[declaration]\nintents = 0", "declaration.intents: input should be greater than or equal to 1"),
        (
            "[declaration.output_schema]\n'$ref' = 'https://example.org/s.json'",
            "declaration.output_schema: refers to a schema elsewhere",
        ),
        (
            "[declaration.output_schema]\ntype = 'objct'",
            "declaration.output_schema: is no JSON Schema",
        ),
        ("declaration = 3", "declaration: "),
        ("[declaration]\noutput_schema = 'none.json'", "the file cannot be read: no such file or directory"),
        ("[declaration]\noutput_schema = 'tuneready.toml'", "the file is not JSON"),
    ],
)
def test_a_wrong_declaration_is_refused(tuneready: Tuneready, tmp_path: Path, toml: str, told: str) -> None:
    (tmp_path / "tuneready.toml").write_text(toml)
    done = tuneready("check", ".")
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_schema_may_stand_in_a_file_beside_the_configuration(
    write: Write, report: ReportOf, tmp_path: Path
) -> None:
    write("data/train.jsonl", [{"prompt": "Lima?", "completion": '{"city": 3}'}])
    (tmp_path / "city.json").write_text('{"properties": {"city": {"type": "string"}}}')
    (tmp_path / "tuneready.toml").write_text("[declaration]\noutput_schema = 'city.json'\n")
    broken = [each for each in report("data")["findings"] if each["check"] == "broken-output-schema"]
    assert [each["message"] for each in broken] == [
        "output breaks the declared schema: another type than declared at /city"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "gpt-4o-mini-2024-07-18",
        "openai/gpt-4o-mini-2024-07-18",
        "ft:gpt-4o-mini-2024-07-18:acme::abc",
        " GPT-4 ",
        "gpt-5-nano-2025-08-07",
        "google/gemini-2.5-flash",
        "anthropic.claude-3-haiku-20240307-v1:0",
    ],
)
def test_retirements_are_found_under_the_names_that_tools_use(name: str) -> None:
    from tuneready.targets.retirements import retirement

    found = retirement(name)
    assert found is not None
    assert found.source.startswith("https://")
    assert found.read >= found.last_day or found.last_day.year >= 2026


def test_each_row_of_the_table_says_who_when_and_where() -> None:
    """A model stands in one row only; all that is read of it was read on a day that is no guess."""
    text = files("tuneready.targets").joinpath("retirements.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["retirement"]
    models = [model for row in rows for model in row["models"]]
    assert len(models) == len(set(models))
    assert models == [model.strip().lower() for model in models]
    for row in rows:
        assert row["source"].startswith("https://")
        assert row["provider"]
        assert date(2023, 1, 1) < row["last_day"] < date(2030, 1, 1)
        assert date(2026, 8, 1) <= row["read"]


def test_a_model_that_no_source_names_is_not_told_of() -> None:
    from tuneready.targets.retirements import retirement

    assert retirement("gpt-4o-mini") is None
    assert retirement("") is None
