"""What a message may show of the words that differ, and what it never shows."""

from __future__ import annotations

import pytest

from tuneready.testing import findings
from tuneready_checks._near.differing import LONGEST, difference
from tuneready_checks.near_duplicate import NearDuplicate

SHOWN = [
    ("It was sent nine days ago", "It was sent ten days ago", "-nine +ten"),
    ("It was sent nine days ago.", "it was sent nine days ago!", ""),
    ("we need 9 of them", "we need 12 of them", "-9 +12"),
    ("Could you help", "Can you help", "-Could +Can"),
    ("Thanks. It was not sent. We wait", "We wait. It was sent. Thanks", "-not"),
    ("Hello there please send it now", "please send it now, Hello there", "words moved"),
    ("It broke when it came", "It tore when it broke it came", "+tore it"),
    ("They send it", "They please send it today", "+please +today"),
]
HIDDEN = [
    ("ask Josie about it", "ask Amanda about it", "Josie Amanda"),
    ("write to jo.li@example.com now", "write to al@example.com now", "jo.li al example"),
    ("call 555 0142 at noon", "call 555 0199 at noon", "0142 0199"),
    ("call 30 11 22 at noon", "call 30 44 55 at noon", "11 22 44 55"),
    ("the code is 83214 here", "the code is 99312 here", "83214 99312"),
    ("pay from DE89 3704 0044 now", "pay from FR76 3000 6000 now", "DE89 3704 FR76 6000"),
    ("my password is swordfish", "my password is horseradish", "swordfish horseradish"),
    ("live in Oak Street 5", "live in Elm Street 5", "Oak Elm"),
    ("add karina to my list", "add selma to my list", "karina selma"),
    ("Hello, my name is marconi and I wait", "Hello, my name is bellini and I wait", "marconi bellini"),
    ("Is Mr. marconi there", "Is Mr. bellini there", "marconi bellini"),
    ("see a1b2c3d4 for it", "see ffee0011 for it", "a1b2c3d4 ffee0011"),
    ("use abcdefghijklmnopqrstuvwxyz", "use zyxwvutsrqponmlkjihgfedcba", "abcdefg zyxwvu"),
]


@pytest.mark.parametrize(("before", "after", "shown"), SHOWN)
def test_plain_words_are_shown(before: str, after: str, shown: str) -> None:
    assert difference(before, after) == shown


@pytest.mark.parametrize(("before", "after", "hidden"), HIDDEN)
def test_what_may_be_somebodys_own_is_not(before: str, after: str, hidden: str) -> None:
    told = difference(before, after) + difference(after, before)
    assert not [word for word in hidden.split() if word in told]


def test_a_long_difference_is_cut() -> None:
    told = difference("so " * 60, " ".join(f"so {a}{b}" for a in "bdfgk" for b in "aeiou"))
    assert told.endswith("…")
    assert len(told) <= LONGEST + 2


def test_no_name_gets_into_a_finding() -> None:
    asked = (
        "{0} received money as a gift. The plan is to buy two cassette tapes that cost nine crowns each and a "
        "headphone set that costs as much as both of them and a bit more. How much will be left of the gift?"
    )
    given = [{"prompt": asked.format(name), "completion": "Not very much."} for name in ("Josie", "Amanda")]
    (found,) = findings(NearDuplicate(), given)
    assert found.finding.data["difference"] == "-… +…"
    assert found.finding.message == "97 % like line 1"
