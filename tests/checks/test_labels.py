"""Labels: spellings, prompts of the same words, names in messages, and labels that are odd.

Add a line to cases/label-variant.jsonl (a rarer `label`, the `commoner` one, and whether they are
`one_label`), cases/conflicting-label.jsonl (two prompts, and whether they count as the `same`) or
cases/label-names.jsonl (a label, and how it is `shown`).
"""

from __future__ import annotations

import json
import math
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import SHARED_DATA, ReportOf

from tuneready.example import LINE_MASK
from tuneready.shares import chi_square_tail, compare
from tuneready.testing import checks_of, findings, lint
from tuneready_checks._labels.names import named
from tuneready_checks._labels.verdicts import verdicts
from tuneready_checks._labels.words import Table
from tuneready_checks.conflicting_label import ConflictingLabel
from tuneready_checks.label_drift import LabelDrift
from tuneready_checks.label_imbalance import LabelImbalance
from tuneready_checks.label_variant import LabelVariant
from tuneready_checks.rare_label import RareLabel
from tuneready_checks.suspect_label import SuspectLabel
from tuneready_checks.unseen_label import UnseenLabel

ALL = [check() for check in checks_of("tuneready_checks")]
WORDS = ("kettle", "lamp", "table", "carpet", "window", "garden", "bottle", "ladder")


