"""benchmark-contamination: what counts as quoted, and what is only a phrase or a template.

Add a line to cases/benchmark-contamination.jsonl: what stands in `train` and in the benchmark (`items`),
texts or whole records, and what is `found`. $ITEM, $ITEM[3:9] (its words 3 to 8), $UPPER, $BARE,
$BACKWARDS and $OTHER stand for texts; {"repeat": 3, "text": "… $N"} for three records.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ReportOf, Tuneready, Write, clean

from tuneready.testing import findings, lint
from tuneready_checks._quotes import Items, Sought, rows_of
from tuneready_checks._runs import runs_of
from tuneready_checks.benchmark_contamination import BenchmarkContamination

ITEM = (
    "A farmer has twelve goats and three pens. He sells a third of the goats on Monday and buys two more on "
    "Friday at the fair in the next valley. How many goats stand in each pen if he spreads them evenly?"
)
TEXTS = {
    "ITEM": ITEM,
    "UPPER": ITEM.upper(),
    "BARE": re.sub(r"\W+", "\n", ITEM),
    "BACKWARDS": " ".join(reversed(ITEM.split())),
    "OTHER": "The ferry leaves at nine, and whoever comes too late may wait in the house by the water for the "
    "next one, which leaves when the tide turns; there is tea, and a stove, and a book to read.",
}


def cases() -> list[Any]:
    path = Path(__file__).parent / "cases" / "benchmark-contamination.jsonl"
    read = map(orjson.loads, path.read_bytes().splitlines())
    return [pytest.param(case, id=case["about"]) for case in read]


def text(template: str) -> str:
    def meant(found: re.Match[str]) -> str:
        whole = TEXTS[found[1]]
        return " ".join(whole.split()[int(found[2]) : int(found[3])]) if found[2] else whole

    return re.sub(r"\$([A-Z]+)(?:\[(\d+):(\d+)\])?", meant, template)


def filled(value: Any) -> Any:  # noqa: ANN401 — any JSON
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {name: filled(each) for name, each in value.items()}
    return [filled(each) for each in value] if isinstance(value, list) else value


def records(given: list[Any]) -> Iterator[dict[str, Any]]:
    for value in given:
        if isinstance(value, str):
            yield {"prompt": text(value), "completion": "x"}
        elif "repeat" in value:
            for n in range(value["repeat"]):
                yield {"prompt": text(value["text"].replace("$N", str(n))), "completion": "x"}
        else:
            yield filled(value)


@pytest.mark.parametrize("case", cases())
def test_what_is_quoted(case: dict[str, Any]) -> None:
    split = case.get("split", "benchmark:b")
    lines: list[Any] = [*records(case["items"]), *(line.encode() for line in case.get("raw", ()))]
    train = [*records(case["train"]), *clean(60)]
    found = findings(BenchmarkContamination(**case.get("options", {})), {"train": train, split: lines})
    names = ("train", split)

    def place(example: int) -> str:
        return f"{names[example >> 40]}:{example & 0xFFFFFFFF}"

    facts = [
        {
            "at": place(each.finding.at),
            "severity": each.severity.value,
            "unusable": [place(example) for example in each.finding.unusable],
            "says": each.finding.message,
            "coverage": each.finding.data.get("coverage"),
        }
        for each in found
    ]
    assert len(facts) == len(case["found"]), facts
    for fact, wanted in zip(facts, case["found"], strict=True):
        assert {name: fact[name] for name in wanted} == wanted


def test_labels_quote_nothing() -> None:
    train = [
        {"prompt": f"{TEXTS['OTHER']} {ITEM} {n}", "completion": ("yes", "no")[n % 2]} for n in range(40)
    ]
    test = [{"prompt": f"{ITEM} Then?", "completion": "yes"}]
    assert findings(BenchmarkContamination(), {"train": train, "test": test}) == ()


def test_a_benchmark_is_only_compared_with(write: Write, report: ReportOf) -> None:
    """No other check sees it, nothing counts it, and the report is the same as without it, less quotes."""
    (quote,) = clean(1, 900)
    quote["messages"][0]["content"] += f" So: {ITEM}"
    train = [*clean(80), quote]
    spoiled = [
        {"question": ITEM, "answer": "Write to greta.lindqvist@posteo.de"},
        {"prompt": "a", "completion": ""},
        *clean(5, 5_000),
        *clean(5, 5_000),
        b"{oops",
    ]
    write("train.jsonl", train)
    write("bench.jsonl", spoiled)
    plain = report("train.jsonl")
    found = report("train.jsonl", "--benchmark", "sums=bench.jsonl")
    assert plain["exit"] == 0, plain["reasons"]
    assert found["exit"] == 1
    mine = [each for each in found["findings"] if each["check"] == "benchmark-contamination"]
    assert [(each["file"], each["line"], each["severity"]) for each in mine] == [("train.jsonl", 81, "error")]
    assert [(each["file"], each["line"]) for each in mine[0]["related"]] == [("bench.jsonl", 1)]
    assert list(found["splits"]) == ["train"]
    assert found["splits"]["train"] == {**plain["splits"]["train"], "usable": 80}
    own = {"benchmark-contamination", "too-few-examples"}
    for name in plain["checks"].keys() - own:
        assert found["checks"][name] == plain["checks"][name], name
    assert [step["left"] for step in found["funnel"]] == [81] * 5 + [80] * 3
    remarks = [each["message"] for each in found["remarks"] if each["check"] == "benchmark-contamination"]
    assert remarks == ["7 items of benchmark:sums, 1 too short to look for, 1 quoted in train"]


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".jsonl.gz"])
def test_benchmarks_of_any_kind_and_their_names(
    write: Write, report: ReportOf, tmp_path: Path, suffix: str
) -> None:
    import gzip

    write("train.jsonl", [*clean(60), {"prompt": ITEM, "completion": "x"}])
    lines = [orjson.dumps({"question": ITEM}), orjson.dumps({"question": TEXTS["OTHER"]})]
    raw = b"[" + b",\n".join(lines) + b"]" if suffix == ".json" else b"\n".join(lines)
    folder = tmp_path / "sums"
    folder.mkdir()
    (folder / f"test{suffix}").write_bytes(gzip.compress(raw) if suffix.endswith("gz") else raw)
    found = report("train.jsonl", "--benchmark", f"sums/test{suffix}")
    assert found["checks"]["benchmark-contamination"]["errors"] == 1
    assert found["remarks"][0]["message"].startswith("2 items of benchmark:sums/test, ")


@pytest.mark.parametrize(
    "config",
    ['benchmarks = "bench.jsonl"', 'benchmarks = ["bench.jsonl"]', '[benchmarks]\nbench = "bench.jsonl"'],
)
def test_benchmarks_in_the_configuration(write: Write, report: ReportOf, tmp_path: Path, config: str) -> None:
    """With a benchmark alone, the dataset is still looked for; the benchmark is no part of it."""
    write("train.jsonl", [*clean(60), {"prompt": ITEM, "completion": "x"}])
    write("bench.jsonl", [{"question": ITEM}])
    (tmp_path / "tuneready.toml").write_text(config)
    found = report()
    assert found["splits"]["train"]["files"] == ["train.jsonl"]
    assert found["checks"]["benchmark-contamination"]["errors"] == 1
    assert found["remarks"][0]["message"].startswith("1 item of benchmark:bench, ")
    piped = report("-", stdin=(tmp_path / "train.jsonl").read_bytes())
    assert piped["checks"]["benchmark-contamination"]["errors"] == 1


def test_a_benchmark_that_is_not_there_is_exit_2(tuneready: Tuneready, write: Write) -> None:
    done = tuneready("check", write("train.jsonl", clean(60)), "--benchmark", "nowhere.jsonl")
    assert done.returncode == 2
    assert b"nowhere.jsonl: does not exist" in done.stderr


def test_a_benchmark_that_is_a_pointer_is_not_assessed(write: Write, report: ReportOf) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 3"
    found = report(write("train.jsonl", clean(60)), "--benchmark", write("bench.jsonl", [pointer]))
    assert (found["verdict"], found["exit"]) == ("not-assessed", 3)


def test_a_text_of_many_megabytes_is_searched() -> None:
    huge = f"{TEXTS['OTHER']} " * 40_000
    train = [*clean(60), {"prompt": f"{huge}{ITEM}", "completion": huge}]
    (found,) = findings(BenchmarkContamination(), {"train": train, "benchmark:b": [{"question": ITEM}]})
    assert found.finding.unusable == (61,)
    none = findings(BenchmarkContamination(), {"train": clean(60), "benchmark:b": [{"question": huge}]})
    assert none == ()


WORDS = ("goat", "pen", "fair", "valley", "Monday", "sells", "the", "of", "7")


def naive(text: str, item: str, words: int) -> tuple[int, int]:
    """Runs of the item in the text, and words in them, the plain way."""
    said, asked = text.lower().split(), item.lower().split()
    held = {tuple(said[n : n + words]) for n in range(len(said) - words + 1)}
    first: dict[tuple[str, ...], int] = {}
    for n in range(len(asked) - words + 1):
        run = tuple(asked[n : n + words])
        if 2 * sum(not word.isdigit() for word in run) >= words:
            first.setdefault(run, n)
    found = [place for run, place in first.items() if run in held]
    return len(found), len({place + offset for place in found for offset in range(words)})


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=30), min_size=1, max_size=3),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=30), min_size=1, max_size=6),
    st.integers(3, 7),
)
def test_runs_are_those_of_a_plain_search(items: list[list[str]], texts: list[list[str]], words: int) -> None:
    asked = list({" ".join(item): None for item in items})
    said = [" ".join(each) for each in texts]
    rows = rows_of([Sought(n, item, whole=True) for n, item in enumerate(asked)], words)
    index = Items.of(rows, rows["id"] * 0 + rows["id"], words)  # each item a set of its own: no templates
    held, counts = index.held_by(said)
    assert counts.tolist() == [len(each) for each in texts]
    found = {
        (int(a), int(b)): (int(hits), int(size))
        for a, b, hits, size in zip(held.text, held.item, held.hits, held.words, strict=True)
    }
    for a, each in enumerate(said):
        for b, item in enumerate(asked):
            assert found.get((a, b), (0, 0)) == naive(each, item, words)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_changes_nothing(rng: random.Random) -> None:
    train = [{"prompt": f"{n}: {' '.join(ITEM.split()[n : n + 14])}", "completion": "x"} for n in range(24)]
    train += clean(30)
    items = [{"question": ITEM}, {"question": TEXTS["OTHER"]}, {"question": ITEM.replace("goats", "hens")}]
    rng.shuffle(train)
    rng.shuffle(items)
    outcome = lint({"train": train, "benchmark:b": items}, BenchmarkContamination())
    assert sorted((each.fingerprint, each.severity) for each in outcome.findings) == sorted(EXPECTED)


def _expected() -> list[tuple[str, str]]:
    train = [{"prompt": f"{n}: {' '.join(ITEM.split()[n : n + 14])}", "completion": "x"} for n in range(24)]
    items = [{"question": ITEM}, {"question": TEXTS["OTHER"]}, {"question": ITEM.replace("goats", "hens")}]
    outcome = lint({"train": train + clean(30), "benchmark:b": items}, BenchmarkContamination())
    assert len(outcome.findings) == 2
    return [(each.fingerprint, each.severity) for each in outcome.findings]


EXPECTED = _expected()


def test_runs_do_not_cross_texts() -> None:
    runs = runs_of(["one two three four", "", "five six seven eight"], 3)
    assert runs.text.tolist() == [0, 0, 2, 2]
    assert runs.place.tolist() == [0, 1, 0, 1]
    assert runs.counts.tolist() == [4, 0, 4]
    assert len(runs_of([], 3).hashes) == 0
    assert len(runs_of(["one"], 50).hashes) == 0
