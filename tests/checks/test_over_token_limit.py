"""over-token-limit: what is counted, what is estimated, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import SHARED_DATA, ReportOf, Tuneready, Write, clean

from tuneready.testing import findings, lint
from tuneready_checks import over_token_limit
from tuneready_checks._tokens.estimate import Encoding, estimated
from tuneready_checks._tokens.exact import counter, is_installed, pieces
from tuneready_checks.over_token_limit import OverTokenLimit

exact = pytest.mark.skipif(not is_installed(), reason="tuneready[tokens] is not installed")
public = pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="public data is not here")
LANGUAGES = Path(__file__).parent / "cases" / "token-languages.jsonl"


def remarks(check: OverTokenLimit, given: Any, targets: tuple[str, ...] = ()) -> list[Any]:  # noqa: ANN401 — records
    outcome = lint(given, check, targets=targets)
    assert not outcome.tallies[check.name].failed
    return outcome.tallies[check.name].remarks


@exact
@public
def test_the_published_figures_of_the_toy_file() -> None:
    """As the cookbook's notebook prints them; what it calls p95 is its quantile of 0.9."""
    truth = orjson.loads((SHARED_DATA / "truth.json").read_bytes())
    ((name, published),) = _found(truth, "published_oracle").items()
    raw = (SHARED_DATA / name).read_bytes().splitlines()
    said, billed = sorted(
        remarks(OverTokenLimit(count=True, encoding="cl100k"), raw), key=lambda r: "total" in r.data
    )
    tokens, trained = billed.data["tokens"], billed.data["trained_tokens"]
    for mine, theirs in ((tokens, "total_tokens"), (trained, "assistant_tokens")):
        wanted = published[theirs]
        got = {**mine, "p95": mine["p90"]}
        assert {key: got[key] for key in wanted} == wanted
    assert said.data["epochs"] == 20
    assert billed.picture is not None
    assert sum(billed.picture.counts) == published["num_examples"]
    over = findings(OverTokenLimit(limit=4096, encoding="cl100k"), raw)
    assert len(over) == published["over_4096"]
    assert len(findings(OverTokenLimit(limit=16_385, encoding="cl100k"), raw)) == published["over_16385"]


def _found(value: Any, key: str) -> Any:  # noqa: ANN401 — any JSON
    if isinstance(value, dict):
        return value.get(key) or next((hit for each in value.values() if (hit := _found(each, key))), None)
    return None


@exact
@public
@pytest.mark.parametrize("encoding", ["o200k", "cl100k"])
@pytest.mark.parametrize(
    ("name", "of_all", "of_each"),
    [
        ("gsm8k/test.jsonl", 0.02, 0.04),
        ("humaneval/native.jsonl", 0.03, 0.06),
        ("llama_factory/dpo_en_demo.jsonl", 0.02, 0.05),
        ("llama_factory/glaive_toolcall_en_demo.jsonl", 0.03, 0.04),
        ("snips/test.jsonl", 0.05, 0.05),
    ],
)
def test_the_estimate_is_near(name: str, of_all: float, of_each: float, encoding: Encoding) -> None:
    lines = (SHARED_DATA / name).read_bytes().splitlines()[:300]
    texts = ["\n".join(_strings(orjson.loads(line))) for line in lines]
    true = [counter(encoding)(text) for text in texts]
    guess = estimated(texts, encoding).tolist()
    assert abs(sum(guess) / sum(true) - 1) < of_all
    assert sum(abs(g / t - 1) for g, t in zip(guess, true, strict=True)) / len(true) < of_each


def _strings(value: Any) -> list[str]:  # noqa: ANN401 — any JSON
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _strings(each)]


@exact
@pytest.mark.parametrize("encoding", ["o200k", "cl100k"])
@pytest.mark.parametrize("case", [orjson.loads(line) for line in LANGUAGES.read_bytes().splitlines()])
def test_other_scripts_are_estimated_within_a_fifth(case: dict[str, str], encoding: Encoding) -> None:
    true = counter(encoding)(case["text"])
    assert abs(estimated([case["text"]], encoding)[0] / true - 1) < 0.22, case["language"]


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_texts_are_estimated_each_by_itself(texts: list[str]) -> None:
    together = estimated(texts)
    assert together.shape == (len(texts),)
    assert together.tolist() == [float(estimated([text])[0]) for text in texts]
    assert all(value >= 0 for value in together)


def test_nothing_is_estimated_of_nothing() -> None:
    assert estimated([]).tolist() == []
    assert estimated(["", "\0", "word"]).tolist()[:2] == [0, 0]