def cases(name: str) -> list[dict[str, Any]]:
    lines = (Path(__file__).parent / "cases" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def labelled(label: str, count: int, about: str = "a thing") -> list[dict[str, str]]:
    return [{"text": f"{about} {WORDS[n % 8]} {n}", "label": label} for n in range(count)]


def spam(count: int = 20) -> list[dict[str, str]]:
    return [*labelled("spam", count, "buy"), *labelled("ham", count, "see")]


@pytest.mark.parametrize(
    "case", cases("label-variant"), ids=lambda case: f"{case['label']}-{case['commoner']}"
)
def test_variant(case: dict[str, Any]) -> None:
    records = [*labelled(case["commoner"], 30), *labelled("quite another", 30), *labelled(case["label"], 2)]
    found = findings(LabelVariant(), records)
    assert len(found) == int(case["one_label"])
    for each in found:
        assert each.finding.at == 61
        assert each.finding.unusable == (61, 62)
        assert each.finding.fix == {
            "action": "copy-label",
            "field": None,
            "from": {"file": "train.jsonl", "line": 1},
        }


def test_a_misspelt_label_is_seldom_and_another_case_need_not_be() -> None:
    often = [*labelled("positive", 30), *labelled("positivo", 20)]
    assert not findings(LabelVariant(), often)
    other = labelled("quite another", 30)
    assert findings(LabelVariant(), [*labelled("positive", 30), *labelled("Positive", 29), *other])


@pytest.mark.parametrize("case", cases("conflicting-label"), ids=lambda case: case["one"])
def test_prompts_of_the_same_words(case: dict[str, Any]) -> None:
    pair = [{"text": case["one"], "label": "spam"}, {"text": case["other"], "label": "ham"}]
    found = findings(ConflictingLabel(), [*spam(), *pair])
    assert len(found) == int(case["same"])
    for each in found:
        assert (each.severity, each.finding.at, each.finding.unusable) == ("warning", 42, (42,))
        assert each.finding.message.endswith("another label: 'ham' here, 'spam' there")


def test_sets_that_judge_an_answer_ask_for_fine_differences() -> None:
    judged = [
        {"text": f"Q: What is {word}?\nA: {said} {word}\nTrue:", "label": label}
        for word in WORDS
        for n, (said, label) in enumerate([("a good", "yes"), ("the good", "no"), ("good", "yes")] * 2)
    ]
    assert {each.severity for each in findings(ConflictingLabel(), judged)} <= {"error"}


def test_a_flood_of_near_contradictions_is_one_remark() -> None:
    records = [
        {"text": text.format(n, WORDS[n % 8]), "label": label}
        for n in range(600)
        for text, label in (("number {} of the {}", "spam"), ("the number {} of {}", "ham"))
    ]
    outcome = lint(records, ConflictingLabel())
    assert not outcome.findings
    (remark,) = outcome.tallies["conflicting-label"].remarks
    assert remark.message.startswith("labels hang on fine differences: 600 examples")


@pytest.mark.parametrize("case", cases("label-names"), ids=lambda case: str(case["shown"]))
def test_name(case: dict[str, Any]) -> None:
    assert named(case["label"]) == case["shown"]


def test_a_label_in_json_is_the_label() -> None:
    def record(n: int, label: str) -> dict[str, str]:
        return {"prompt": f"{WORDS[n % 8]} {n}", "completion": json.dumps({"label": label, "n": n})}

    records = [record(n, "ab"[n % 2]) for n in range(40)]
    conflict = {**record(3, "a"), "completion": json.dumps({"n": 99, "label": "a"})}
    (found,) = findings(ConflictingLabel(), [*records, conflict])
    assert (found.severity, found.finding.at) == ("error", 4)
    remarks = lint(records, LabelImbalance()).tallies["label-imbalance"].remarks
    assert remarks[0].message.startswith("2 labels in the field 'label' of 40 examples")


def test_rare_and_unseen_labels_say_where_they_are() -> None:
    data = {"train": [*spam(), *labelled("lunch", 3)], "test": [*labelled("spam", 3), *labelled("tea", 2)]}
    (rare,) = findings(RareLabel(), data)
    assert "'lunch' stands in 3 training examples of the 5" in rare.finding.message
    assert (rare.finding.unusable, len(rare.finding.related)) == ((), 2)
    (unseen,) = findings(UnseenLabel(), data)
    assert "'tea' stands in 2 examples of test and never in train" in unseen.finding.message
    assert len(unseen.finding.unusable) == 2


def test_bars_of_labels() -> None:
    many = [record for n in range(30) for record in labelled(f"label {chr(97 + n % 26)}{n // 26}", 8)]
    (remark,) = lint(many, LabelImbalance()).tallies["label-imbalance"].remarks
    picture = remark.picture
    assert picture is not None
    assert picture.kind == "bars"
    assert len(picture.bars) == 25
    assert picture.bars[-1] == ("6 other labels", 48)


@pytest.mark.parametrize(("spam_share", "severity"), [(0.5, None), (0.79, None), (0.85, "warning")])
def test_imbalance(spam_share: float, severity: str | None) -> None:
    most = round(200 * spam_share)
    found = findings(LabelImbalance(), [*labelled("spam", most), *labelled("ham", 200 - most)])
    assert [each.severity for each in found] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("statistic", "freedom"),
    [(0.5, 1), (3.841, 1), (10.83, 1), (7.815, 3), (50.0, 20), (200.0, 30), (1e-9, 5), (800.0, 4)],
)
def test_chi_square_tail(statistic: float, freedom: int) -> None:
    """Against the sum for even degrees of freedom, erfc for one, and integration for the rest."""
    steps = np.linspace(math.sqrt(statistic), math.sqrt(statistic) + 40, 400_001)
    density = (
        2 * steps ** (freedom - 1) * np.exp(-(steps**2) / 2) / (2 ** (freedom / 2) * math.gamma(freedom / 2))
    )
    area = float(np.sum((density[1:] + density[:-1]) / 2) * (steps[1] - steps[0]))
    assert chi_square_tail(statistic, freedom) == pytest.approx(area, rel=1e-4, abs=1e-12)


def test_drift_is_seldom_found_where_there_is_none() -> None:
    """500 pairs of samples of one mixture, with labels rare and common: chance is what it says."""
    rng = np.random.default_rng(5)
    chances = []
    for _ in range(500):
        shares = rng.dirichlet([0.5] * 8)
        there, here = rng.multinomial(400, shares), rng.multinomial(60, shares)
        chances.append(compare(dict(enumerate(there.tolist())), dict(enumerate(here.tolist()))).chance)
    assert sum(chance < 0.05 for chance in chances) < 50
    assert sum(chance < 0.001 for chance in chances) <= 3


