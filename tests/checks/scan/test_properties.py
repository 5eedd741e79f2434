"""What holds for the scanner whatever the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scanning import CASES, FAMILIES, everything_in, found_in

from tuneready.api import Block, DatasetCheck, Example, Overview, Part, Turn, View
from tuneready.reading.dataset import DataFile
from tuneready_checks._scan.hit import Level
from tuneready_checks._scan.masks import email, head, tail
from tuneready_checks.leaked_secret import LeakedSecret
from tuneready_checks.personal_data import PersonalData

VALUES = sorted({case.text[start:end] for case in CASES for start, end in case.spans})
SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHECKS: tuple[DatasetCheck, ...] = (
    PersonalData(low=True, also=("mac-address", "uk-nhs", "date-of-birth")),
    LeakedSecret(low=True),
)
VOCABULARY = " ".join(
    [
        *(f"{family.entity} {family.title} {family.titles}" for family in FAMILIES),
        *(level.name.lower() for level in Level),
        "placeholder example examples in user message the same value candidates counted listed judged",
        "Visa Mastercard Discover UnionPay Diners Amex related entity level mask role count none system",
    ]
).lower()

pieces = st.one_of(
    st.sampled_from(VALUES),
    st.sampled_from(
        ["call ", "card ", "order ", "SSN ", "born ", "iban ", "nhs ", "version ", "\n", " ", ", "]
    ),
    st.text("0123456789 .-+()/@:", max_size=24),
    st.text("aAzZ09._-@:/éß日🙂\ud800", max_size=12),
    st.text(max_size=6),
)
texts = st.lists(pieces, max_size=8).map("".join)


@given(st.lists(texts, max_size=4))
@SOME
def test_backends_and_the_search_without_triggers_agree(batch: list[str]) -> None:
    expected = [everything_in(text) for text in batch]
    assert found_in(batch, "google-re2") == expected
    assert found_in(batch, "hyperscan") == expected


@given(texts)
@SOME
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for hit in everything_in(text).hits:
        assert last <= hit.start < hit.end <= len(text)
        assert hit.mask
        last = hit.end


@given(st.text(max_size=60), st.text(max_size=30), st.integers(0, 9))
def test_a_mask_shows_a_quarter_and_four_characters_at_the_most(value: str, domain: str, wanted: int) -> None:
    most = min(4, len(value) // 4)
    assert len(head(value, wanted)) - len(f"…({len(value)})") <= most
    assert len(tail(value, wanted)) - 1 <= most
    shown = email(value, domain).replace("…", "").replace("@", "", 1)
    assert len(shown) <= 2 + 4


def block_of(text: str) -> Block:
    view = View((Turn("user", (Part(text, "/text"),)),))
    example = Example(1, "train", "text", view, {})
    return Block(DataFile(0, Path("made"), "made", "train"), "text", 1, 0, (example,), secret=b"key")


def written(text: str) -> Iterator[str]:
    """All that leaves the scan of a text, but for keyed hashes, in which five digits may stand by chance."""
    block = block_of(text)
    for check in CHECKS:
        for facts in check.map(block).values():
            yield from (row.decode() for row in facts["mask"])
            yield from (row.decode() for row in facts["pointer"])
            for finding in check.reduce(facts, cast("Overview", None)):
                yield f"{finding.message} {finding.data} {finding.related}"
                yield finding.identity.partition(" ")[0]


def parts(value: str) -> set[str]:
    """All pieces of five letters or digits, as they stand and without what parts them."""
    plain = "".join(filter(str.isalnum, value)).lower()
    spelt = (value.lower(), plain)
    windows = {each[at : at + 5] for each in spelt for at in range(len(each) - 4)}
    return {window for window in windows if window.isalnum() and window not in VOCABULARY}


@given(texts)
@SOME
def test_no_piece_of_a_value_leaves_the_scan(text: str) -> None:
    out = " ".join(written(text)).lower()
    for hit in everything_in(text).hits:
        assert [part for part in parts(hit.value) | parts(text[hit.start : hit.end]) if part in out] == []