@exact
@settings(deadline=None)
@given(st.text(min_size=1), st.integers(1, 20))
def test_pieces_are_the_text(text: str, most: int) -> None:
    assert "".join(pieces(text, most)) == text
    assert all(len(piece) <= most for piece in pieces(text, most))


@exact
def test_a_million_characters_and_special_words() -> None:
    """The tokenizer takes no million at once; its special words are text like any other."""
    text = "a river in Peru " * 80_000
    assert counter("o200k")(text) == pytest.approx(80_000 * 4, abs=5)
    assert counter("o200k")("<|endoftext|>") > 1
    assert counter("cl100k")("a \ud800 b") > 2


def test_what_is_over_is_told_with_its_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_token_limit, "is_installed", lambda: False)
    long = {
        "messages": [{"role": "user", "content": "Go."}, {"role": "assistant", "content": "on and " * 40_000}]
    }
    outcome = lint([*clean(12), long], OverTokenLimit(), targets=("openai",))
    (found,) = outcome.findings
    assert found.severity.value == "warning"
    assert found.finding.at == 13
    assert found.finding.unusable == (13,)
    assert "about 79,000 tokens (estimated for o200k)" in found.finding.message
    assert "over 65,536 (cut short by openai)" in found.finding.message
    messages = [remark.message for remark in outcome.tallies["over-token-limit"].remarks]
    assert all("about" in message for message in messages), messages


@exact
def test_billing_counts_what_is_not_cut_off_and_prices_it() -> None:
    check = OverTokenLimit(limit=20, epochs=2, price_per_million=3)
    records = [{"prompt": "one " * 50, "completion": "two"}, {"prompt": "one", "completion": "two"}]
    said = {remark.message.split(":")[0]: remark for remark in remarks(check, records)}
    bill = said["2 epochs"]
    assert bill.data["billed_tokens"] == 2 * (20 + (4 + 4 + 3 + 1 + 1))
    assert bill.data["price"] == pytest.approx(bill.data["billed_tokens"] * 3 / 1e6, abs=1e-4)
    assert "at 3 per million" in bill.message


def test_names_count_as_the_cookbook_counts_them() -> None:
    def tokens(**more: str) -> int:
        record = {
            "messages": [{"role": "user", "content": "Hi", **more}, {"role": "assistant", "content": "Yes"}]
        }
        said = remarks(OverTokenLimit(count=True), [record])
        return next(int(remark.data["tokens"]["total"]) for remark in said if "tokens" in remark.data)

    assert tokens(name="bob") > tokens() + 1


def test_silent_where_nobody_asks(write: Write, report: ReportOf) -> None:
    write("train.jsonl", clean(60))

    def said(*args: str) -> list[dict[str, Any]]:
        remarks = report("train.jsonl", *args)["remarks"]
        return [each for each in remarks if each["check"] == "over-token-limit"]

    assert not said()
    asked = said("--tokens", "o200k")
    assert asked[0]["data"]["epochs"] == 3


def test_an_unknown_encoding_is_told(write: Write, tuneready: Tuneready) -> None:
    write("train.jsonl", clean(3))
    run = tuneready("check", "train.jsonl", "--tokens", "p50k")
    assert run.returncode == 2
    assert b"o200k" in run.stderr


@exact
@pytest.mark.parametrize(
    ("targets", "words", "is_exact", "billed"),
    [
        (("openai",), "(o200k)", True, True),
        (("mistral",), "(counted for o200k; models of mistral read another vocabulary)", False, False),
        (("openai", "together"), "models of together read another vocabulary", False, True),
    ],
)
def test_what_a_vocabulary_is_worth_to_a_target(
    targets: tuple[str, ...], words: str, is_exact: bool, billed: bool
) -> None:
    said = remarks(OverTokenLimit(), clean(60), targets)
    (total,) = [each for each in said if "tokens" in each.data]
    assert words in total.message
    assert (total.data["exact"], "about" in total.message) == (is_exact, not is_exact)
    assert any("billed_tokens" in each.data for each in said) is billed
    epochs = remarks(OverTokenLimit(epochs=2), clean(60), targets)
    assert any("billed_tokens" in each.data for each in epochs)


@exact
def test_only_what_is_far_over_is_an_error_by_another_vocabulary() -> None:
    for words, severity in ((20_000, "warning"), (40_000, "error")):
        said = [("user", "Go."), ("assistant", "again " * words)]
        record = {"messages": [{"role": role, "content": [{"text": text}]} for role, text in said]}
        (over,) = lint([record], OverTokenLimit(), targets=("bedrock-llama",)).findings
        assert over.severity.value == severity
        assert over.finding.data["exact"] is False