def test_drift_needs_a_share_too() -> None:
    train = {"a": 10_000, "b": 10_000}
    data = {
        "train": [{"text": f"{n}", "label": "ab"[n % 2]} for n in range(4000)],
        "test": [{"text": f"t{n}", "label": "ab"[n % 20 > 8]} for n in range(4000)],
    }
    assert compare({0: train["a"], 1: train["b"]}, {0: 4500, 1: 5500}).chance < 1e-6
    assert not findings(LabelDrift(), data)
    assert findings(LabelDrift(least=0.04), data)


def noisy(seed: int, share: float = 0.05) -> tuple[list[dict[str, str]], set[int]]:
    rng = random.Random(seed)
    own = {label: [f"{label}{n}" for n in range(6)] for label in ("mofu", "teri", "lasi", "nodo")}
    records, wrong = [], set()
    for n in range(400):
        label = sorted(own)[n % 4]
        said = " ".join([*rng.choices(own[label], k=3), *rng.choices(WORDS, k=4)])
        if rng.random() < share:
            label = rng.choice([other for other in own if other != label])
            wrong.add(n + 1)
        records.append({"text": said, "label": label})
    return records, wrong


def test_suspects_are_the_wrong_ones() -> None:
    records, wrong = noisy(1)
    found = findings(SuspectLabel(), records)
    at = {each.finding.at for each in found}
    assert len(at & wrong) >= 0.9 * len(wrong)
    assert len(at & wrong) >= 0.9 * len(at)
    for each in found:
        assert each.finding.related
        assert each.finding.message.count("'") == 4


def test_a_few_suspects_stay_usable_and_many_do_not() -> None:
    few, _ = noisy(2, share=0.02)
    assert all(each.finding.unusable == () for each in findings(SuspectLabel(), few))
    many, _ = noisy(2, share=0.12)
    assert all(each.finding.unusable == (each.finding.at,) for each in findings(SuspectLabel(), many))


def test_suspects_are_not_named_where_words_tell_nothing() -> None:
    rng = random.Random(3)
    records = [
        {"text": " ".join(rng.choices(WORDS, k=5)) + f" {n}", "label": rng.choice("ab")} for n in range(300)
    ]
    outcome = lint(records, SuspectLabel())
    assert not outcome.findings
    (remark,) = outcome.tallies["suspect-label"].remarks
    assert remark.message.startswith("labels cannot be checked from the text: words tell only")


def test_prompts_without_a_word_in_common_cannot_be_checked() -> None:
    records = [{"text": f"w{chr(97 + n % 26)}{chr(97 + n // 26)}", "label": "ab"[n % 2]} for n in range(60)]
    outcome = lint(records, SuspectLabel())
    assert (outcome.findings, outcome.tallies["suspect-label"].failed) == ((), "")


def test_verdicts_leave_the_example_itself_out() -> None:
    """By hand: with each prompt removed, its own label is scored from the others only."""
    rng = np.random.default_rng(4)
    prompts = [sorted(set(rng.integers(0, 12, 5).tolist())) for _ in range(30)]
    home = rng.integers(0, 3, 30)
    table = Table.of([len(p) for p in prompts], np.array([w for p in prompts for w in p], np.uint32), 3)
    words = [set(table.word[table.prompt == n].tolist()) for n in range(30)]
    right = 0
    for n in range(30):
        scores = []
        for label in range(3):
            others = [words[m] for m in range(30) if m != n and home[m] == label]
            total = sum(map(len, others)) + 0.1 * table.words
            seen = [sum(word in other for other in others) for word in words[n]]
            scores.append(math.log(len(others) + 0.1) + sum(math.log((s + 0.1) / total) for s in seen))
        right += scores[home[n]] >= max(scores) - 1e-5
    assert verdicts(table, home, 3).accuracy == pytest.approx(right / 30)


def test_ten_thousand_examples_of_77_labels_take_no_two_seconds() -> None:
    rng = random.Random(6)
    records = [
        {
            "text": " ".join(
                [f"l{n % 77}w{rng.randrange(9)}", *(f"w{rng.randrange(3000)}" for _ in range(11))]
            ),
            "label": f"label {n % 77}",
        }
        for n in range(10_000)
    ]
    start = time.process_time()
    lint(records)
    alone = time.process_time() - start
    start = time.process_time()
    lint(records, SuspectLabel())
    assert time.process_time() - start - alone < 2


