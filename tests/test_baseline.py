"""The baseline: what it accepts, what it does not, when it is out of date, what it gives away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ReportOf, Tuneready, Write, clean

from tuneready.baseline import Baseline, BaselineError, Entry, accept, parse, prune, update
from tuneready.run import Outcome
from tuneready.testing import checks_of, lint

NAME = "tuneready-baseline.txt"
SALT = "00112233445566778899aabbccddeeff"
TODAY = date(2026, 6, 15)
OF_SPLITS = {"no-evaluation-split", "small-evaluation-split"}
"""Checks that speak of whole splits: these datasets have no evaluation split, and it is beside the point."""
OF_THE_WHOLE = {
    "constant-output",
    "inconsistent-output",
    "label-drift",
    "label-imbalance",
    "label-variant",
    "rare-label",
    "suspect-label",
    "truncated-output",
    "ungrounded-facts",
    "unseen-label",
}
"""Checks that weigh all lines together: with other lines beside them the same lines say something else."""
CHECKS = [check() for check in checks_of("tuneready_checks") if check.name not in OF_SPLITS]
KNOWN = {check.name: check.name for check in CHECKS}


def empty_answer(n: int) -> dict[str, Any]:
    record = clean(1, n)[0]
    return {"messages": [record["messages"][0], {"role": "assistant", "content": ""}]}


def mail(n: int) -> dict[str, Any]:
    record = clean(1, n)[0]
    record["messages"][0]["content"] += f" Write to kim.{n}@harbour-lane.org."
    return record


SPOILED = [*clean(60), *clean(2), clean(1)[0], empty_answer(900), b"{oops", b"{oops", mail(901), mail(902)]


def standing(outcome: Outcome) -> list[str]:
    return [each.check for each in outcome.findings if not each.accepted and each.severity != "info"]


def made(outcome: Outcome) -> Baseline:
    found = accept(outcome, Baseline(SALT), TODAY, KNOWN)[1]
    return update(Baseline(SALT), found)


def under(baseline: Baseline, outcome: Outcome, today: date = TODAY) -> list[str]:
    return standing(accept(outcome, baseline, today, KNOWN)[0])


def test_one_command_adopts_the_tool_on_a_bad_old_dataset(
    write: Write, report: ReportOf, tuneready: Tuneready, tmp_path: Path
) -> None:
    write("train.jsonl", SPOILED)
    before = report()
    assert before["exit"] == 1
    created = tuneready("baseline", "create", "--reason", "old exports", "--until", "2100-01-01")
    assert created.returncode == 0, created.stderr.decode()
    assert b"with it: ready" in created.stdout
    after = report()
    assert (after["exit"], after["verdict"]) == (0, "ready")
    assert after["splits"] == before["splits"], "what is accepted is not usable either"
    assert (after["score"], after["funnel"]) == (before["score"], before["funnel"])
    assert {each["by"] for each in after["accepted"]} == {"baseline"}
    assert {each["reason"] for each in after["accepted"]} == {"old exports"}
    assert not [each for each in after["findings"] if each["severity"] == "error"]
    assert re.search(r"\d+ errors and \d+ warnings? accepted by tuneready-baseline.txt", after["notes"][0])
    assert report("--no-baseline")["exit"] == 1
    lines = (tmp_path / NAME).read_text().splitlines()[3:]
    assert lines == sorted(lines)
    assert all(line.endswith(" until=2100-01-01 # old exports") for line in lines)


def test_what_is_new_stands(write: Write, report: ReportOf, tuneready: Tuneready) -> None:
    write("train.jsonl", SPOILED)
    tuneready("baseline", "create")
    write("train.jsonl", [empty_answer(903), *SPOILED])
    found = report()
    assert found["exit"] == 1
    errors = [each for each in found["findings"] if each["severity"] == "error"]
    assert [(each["check"], each["line"]) for each in errors] == [("empty-output", 1)]
    assert tuneready("baseline", "update").returncode == 0
    assert report()["exit"] == 0


def test_too_few_examples_are_accepted_by_nobody(
    write: Write, report: ReportOf, tuneready: Tuneready
) -> None:
    write("train.jsonl", [*clean(20), empty_answer(900)])
    created = tuneready("baseline", "create")
    assert b"with it: not ready: 20 usable training examples: at least 50 are needed" in created.stdout
    assert report()["reasons"] == ["20 usable training examples: at least 50 are needed"]


def test_warnings_are_accepted_too(write: Write, report: ReportOf, tuneready: Tuneready) -> None:
    write("train.jsonl", [*clean(120), clean(1)[0]])
    assert report("--fail-on", "warning")["exit"] == 1
    tuneready("baseline", "create")
    assert report("--fail-on", "warning")["exit"] == 0


def test_what_is_gone_is_told_and_pruned(write: Write, report: ReportOf, tuneready: Tuneready) -> None:
    write("train.jsonl", SPOILED)
    tuneready("baseline", "create")
    write("train.jsonl", clean(120))
    gone = "gone, in whole or in part: run tuneready baseline prune"
    assert gone in " ".join(report()["notes"])
    assert gone not in " ".join(report("train.jsonl")["notes"]), "of other files nothing is known"
    assert tuneready("baseline", "prune").returncode == 0
    assert gone not in " ".join(report()["notes"])
    write("train.jsonl", SPOILED)
    assert report()["exit"] == 1


def test_show_says_where_each_entry_stands(write: Write, tuneready: Tuneready) -> None:
    write("train.jsonl", SPOILED)
    tuneready("baseline", "create")
    shown = tuneready("baseline", "show").stdout.decode()
    assert "\n  train.jsonl:64: assistant message is empty\n" in shown
    write("train.jsonl", clean(120))
    assert "  there are 0: run tuneready baseline prune" in tuneready("baseline", "show").stdout.decode()


@pytest.mark.parametrize(
    ("args", "fact"),
    [
        (["baseline", "create"], "tuneready-baseline.txt: exists: say tuneready baseline update"),
        (["baseline", "update", "--baseline", "no.txt"], "no.txt: no such file"),
        (["baseline", "create", "--baseline", "no/such.txt"], "no/such.txt: cannot write the baseline"),
        (["baseline", "update", "--until", "soon"], "--until"),
        (["baseline", "create", "--baseline", "new.txt", "void"], "cannot be assessed: nothing was read"),
        (["check", "--baseline", "no.txt"], "no.txt: no such file"),
    ],
)
def test_wrong_use_is_told(
    write: Write, tuneready: Tuneready, tmp_path: Path, args: list[str], fact: str
) -> None:
    write("train.jsonl", clean(60))
    (tmp_path / NAME).write_text(f"salt {SALT}\n")
    (tmp_path / "void").mkdir()
    done = tuneready(*args)
    assert done.returncode == 2
    assert fact in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("", "has no line `salt"),
        (f"salt {SALT}\nsalt {SALT[::-1]}\n", "line 2: a second salt"),
        (f"salt {SALT}\n<<<<<<< HEAD\n", "line 2: a merge conflict: keep the lines of both sides"),
        (f"salt {SALT}\nempty-output 0123456789abcdef\n", "line 2: is no entry: expected CHECK"),
        (f"salt {SALT}\nempty-output 0123456789abcdef 0\n", "line 2: is no entry"),
        (f"salt {SALT}\nempty-output 0123456789abcdef 1 until=2026-02-30\n", "until=2026-02-30 is no day"),
        (f"salt {SALT}\nempty-output 0123456789abcdef 1 until=\x1b[31m\n", r"until=\x1b[31m is no day"),
    ],
)
def test_a_file_that_is_no_baseline(text: str, fact: str) -> None:
    with pytest.raises(BaselineError) as caught:
        parse(text)
    assert fact in str(caught.value)


def test_bytes_that_are_no_text_are_told_with_the_name_of_the_file(
    tuneready: Tuneready, write: Write, tmp_path: Path
) -> None:
    write("train.jsonl", clean(60))
    (tmp_path / "b\x1b.txt").write_bytes(b"\xff")
    done = tuneready("check", "--baseline", "b\x1b.txt")
    assert done.returncode == 2
    assert done.stderr == b"Error: b\\x1b.txt: byte 1 is not UTF-8\n"


def test_lines_of_both_sides_of_a_merge_are_one_entry() -> None:
    both = parse(f"salt {SALT}\nempty-output {SALT[:16]} 2\nempty-output {SALT[:16]} 3 # theirs\n")
    assert both.entries == (Entry("empty-output", SALT[:16], 3, None, "theirs"),)


def test_an_entry_counts_to_the_end_of_its_day() -> None:
    outcome = lint({"train": [*clean(3), empty_answer(900)]}, *CHECKS)
    found = accept(outcome, Baseline(SALT), TODAY, KNOWN)[1]
    timed = update(Baseline(SALT), found, until=TODAY)
    assert "empty-output" not in under(timed, outcome)
    late = date(2026, 6, 16)
    assert "empty-output" in under(timed, outcome, late)
    marked, now = accept(outcome, timed, late, KNOWN)
    assert [entry.check for entry in now.expired] == ["empty-output"]
    assert "empty-output" in standing(marked)
    assert update(timed, now).entries == timed.entries, "an update does not renew what has expired"


def test_more_of_the_same_than_is_accepted_stands() -> None:
    twice = made(lint({"train": [*clean(9), clean(1)[0]]}, *CHECKS))
    assert "exact-duplicate" in under(twice, lint({"train": [*clean(9), *clean(1) * 2]}, *CHECKS))
    assert "exact-duplicate" not in under(twice, lint({"train": [*clean(1), *clean(9)]}, *CHECKS))


def test_reasons_and_days_outlive_an_update() -> None:
    outcome = lint({"train": [*clean(3), empty_answer(900)]}, *CHECKS)
    entry = made(outcome).entries[0]
    noted = Baseline(SALT, (Entry(*entry.key, 1, date(2100, 1, 1), "by hand"),))
    more = lint({"train": [*clean(3), empty_answer(900), empty_answer(900)]}, *CHECKS)
    after = update(noted, accept(more, noted, TODAY, KNOWN)[1])
    kept = next(each for each in after.entries if each.key == entry.key)
    assert (kept.count, kept.until, kept.reason) == (2, date(2100, 1, 1), "by hand")


def test_a_check_that_did_not_run_keeps_its_entries() -> None:
    outcome = lint({"train": SPOILED}, *CHECKS)
    baseline = made(outcome)
    some = lint({"train": SPOILED}, *(check for check in CHECKS if check.name != "empty-output"))
    gone = accept(some, baseline, TODAY, KNOWN)[1].gone
    assert gone == ()
    unknown = accept(outcome, Baseline(SALT, (Entry("no-such", SALT[:16], 1),)), TODAY, KNOWN)[1]
    assert unknown.unknown == ("no-such",)


def test_a_renamed_check_keeps_its_entries() -> None:
    outcome = lint({"train": SPOILED}, *CHECKS)
    old = [
        Entry(entry.check.replace("empty-output", "no-answer"), entry.about, entry.count)
        for entry in made(outcome).entries
    ]
    names = {**KNOWN, "no-answer": "empty-output"}
    marked, found = accept(outcome, Baseline(SALT, tuple(old)), TODAY, names)
    assert "empty-output" not in standing(marked)
    assert (found.gone, found.unknown) == ((), ())


def test_nothing_that_could_be_guessed_is_hashed(write: Write, tuneready: Tuneready, tmp_path: Path) -> None:
    """Neither a value, nor an example that holds one: of both only the number is told."""
    doubled = mail(901)
    write("train.jsonl", [*clean(60), doubled, doubled, mail(902)])
    tuneready("baseline", "create")
    text = (tmp_path / NAME).read_text()
    assert not {"kim", "harbour", "901", "fobab"} & set(re.findall("[a-z0-9]+", text.lower()))
    entries = parse(text).entries
    assert {(entry.check, entry.about, entry.count) for entry in entries if entry.check not in OF_SPLITS} == {
        ("exact-duplicate", "count:private", 1),
        ("personal-data", "count:email", 3),
    }


@pytest.mark.parametrize("name", ["personal-data", "leaked-secret"])
def test_kinds_of_sensitive_values_are_words_of_an_entry(name: str) -> None:
    """Every bad example of a sensitive check makes a baseline that is read back and accepts it."""
    (check,) = (check for check in CHECKS if check.name == name)
    assert check.sensitive
    for given_ in check.bad:
        outcome = lint(given_, check)
        baseline = made(outcome)
        assert under(parse(str(baseline)), outcome) == []
        assert all(entry.about.startswith("count:") for entry in baseline.entries)
        assert "count:all" not in {entry.about for entry in baseline.entries}


def test_it_holds_on_another_machine(write: Write, tuneready: Tuneready, report: ReportOf) -> None:
    write("train.jsonl", SPOILED)
    tuneready("baseline", "create", TUNEREADY_KEY="one machine")
    assert report(TUNEREADY_KEY="another machine")["exit"] == 0


def test_the_text_form_is_read_back() -> None:
    baseline = made(lint({"train": SPOILED}, *CHECKS))
    assert len(baseline.entries) > 4
    again = parse(str(baseline))
    assert str(again) == str(baseline)
    assert set(again.entries) == set(baseline.entries)


records = st.one_of(
    st.integers(0, 12).map(lambda n: clean(1, n)[0]),
    st.integers(20, 24).map(empty_answer),
    st.integers(30, 33).map(mail),
    st.sampled_from([b"{oops", b"17", b"\xff"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(records, min_size=1, max_size=25), st.data())
def test_it_does_not_care_for_order_places_or_names(lines: Sequence[Any], data: st.DataObject) -> None:
    """Clean lines between, a shuffle, other files: what was accepted is, and nothing is out of date."""
    checks = [check for check in CHECKS if check.name not in OF_THE_WHOLE]
    baseline = made(lint({"train": lines, "test": clean(3, 300)}, *checks))
    moved = data.draw(st.permutations([*lines, *clean(data.draw(st.integers(0, 3)), 200)]))
    cut = data.draw(st.integers(0, len(moved)))
    files = {
        "data/train/a.jsonl": moved[:cut],
        "data/train/b.jsonl": moved[cut:],
        "data/test/c.jsonl": clean(3, 300),
    }
    outcome = lint(files, *checks)
    marked, found = accept(outcome, baseline, TODAY, KNOWN)
    assert set(standing(marked)) <= {"too-few-examples", "unclear-split"}
    assert found.gone == ()
    assert prune(baseline, found) == baseline


@settings(max_examples=40, deadline=None)
@given(st.lists(records, min_size=1, max_size=25), st.integers(20, 24))
def test_what_is_added_is_never_accepted(lines: Sequence[Any], n: int) -> None:
    baseline = made(lint({"train": lines}, *CHECKS))
    assert "empty-output" in under(baseline, lint({"train": [*lines, empty_answer(n)]}, *CHECKS))
