"""personal-data and leaked-secret: what is found, at which level, and that no value is ever written.

Add a line to cases/*.jsonl: `text` (or its `parts`, so that no scanner takes this file for a leak), the
`entity` and its `level`, null where nothing of the kind is there, and the `value` that is to be marked.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import SHARED_DATA, Tuneready, Write

from tuneready.api import Check, Severity
from tuneready.testing import findings
from tuneready_checks._scan.engine import Engine
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend, compiled
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks._scan.screens import DEFAULT
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData

CHECKS: dict[str, Check] = {"personal-data": PersonalData(), "leaked-secret": LeakedSecret()}
SEVERITIES = {"high": Severity.ERROR, "medium": Severity.WARNING, "placeholder": Severity.INFO}
TRIGGERS = tuple(dict.fromkeys(trigger for family in DEFAULT for trigger in family.triggers))


def cases(name: str) -> Iterator[dict[str, Any]]:
    for line in (Path(__file__).parent / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        yield {**case, "check": name, "text": case.get("text") or "".join(case["parts"])}


CASES = [case for name in CHECKS for case in cases(name)]
VALUES = [case for case in CASES if case["level"] in {"high", "medium"}]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['entity']}-{case['level']}-{case['text'][:12]}"
)
def test_case(case: dict[str, Any]) -> None:
    found = findings(CHECKS[case["check"]], [{"text": case["text"]}])
    about = [each for each in found if case["entity"] in {None, each.finding.data["entity"]}]
    assert [each.finding.data["level"] for each in about] == ([case["level"]] if case["level"] else [])
    if about:
        assert about[0].severity == SEVERITIES[case["level"]]
        assert bool(about[0].finding.unusable) is (case["level"] != "placeholder")
    if "value" in case:
        span = about[0].finding.span
        assert span is not None
        assert case["text"][slice(*span)] == case["value"]


def test_offsets_count_characters_whatever_stands_before() -> None:
    text = "Größe 😀 日本: greta.lindqvist@posteo.de"
    found = findings(PersonalData(), [{"prompt": "a", "completion": text}])
    assert found[0].finding.span == (text.index("greta"), len(text))
    assert found[0].finding.pointer == "/completion"


def test_one_value_in_many_examples_is_one_finding_with_its_places() -> None:
    records = [{"prompt": f"Number {n}", "completion": "Mail greta.lindqvist@posteo.de."} for n in range(150)]
    found = findings(PersonalData(), records)
    assert len(found) == 1
    assert (len(found[0].finding.unusable), found[0].finding.related_total) == (150, 149)
    assert len(found[0].finding.related) == 100
    assert found[0].finding.message.endswith("in 150 examples")


def test_a_list_is_counted_and_never_silently_clean() -> None:
    numbers = " ".join(f"call (212) 73{n // 1000}-{n % 10000:04d}" for n in range(1000, 3000))
    found = findings(PersonalData(), [{"text": numbers}])
    assert any("counted, but not listed one by one" in each.finding.message for each in found)
    assert sum(each.severity != Severity.INFO for each in found) > 1


@pytest.mark.parametrize(
    "text",
    ["a@" * 50_000, "7" * 200_000, "12,34;56 " * 30_000, base64.b64encode(bytes(range(256)) * 800).decode()],
    ids=["at signs", "digits", "numbers", "base64"],
)
def test_hostile_text_is_borne(text: str) -> None:
    for check in CHECKS.values():
        assert all(each.severity is not Severity.ERROR for each in findings(check, [{"text": text}]))


BACKENDS = (Re2Backend(TRIGGERS), HyperscanBackend(TRIGGERS, compiled(TRIGGERS)))


def test_both_backends_fire_alike_on_every_case() -> None:
    texts = [case["text"].encode() for case in CASES]
    one, other = (Engine(TRIGGERS, backend).candidates(texts) for backend in BACKENDS)
    assert one == other
    fired = {index for index, _ in one}
    assert {index for index, case in enumerate(CASES) if case["level"]} <= fired, "a find without a trigger"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab1290@.-:/_+ghp\u00e9\n", max_size=60), min_size=1, max_size=8))
def test_both_backends_fire_alike_on_any_text(texts: list[str]) -> None:
    encoded = [text.encode() for text in texts]
    one, other = (Engine(TRIGGERS, backend).candidates(encoded) for backend in BACKENDS)
    assert one == other


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(VALUES), st.text(max_size=30), st.text(max_size=30))
def test_spans_lie_in_the_text_and_no_field_holds_the_value(
    case: dict[str, Any], before: str, after: str
) -> None:
    text = f"{before} {case['text']} {after}"
    for each in findings(CHECKS[case["check"]], [{"text": text}]):
        finding = each.finding
        start, end = finding.span or (0, 0)
        assert 0 <= start <= end <= len(text)
        assert not leaked(repr(finding), text[start:end])


def leaked(written: str, value: str) -> list[str]:
    """Pieces of five letters or digits of a value that stand in what was written."""
    pieces = {run[at : at + 5] for run in re.findall(r"[A-Za-z0-9]{5,}", value) for at in range(len(run) - 4)}
    return sorted(piece for piece in pieces if piece in written)


CANARIES = (
    "greta.zwinkerfeld@quittenbaum.de",
    "4539 5787 6362 1486",
    "536-22-8714",
    "+49 30 90182736",
    "81.169.145.78",
    "ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq",
    "AKIA" + "Q4XZ7MTRW2KLNVBP",
)


def test_no_piece_of_a_value_is_in_any_byte_that_is_written(
    tuneready: Tuneready, write: Write, tmp_path: Path
) -> None:
    """Canaries in texts, labels, roles, keys and broken lines; every report, an error path, the cache."""
    records = [
        *(
            {"prompt": f"My secret number {n}", "completion": f"It is {canary}, keep it."}
            for n, canary in enumerate(CANARIES)
        ),
        *({"messages": [{"role": canary, "content": canary}]} for canary in CANARIES),
        *({canary: canary, "x": 1} for canary in CANARIES),
        *({"prompt": "Who?", "completion": canary} for canary in CANARIES),
        *(f'{{"prompt": "{canary}", "completion": '.encode() for canary in CANARIES),
        *(f'{{"{canary}": 1, "{canary}": 2}}'.encode() for canary in CANARIES),
    ]
    path = write("train.jsonl", records)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_DATA_HOME": str(tmp_path / "keys")}
    (tmp_path / "bad.toml").write_text(f'minimum = "{CANARIES[0]}"\n[checks]\n"{CANARIES[1]}" = 3\n')
    runs = [
        tuneready("check", path, "--max-findings", 0, "-v", **environment),
        tuneready("check", path, "--report", "json", "--max-findings", 0, **environment),
        tuneready("check", path, "--report", "json=out.json", "--report", "text=out.txt", **environment),
        tuneready("check", path, "--config", "bad.toml", **environment),
    ]
    assert [run.returncode for run in runs] == [1, 1, 1, 2]
    written = b"".join(run.stdout + run.stderr for run in runs)
    written += b"".join(
        file.read_bytes()
        for file in tmp_path.rglob("*")
        if file.is_file() and file.name not in {"train.jsonl", "bad.toml"}
    )
    text = written.decode("utf-8", "replace")
    assert "personal-data" in text
    for canary in CANARIES:
        assert leaked(text, canary) == []
        assert base64.b64encode(canary.encode()).decode()[:12] not in text


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the labelled sentences are not on this machine")
def test_recall_and_precision_on_labelled_sentences() -> None:
    """At medium and up, over e-mail, card, IBAN, IP, phone, SSN: recall >= .90, precision >= .99."""
    kinds = {
        "EMAIL_ADDRESS": "email",
        "CREDIT_CARD": "payment-card",
        "IBAN_CODE": "iban",
        "IP_ADDRESS": "ip-address",
        "PHONE_NUMBER": "phone",
        "US_SSN": "us-ssn",
    }
    text = (SHARED_DATA / "presidio_pii" / "labelled_half.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    outcome = findings(
        PersonalData(), [{"prompt": str(n), "completion": row["text"]} for n, row in enumerate(rows)]
    )
    found = {
        (example & 0xFFFFFF, each.finding.data["entity"])
        for each in outcome
        if each.severity is not Severity.INFO and each.finding.data["entity"] in kinds.values()
        for example in each.finding.unusable
    }
    known = {
        (number, kinds[kind])
        for number, row in enumerate(rows, 1)
        for _, _, kind in row["spans"]
        if kind in kinds
    }
    right = Counter(entity for _, entity in found & known)
    assert len(found & known) / len(known) >= 0.90, right
    assert len(found & known) / len(found) >= 0.99, sorted(found - known)[:5]