ODD: dict[str, list[Any]] = {
    "numbers": [3, 4],
    "booleans": [True, False],
    "lists": [["a", "b"], []],
    "10,000 characters": ["a" * 10_000, "b" * 10_000],
    "nothing but marks": [".", "!"],
    "blank": [" ", "\n"],
    "an address": ["jo@example.com", "ann@example.com"],
    "half a character and a bell": ["\x07", "\u202e"],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_labels_break_nothing_and_are_not_told(name: str) -> None:
    records = [{"text": f"{WORDS[n % 8]} {n}", "label": ODD[name][n % 2]} for n in range(60)]
    outcome = lint(records, *ALL)
    assert [tally.failed for tally in outcome.tallies.values() if tally.failed] == []
    said = [stamped.finding.message for stamped in outcome.findings]
    said += [str(remark) for tally in outcome.tallies.values() for remark in tally.remarks]
    assert not any("example.com" in text or "aaaaaaaaaa" * 5 in text for text in said)
    assert not any("\x07" in text or "\u202e" in text for text in said)


BAD_INPUT: dict[str, tuple[list[Any], bool, set[str]]] = {
    "numbers": ([0, 1, 2], True, set()),
    "fractions": ([0.5, 1.5], True, set()),
    "booleans": ([True, False], True, set()),
    "lists": ([["a", "b"], ["a"]], True, set()),
    "10 KB": (["x" * 10_240, "y" * 10_240], True, set()),
    "10 KB of a word": (["spam " * 2048, "ham " * 2560], True, {"repeated-text"}),
    "called null": (["null", "None", "nan"], True, set()),
    "null": ([None], False, {"wrong-format", "too-few-examples"}),
    "null among labels": ([None, "yes", "no"], False, {"wrong-format"}),
    "objects": ([{"a": 1}, {"b": 2}], False, {"wrong-format", "too-few-examples"}),
    "one class": (["yes"], False, {"constant-output"}),
}
"""Labels, whether they are ready, and which checks speak besides no-evaluation-split."""


@pytest.mark.parametrize("name", BAD_INPUT)
def test_odd_labels_have_a_clear_answer(write: Any, report: ReportOf, name: str) -> None:  # noqa: ANN401 — a fixture
    labels, ready, checks = BAD_INPUT[name]
    texts = (f"{WORDS[n % 8]} {WORDS[n // 8 % 8]} {WORDS[n // 64 % 8]} {n}" for n in range(180))
    write("train.jsonl", [{"text": text, "label": labels[n % len(labels)]} for n, text in enumerate(texts)])
    said = report("train.jsonl")
    assert (said["verdict"] == "ready") is ready
    assert {each["check"] for each in said["findings"]} - {"no-evaluation-split"} == checks


@pytest.mark.parametrize("count", [1, 2, 3])
def test_so_few_records_say_nothing_of_labels(count: int) -> None:
    records = [{"text": f"{WORDS[n]}", "label": "ab"[n % 2]} for n in range(count)]
    for check in (
        ConflictingLabel(),
        LabelVariant(),
        RareLabel(),
        SuspectLabel(),
        LabelImbalance(),
        LabelDrift(),
    ):
        assert not findings(check, records)


def test_one_class_is_a_constant_output() -> None:
    outcome = lint(labelled("spam", 30), *ALL)
    assert {stamped.check for stamped in outcome.findings if stamped.severity == "error"} == {
        "constant-output",
        "too-few-examples",
    }


def test_declared_labels_may_be_all_different(write: Any, report: ReportOf) -> None:  # noqa: ANN401 — a fixture
    records = [{"text": f"{n}", "label": f"label {n} of many"} for n in range(4000)]
    (write("train.jsonl", records).parent / "tuneready.toml").write_text('task = "classification"\n')
    found = report("train.jsonl", "--max-findings", 3)
    assert all(check["complete"] for check in found["checks"].values())
    assert found["checks"]["rare-label"]["findings"] == 1
    assert [each["message"] for each in found["findings"] if each["check"] == "rare-label"] == [
        "4,000 of 4,000 labels stand in fewer than 5 training examples: are they labels?"
    ]
    assert found["checks"]["suspect-label"]["findings"] == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["a1", "A1", "b", "b ", ""])), max_size=40))
