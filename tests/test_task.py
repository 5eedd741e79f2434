"""What a split is meant to teach: as it looks, and as its owner says."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from support import ReportOf, Write, clean

from tuneready.engines.fields import Fields

WORDS = ("kettle", "lamp", "table", "carpet", "window", "garden", "bottle")


def answered(outputs: list[str]) -> list[dict[str, Any]]:
    return [{"prompt": f"{WORDS[n % 7]} {n}", "completion": output} for n, output in enumerate(outputs)]


def as_json(*fields: dict[str, Any], times: int) -> list[str]:
    return [orjson.dumps(field).decode() for field in fields] * times


TOOL = {"type": "function", "function": {"name": "find", "parameters": {"type": "object"}}}
CALL = {"id": "a", "type": "function", "function": {"name": "find", "arguments": "{}"}}
CASES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "labels": (answered(["good", "bad"] * 10), "classification"),
    "one answer": (answered(["thank you for asking"] * 10), "constant"),
    "no answer": (answered([" "] * 10), "generation"),
    "label in JSON": (answered(as_json({"label": "a"}, {"label": "b"}, times=5)), "classification"),
    "label beside free text": (
        answered([orjson.dumps({"label": "ab"[n % 2], "why": f"because {n}"}).decode() for n in range(20)]),
        "classification",
    ),
    "numbers, booleans and null": (
        answered(as_json({"label": 1}, {"label": True}, {"label": None}, times=5)),
        "classification",
    ),
    "lists": (answered(as_json({"tags": ["a", "b"]}, {"tags": []}, times=5)), "classification"),
    "every field a label": (
        answered(as_json({"mood": "sad", "size": 1}, {"mood": "gay", "size": 2}, times=5)),
        "classification",
    ),
    "a field of few values beside free text": (
        answered([orjson.dumps({"unit": "ab"[n % 2], "name": f"thing {n}"}).decode() for n in range(20)]),
        "generation",
    ),
    "10,000 characters of JSON": (
        answered([orjson.dumps({"label": "a" * 10_000, "n": n}).decode() for n in range(20)]),
        "generation",
    ),
    "preference": (
        [{"prompt": f"{n}", "chosen": f"good {n}", "rejected": "bad"} for n in range(9)],
        "preference",
    ),
    "calls": (
        [
            {
                "messages": [
                    {"role": "user", "content": f"find {n}"},
                    {
                        "role": "assistant",
                        "tool_calls": [{**CALL, "function": {"name": "find", "arguments": f'{{"n": {n}}}'}}],
                    },
                ],
                "tools": [TOOL],
            }
            for n in range(9)
        ],
        "tool-calling",
    ),
    "two records": (answered(["good", "bad"]), "generation"),
    "all different": (clean(40), "generation"),
}


@pytest.mark.parametrize("name", CASES)
def test_task(write: Write, report: ReportOf, name: str) -> None:
    records, task = CASES[name]
    write("train.jsonl", records)
    assert report("train.jsonl")["splits"]["train"]["task"] == task


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ('"generation"', {"train": "generation", "test": "generation"}),
        ('{train = "generation"}', {"train": "generation", "test": "classification"}),
        ('{other = "generation"}', {"train": "classification", "test": "classification"}),
    ],
)
def test_its_owner_says_so(write: Write, report: ReportOf, said: str, task: dict[str, str]) -> None:
    write("train.jsonl", answered(["good", "bad"] * 10))
    folder = write("test.jsonl", answered(["bad", "good"] * 10)).parent
    (folder / "tuneready.toml").write_text(f"task = {said}\n")
    splits = report(".")["splits"]
    assert {name: split["task"] for name, split in splits.items()} == task


def test_no_such_task(write: Write, report: ReportOf) -> None:
    folder = write("train.jsonl", answered(["good", "bad"] * 10)).parent
    (folder / "tuneready.toml").write_text('task = "classify"\n')
    with pytest.raises(AssertionError, match="task: input should be 'classification', 'generation'"):
        report("train.jsonl")


def test_fields_that_are_counted_apart_are_the_same_together() -> None:
    """As processes count them: a range of the file each."""
    whole, first, second = Fields(), Fields(), Fields()
    outputs = [
        orjson.dumps({"label": "ab"[n % 2], "why": f"{n}", **({"late": n} if n > 20 else {})}).decode()
        for n in range(40)
    ]
    whole.add(outputs)
    first.add(outputs[:20])
    second.add(outputs[20:])
    first.merge(second)
    assert first == whole
    assert whole.label_fields(40) == ("/label",)


FIELDS: dict[str, tuple[list[dict[str, Any]], tuple[str, ...]]] = {
    "one": ([{"label": "ab"[n % 2], "why": f"because {n}"} for n in range(40)], ("/label",)),
    "nested, by the name of what is above": (
        [{"intent": {"name": "ab"[n % 2], "score": n / 40}} for n in range(40)],
        ("/intent/name",),
    ),
    "the main one, then others": (
        [
            {"urgent": n % 3 == 0, "why": f"{n}", "intent": "ab"[n % 2], "to": {"team": "xyz"[n % 3]}}
            for n in range(40)
        ],
        ("/intent", "/to/team", "/urgent"),
    ),
    "numbers and what is mostly null are no labels beside the main one": (
        [{"intent": "ab"[n % 2], "count": n % 4, "note": None if n % 4 else "x"} for n in range(40)],
        ("/intent",),
    ),
    "what few examples have is none": (
        [{"intent": "ab"[n % 2], **({"unit": "cd"[n % 4 // 2]} if n % 2 else {})} for n in range(40)],
        ("/intent",),
    ),
    "four at most": (
        [
            {"intent": "ab"[n % 2], **{f"field {k}": "cd"[n // (k + 1) % 2] for k in range(6)}}
            for n in range(40)
        ],
        ("/intent", "/field 0", "/field 1", "/field 2"),
    ),
    "a slash in a name": ([{"a/b": "ab"[n % 2], "c~d": "x"} for n in range(40)], ("/a~1b",)),
    "beside free text only a label's name tells": (
        [{"unit": "ab"[n % 2], "name": f"thing {n}"} for n in range(40)],
        (),
    ),
    "too many fields": ([{"label": "ab"[n % 2], f"key {n}": "a", f"word {n}": "b"} for n in range(40)], ()),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields_that_are_labels(name: str) -> None:
    records, pointers = FIELDS[name]
    fields = Fields()
    fields.add(orjson.dumps(record).decode() for record in records)
    assert fields.label_fields(len(records)) == pointers
