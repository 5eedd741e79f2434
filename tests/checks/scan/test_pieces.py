"""The pieces of the scan, each alone: overlaps, offsets, fingerprints, masks, caps."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tuneready.api import Severity
from tuneready.testing import findings
from tuneready_checks._scan import masks
from tuneready_checks._scan.checksums import base58check, bech32, luhn, mod11_nhs, mod97
from tuneready_checks._scan.facts import fingerprint
from tuneready_checks._scan.hit import Hit, Level
from tuneready_checks._scan.resolve import in_characters, without_overlaps
from tuneready_checks.personal_data import PersonalData


def hit(start: int, end: int, level: Level = Level.MEDIUM) -> Hit:
    return Hit("phone", level, start, end, "", "")


@pytest.mark.parametrize(
    ("hits", "kept"),
    [
        ([(0, hit(0, 5)), (1, hit(5, 9))], [(0, 5), (5, 9)]),
        ([(0, hit(0, 5, Level.LOW)), (1, hit(3, 9, Level.HIGH))], [(3, 9)]),
        ([(0, hit(0, 5, Level.HIGH)), (1, hit(3, 9, Level.LOW))], [(0, 5)]),
        ([(1, hit(0, 5)), (0, hit(3, 9))], [(3, 9)]),
        ([(0, hit(0, 5)), (0, hit(0, 9))], [(0, 9)]),
    ],
    ids=["apart", "the surer", "the surer, first", "the lower rank", "the longer"],
)
def test_of_two_that_overlap_one_stays(hits: list[tuple[int, Hit]], kept: list[tuple[int, int]]) -> None:
    assert [(each.start, each.end) for each in without_overlaps(hits)] == kept


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9), st.sampled_from(Level)), max_size=30))
def test_what_stays_never_overlaps(spans: list[tuple[int, int, Level]]) -> None:
    hits = [(rank, hit(start, start + size, level)) for rank, (start, size, level) in enumerate(spans)]
    kept = without_overlaps(hits)
    assert all(one.end <= other.start for one, other in itertools.pairwise(kept))
    assert bool(kept) is bool(hits)


@example(["é\ud800", "ab", "\ud800日"])
@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=8))
def test_offsets_in_characters_cut_out_the_same_pieces(pieces: list[str]) -> None:
    data = [piece.encode("utf-8", "surrogatepass") for piece in pieces]
    ends = [sum(map(len, data[: count + 1])) for count in range(len(data))]
    hits = [hit(end - len(each), end) for each, end in zip(data, ends, strict=True)]
    text = "".join(pieces)
    moved = in_characters(b"".join(data), hits[::2])
    assert [text[each.start : each.end] for each in moved] == pieces[::2]


def test_a_fingerprint_depends_on_key_entity_and_value() -> None:
    prints = {
        fingerprint(*each)
        for each in ((b"k", "a", "v"), (b"j", "a", "v"), (b"k", "b", "v"), (b"k", "a", "w"))
    }
    assert len(prints) == 4
    assert fingerprint(b"k", "a", "v") == fingerprint(b"k", "a", "v")
    assert all(0 <= each < 1 << 64 for each in prints)


def test_spellings_of_a_value_have_one_fingerprint() -> None:
    texts = ["card 4539578763621486", "card 4539 5787 6362 1486", "card 4539-5787-6362-1486"]
    found = findings(PersonalData(), [{"text": text} for text in texts])
    assert [each.finding.message[-13:] for each in found] == [" in 3 examples"[-13:]]


@given(st.text("abcdef0123456789", min_size=1, max_size=40), st.integers(0, 9))
def test_masks_show_a_quarter_at_the_most_and_never_five_characters(value: str, wanted: int) -> None:
    for mask in (masks.head(value, wanted).partition("(")[0], masks.tail(value, wanted)):
        shown = mask.replace("…", "")
        assert len(shown) <= min(4, len(value) / 4)


@given(
    st.from_regex(r"[a-z.]{1,20}", fullmatch=True),
    st.from_regex(r"[a-z]{1,12}\.(de|com|info|museum)", fullmatch=True),
)
def test_masks_of_addresses_keep_two_letters_and_a_short_ending(local: str, domain: str) -> None:
    mask = masks.email(local, domain)
    value = f"{local}@{domain}"
    runs = [run for run in mask.replace("…", " ").split() if len(run) > 4]
    assert runs == []
    assert sum(map(str.isalpha, mask)) <= 2 + 3
    assert all(run in value for run in mask.replace("…", " ").split())


def test_checksums_refuse_one_wrong_character() -> None:
    assert luhn("4539578763621486")
    assert not luhn("4539578763621487")
    assert mod97("FR7630001007941234567890185")
    assert not mod97("FR7630001007941234567890186")
    assert mod11_nhs("9434765919")
    assert not mod11_nhs("9434765918")
    wallet = "1DcBjvbrhxSt2cJ4PKHkvdTacRZyGS7abs"
    assert base58check(wallet, frozenset({0}))
    assert not base58check(wallet, frozenset({5}))
    assert not base58check(wallet[:-1] + "t", frozenset({0}))
    assert not base58check("1" + "z" * 60, frozenset({0}))
    segwit = "bc1q5shngj24323nsrmxv99st02na6srekfctt30ch"
    assert bech32(segwit)
    assert bech32(segwit.upper())
    assert not bech32(segwit.title())
    assert not bech32(segwit[:-1] + "q")


def test_a_text_with_more_candidates_than_are_looked_into_says_so() -> None:
    numbers = "\n".join(f"+49 30 9{number:07d}" for number in range(4_100_000, 4_102_100))
    found = findings(PersonalData(), [{"text": numbers}, {"text": "clean"}])
    told = [each for each in found if "not looked into" in each.finding.message]
    assert [each.finding.message for each in told] == [
        "100 candidates for phone numbers in 1 example not looked into"
    ]
    assert told[0].severity is Severity.WARNING
    assert len(told[0].finding.unusable) == 1
    listed = [each for each in found if each.finding.span]
    counted = [each.finding.data["count"] for each in found if "counted" in each.finding.message]
    assert len(listed) == 100
    assert len(listed) + sum(counted) <= 2000


def test_counts_are_true_totals() -> None:
    text = " ".join(f"write to u{number}.lind@posteo.de" for number in range(350))
    found = findings(PersonalData(), [{"text": text}])
    assert [each.finding.data.get("count") for each in found if each.finding.span is None] == [250]
    assert sum(1 for each in found if each.finding.span) == 100