def test_order_changes_no_count(pairs: list[tuple[str, str]]) -> None:
    records = [{"text": text, "label": label} for text, label in pairs]
    there, back = lint(records, *ALL), lint(records[::-1], *ALL)
    for name, tally in there.tallies.items():
        assert not tally.failed
        assert tally.by_severity == back.tallies[name].by_severity


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the real datasets are not on this machine")
def test_known_errors_of_snips_are_among_few_suspects(report: ReportOf) -> None:
    truth = json.loads((SHARED_DATA / "truth.json").read_text(encoding="utf-8"))
    (known,) = (rows for name, rows in truth.items() if name.startswith("known_label_errors"))
    found = report(SHARED_DATA / "snips" / "train.jsonl", "--max-findings", 0)
    suspects = {each["line"] for each in found["findings"] if each["check"] == "suspect-label"}
    assert {row[0] for row in known["snips/train.jsonl"]} <= suspects
    assert len(suspects) <= 0.02 * found["splits"]["train"]["lines"]
    assert found["checks"]["conflicting-label"]["findings"] == 0


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the real datasets are not on this machine")
def test_a_judge_set_has_exact_conflicts_only(report: ReportOf) -> None:
    found = report(SHARED_DATA / "truthfulqa_judge" / "finetune_truth_train.jsonl", "--max-findings", 1)
    conflicts = found["checks"]["conflicting-label"]
    assert (conflicts["errors"], conflicts["findings"]) == (25, 25)
    assert found["checks"]["suspect-label"]["findings"] == 0


def tickets(count: int, fields: dict[str, Any], first: int = 0) -> list[dict[str, str]]:
    """Prompts with JSON answers: an intent, who is asked, and what is given."""
    return [
        {
            "prompt": f"{WORDS[n % 8]} {n}",
            "completion": json.dumps(
                {
                    "intent": {"name": ("pay", "ask")[n % 2], "score": n},
                    "team": ("north", "south")[n // 2 % 2],
                    "why": f"because of {n}",
                    **fields,
                }
            ),
        }
        for n in range(first, first + count)
    ]


@pytest.mark.parametrize(
    ("check", "odd", "said"),
    [
        (LabelVariant(), {"team": "North"}, "in the field 'team': the label 'North' (1) is 'north'"),
        (RareLabel(), {"team": "east"}, "in the field 'team': the label 'east' stands in 1 training example"),
        (RareLabel(), {"intent": {"name": "cry"}}, "the label 'cry' stands in 1 training example"),
        (ConflictingLabel(), {"team": "east"}, "'pay, north' here, 'pay, east' there"),
    ],
)
def test_each_field_of_json_outputs_is_judged(check: Any, odd: dict[str, Any], said: str) -> None:  # noqa: ANN401
    records = [*tickets(40, {}), *tickets(1, odd)]
    (found,) = findings(check, records)
    assert said in found.finding.message
    assert 41 in (found.finding.at, *(each.example for each in found.finding.related))


def test_a_label_of_one_field_is_none_of_another() -> None:
    """The same word is common in one field and unseen in the other: told of the field where it is unseen."""
    data = {"train": tickets(40, {}), "test": tickets(2, {"team": "pay"}, first=50)}
    (found,) = findings(UnseenLabel(), data)
    assert found.finding.message.startswith(
        "in the field 'team': the label 'pay' stands in 2 examples of test"
    )
    assert found.finding.data["field"] == "/team"
    assert [example & LINE_MASK for example in found.finding.unusable] == [1, 2]


def test_fields_beside_the_label_may_be_uneven() -> None:
    records = [*tickets(44, {"urgent": False}), *tickets(4, {"urgent": True}, first=50)]
    (found,) = findings(LabelImbalance(), records)
    assert found.severity == "info"
    assert "'urgent'" in found.finding.message


def test_the_fix_of_a_spelling_points_to_the_field() -> None:
    (found,) = findings(
        LabelVariant(), [*tickets(40, {}), *tickets(1, {"intent": {"name": "Pay"}}, first=50)]
    )
    assert found.finding.fix
    assert found.finding.fix["field"] == "/intent/name"
