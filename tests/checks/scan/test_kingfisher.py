"""Rules of Kingfisher (extra `secrets`): read from the package, parts never alone, left-out rules counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tuneready.testing import lint
from tuneready_checks._scan import cache
from tuneready_checks._scan.engine import Engine
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend, compiled
from tuneready_checks._scan.re2_backend import Re2Backend
from tuneready_checks._scan.secrets import kingfisher
from tuneready_checks.leaked_secret import LeakedSecret

GREPTILE = "greptile_key = '" + "aB3dE5gH7jK9mN1pQ2rS" + "aB3dE5gH7jK9mN1pQ2rSxYzW4vU8'"
PART = "alibaba secret_key = '" + "aB3dE5gH7jK9mN1p" + "Q2rSxYzW4vU8tT'"
OTHER_PART = "LTAI" + "5tQ4XZ7MTRW2KLNVBPaa"
DUFFEL = "duffel" + "_live_" + "aB3dE5gH7jK9mN1pQ2rSxYzW4vU8tT6cD0fL_kRq3Zo"
PACKAGIST_PART = "packagist" + "_acs_" + "4f1b9c0d2e4f6a8b0c1d3e5f7a9b2c4d6e8f0a1b3c5d7e9f1a3b5c7d9e0f2a4b"


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One cache for all tests of this file, since compiling the rules takes seconds."""
    folder = tmp_path_factory.getbasetemp() / "kingfisher-cache" / "hyperscan"
    monkeypatch.setattr(cache, "folder", lambda: folder)
    yield
    kingfisher.rules.cache_clear()


def said(text: str, check: LeakedSecret | None = None) -> tuple[list[str], list[str]]:
    """Messages of findings and of remarks."""
    outcome = lint([{"prompt": "Which?", "completion": text}], check or LeakedSecret())
    tally = outcome.tallies["leaked-secret"]
    assert not tally.failed
    return [each.finding.message for each in outcome.findings], [each.message for each in tally.remarks]


class TestWithThePackage:
    """With the package."""

    @pytest.fixture(autouse=True)
    def needed(self) -> None:
        pytest.importorskip("kingfisher_sdk", reason="needs tuneready[secrets]")

    def test_its_rules_find_what_ours_do_not_know(self) -> None:
        messages, remarks = said(f"é日 {GREPTILE}")
        assert messages == ["secret greptile-api-key …(48) in assistant message (high)"]
        assert len(remarks) == 1
        outcome = lint([{"prompt": "Which?", "completion": f"é日 {GREPTILE}"}], LeakedSecret())
        span = outcome.findings[0].finding.span
        assert span
        assert f"é日 {GREPTILE}"[slice(*span)] == GREPTILE.split("'")[1]

    def test_a_part_of_a_secret_is_reported_with_the_others_only(self) -> None:
        assert said(PART)[0] == said(PACKAGIST_PART)[0] == []
        assert len(said(f"{OTHER_PART}\n{PART}")[0]) == 2

    def test_what_is_left_out_is_counted(self) -> None:
        rules = kingfisher.rules()
        assert rules.total > 400
        assert 0 < len(rules.skipped) < 20
        (remark,) = said("nothing")[1]
        assert remark.startswith(f"{rules.total - len(rules.skipped)} rules of Kingfisher were looked for")
        assert f"; {len(rules.skipped)} more rule" in remark

    def test_ours_are_named_by_our_names(self) -> None:
        assert said("ghp" + "_9fK2mQx7RtYbL4vWzN8sHcJ3pDgE6aUi5oTq")[0] == [
            "GitHub token ghp_…(40) in assistant message (high)"
        ]

    def test_no_piece_of_the_value_is_in_the_message(self) -> None:
        (message,) = said(DUFFEL)[0]
        assert [DUFFEL[at : at + 5] for at in range(50) if DUFFEL[at : at + 5] in message] == []

    def test_a_stand_in_is_a_placeholder(self) -> None:
        assert said(GREPTILE.replace("aB3dE5g", "EXAMPLE"))[0] == ["1 placeholder secret in 1 example"]

    def test_it_can_be_turned_off(self) -> None:
        assert said(GREPTILE, LeakedSecret(without=("kingfisher-secret",))) == ([], [])

    def test_both_backends_let_the_same_texts_through(self) -> None:
        triggers = kingfisher.rules().triggers
        texts = ["nothing", GREPTILE, "é", DUFFEL, OTHER_PART, PART]
        backends = (Re2Backend(triggers), HyperscanBackend(triggers, compiled(triggers)))
        one, other = (Engine([rb"(?s:.)"], backend).candidates(texts) for backend in backends)
        assert one == other
        assert {index for index, _ in one} >= {1, 3, 5}

    def test_the_cache_is_read_and_a_damaged_one_is_not(self) -> None:
        first = kingfisher.rules()
        (path,) = cache.folder().parent.glob("kingfisher-*.json")
        kingfisher.rules.cache_clear()
        assert kingfisher.rules() == first
        path.write_text('{"triggers": 3}')
        kingfisher.rules.cache_clear()
        assert kingfisher.rules() == first
        assert path.stat().st_mode & 0o077 == 0


def test_without_the_package_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kingfisher, "PACKAGE", "no-such-distribution")
    assert said(GREPTILE) == ([], [])


@pytest.mark.parametrize(
    ("pattern", "trigger"),
    [
        (r"[\w.-]{0,50}?(?:abc)=([a-z]{8})" + kingfisher._ENDING, b"(?:abc)=([a-z]{8})"),
        (r"(?:^|[^a])(abc)(?:$|[^a])", b"(?:|[^a])(abc)(?:|[^a])"),
        (r"(\$aact_[$^]{3})", rb"(\$aact_[$^]{3})"),
        (r"^abc", None),
        (r"abc\z", None),
    ],
)
def test_a_trigger_is_what_must_be_there(pattern: str, trigger: bytes | None) -> None:
    assert kingfisher.trigger_of(pattern) == trigger


def test_what_an_engine_does_not_take_is_left_out() -> None:
    assert kingfisher.taken([b"abc", b"a(?=b)", b"(?x) a", b"x{1,3}"]) == [b"abc", b"x{1,3}"]


def test_a_hostile_name_is_kept_apart(tmp_path: Path) -> None:
    assert kingfisher.label("betterleaks.tokens", "my-TOKENS-1") == ""
    assert not (tmp_path / "kingfisher").exists()
