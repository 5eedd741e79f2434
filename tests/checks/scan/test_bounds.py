"""Texts that would cost a careless search its linear time, and what is said where a search is cut short."""

from __future__ import annotations

from typing import Any

import pytest
from scanning import BACKENDS, FAMILIES, TRIGGERS, found_in

from tuneready.api import Severity
from tuneready.testing import findings
from tuneready_checks._scan import search as searching
from tuneready_checks._scan.entities import _phone_valid
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend
from tuneready_checks._scan.text import Text
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData


def record(text: str, system: str = "") -> dict[str, Any]:
    turns = [{"role": "user", "content": "Which ones?"}, {"role": "assistant", "content": text}]
    return {"messages": [{"role": "system", "content": system}, *turns] if system else turns}


def phones(count: int) -> str:
    return "\n".join(f"+1 212 {number // 10000 + 230} {number % 10000:04}" for number in range(count))


def test_a_list_of_phone_numbers_is_counted_to_the_last_one_and_says_so() -> None:
    found = findings(PersonalData(), [record(phones(8000))])
    listed = [each.finding for each in found if each.finding.span]
    counted = {each.finding.message: each for each in found if not each.finding.span}
    assert len(listed) == searching.MOST
    amounts = [each.finding.data["count"] for each in counted.values()]
    assert sum(amounts) + len(listed) == 8000
    assert any("not listed one by one" in message for message in counted)
    assert any("not looked into" in message for message in counted)
    assert {each.severity for each in counted.values()} <= {Severity.ERROR, Severity.WARNING}


def test_phone_numbers_are_looked_up_a_limited_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def count(written: str) -> bool:
        calls.append(written)
        return True

    monkeypatch.setattr(_phone_valid, "international", count)
    (found,) = found_in([phones(8000)], "google-re2")
    assert len(calls) == _phone_valid.MOST
    assert sum(more.amount for more in found.more if not more.judged) >= 8000 - _phone_valid.MOST


def test_placeholders_do_not_hide_that_there_are_others() -> None:
    text = " ".join(f"n{number}@example.com" for number in range(300)) + " and greta.lindqvist@posteo.de"
    found = [each.finding for each in findings(PersonalData(), [record(text)])]
    assert [each.data["level"] for each in found if each.span] == ["high"]
    assert [each.message for each in found if not each.span] == [
        "300 placeholder e-mail addresses in 1 example"
    ]


TEXTS = {
    "a@a@a": "a@" * 40_000,
    "a@a.a@a.": "a@a." * 20_000,
    "numbers": "\n".join(
        ",".join(str(row * 7919 * col % 10**8) for col in range(1, 9)) for row in range(2_000)
    ),
    "digits": "4" * 100_000,
    "dots": "1.2.3." * 20_000,
    "colons": "a:" * 40_000,
    "base64": "QUtJQUlPU0ZPRE5ON0VYQU1QTEUv" * 8_000,
    "urls": "a://a:a" * 20_000,
    "begins": "-----BEGIN PRIVATE KEY-----" * 4_000,
    "accounts": "DE12 AB34 " * 10_000,
    "tokens": ("eyJ" + "a" * 12 + ".") * 5_000,
    "words": "phone card born ssn " * 8_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_both_backends_agree_on_hostile_text(name: str) -> None:
    expected = found_in([TEXTS[name]], "google-re2")
    assert found_in([TEXTS[name]], "hyperscan") == expected


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_length_and_no_faster(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes matched in four times the text are about four times as many (not sixteen)."""
    asked = 0
    matches = Text.matches

    def counted(self: Text, pattern: bytes, start: int = 0, end: int | None = None) -> Any:  # noqa: ANN401 — as it is
        nonlocal asked
        for span in matches(self, pattern, start, end):
            asked += 1 + span[1] - span[0]
            yield span

    monkeypatch.setattr(Text, "matches", counted)
    works = []
    for part in (4, 1):
        asked = 0
        found_in([TEXTS[name][: len(TEXTS[name]) // part]], "google-re2")
        works.append(asked)
    assert works[1] <= 5 * works[0] + 200


def test_a_batch_full_of_matches_goes_to_the_other_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each match costs Hyperscan a call into Python; it stops after a few thousand."""
    backend = BACKENDS["hyperscan"]()
    assert isinstance(backend, HyperscanBackend)
    batch = b"a@b.co " * 5_000 + b"\0\0"
    seen: list[int] = []

    class Other:
        def touched(self, joined: bytes, starts: Any) -> list[int]:  # noqa: ANN401 — as it is
            seen.append(len(joined) + len(starts))
            return [0]

    monkeypatch.setattr(backend, "_for_dense_text", Other(), raising=False)
    assert backend.touched(batch, [0, len(batch)]) == [0]
    assert len(seen) == 1


def test_a_value_in_a_system_text_of_many_records_is_one_finding() -> None:
    secret = "ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq"
    system = f"Mail greta.lindqvist@posteo.de with token {secret}."
    records = [record(f"answer number {number}", system) for number in range(2_000)]
    for check, message in (
        (PersonalData(), "e-mail address g…@p….de in system message (high), in 2,000 examples"),
        (LeakedSecret(), "GitHub token ghp_…(40) in system message (high), in 2,000 examples"),
    ):
        (found,) = findings(check, records)
        assert found.finding.message == message
        assert len(found.finding.unusable) == 2_000
        assert found.finding.related_total == 1_999


def test_a_value_in_a_tool_definition_is_one_finding() -> None:
    tool = {"type": "function", "function": {"name": "mail", "description": "Ask greta.lindqvist@posteo.de"}}
    records = [{**record(f"answer number {number}"), "tools": [tool]} for number in range(500)]
    (found,) = findings(PersonalData(), records)
    assert "in system message (high), in 500 examples" in found.finding.message


def test_a_shared_text_is_searched_once_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    from tuneready_checks._scan import scan as scanning_of_blocks

    searched: list[bytes] = []

    def counted(data: bytes, *rest: Any) -> Any:  # noqa: ANN401 — as it is
        searched.append(data)
        return searching.search(data, *rest)

    monkeypatch.setattr(scanning_of_blocks, "search", counted)
    findings(
        PersonalData(), [record(f"no. {number}", "Mail greta.lindqvist@posteo.de") for number in range(300)]
    )
    assert searched.count(b"Mail greta.lindqvist@posteo.de") == 1


def test_triggers_do_not_look_across_texts() -> None:
    """A value that would arise where two texts meet is none, and the text after it is not missed."""
    texts = ["greta@", "posteo.de", "4053 2543 8064", "8494", "ask greta.lindqvist@posteo.de"]
    for backend in BACKENDS:
        assert [len(found.hits) for found in found_in(texts, backend)] == [0, 0, 0, 0, 1]
    assert len(TRIGGERS) > len(FAMILIES) // 2


def test_a_region_is_looked_for_up_to_a_bound_and_what_is_left_is_told() -> None:
    numbers = "\n".join(f"00{number:07}1" for number in range(1_000_000, 1_003_000))
    text = f"{numbers}\nPraxis 030 48632971, Berlin"
    found = [each.finding for each in findings(PersonalData(phone_regions=("DE",)), [record(text)])]
    assert any("not looked into" in each.message and each.unusable for each in found)
