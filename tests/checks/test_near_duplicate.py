"""near-duplicate: what is near and what is not. Add a set to a table; no test needs to change."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import clean

from tuneready.run import Outcome
from tuneready.testing import findings, lint
from tuneready_checks.exact_duplicate import ExactDuplicate
from tuneready_checks.near_duplicate import NearDuplicate

Records = list[dict[str, Any]]


def pair(prompt: str, output: str) -> dict[str, Any]:
    return {"prompt": prompt, "completion": output}


TOPICS = [
    "rivers",
    "kings",
    "volcanoes",
    "tariffs",
    "enzymes",
    "sonnets",
    "glaciers",
    "treaties",
    "fossils",
    "comets",
    "harbours",
    "looms",
]
APART: dict[str, Records] = {
    "numbers in a slot": [pair(f"What is {n} times three?", f"It is {3 * n}.") for n in range(40)],
    "numbers in a long template": [
        pair(
            f"A baker has {n} trays with {n + 3} rolls each and sells half of them. How many are left?",
            f"There are {n * (n + 3)} rolls. Half of them are sold, so {n * (n + 3) // 2} are left.",
        )
        for n in range(4, 60, 2)
    ],
    "question and answer by number": [pair(f"Question number {n}", f"Answer number {n}") for n in range(120)],
    "a word in a slot": [
        pair(f"Tell me about {topic}.", f"Here is a fact about {topic}.") for topic in TOPICS
    ],
    "a word and a number": [
        pair(f"Question {n} about {topic}?", f"Answer {n}: {topic} are well known.")
        for n, topic in enumerate(TOPICS * 5)
    ],
    "ids in a slot": [
        pair(f"Where is order LK-{1000 + 7 * n}?", f"Order LK-{1000 + 7 * n} left our warehouse.")
        for n in range(60)
    ],
    "another product and price": [
        pair(
            f"Do you have the {thing} in stock, and what does it cost with delivery to Leeds?",
            f"Yes, the {thing} is in stock. It costs {price} pounds with delivery to Leeds, and it comes on Friday.",
        )
        for thing, price in (
            ("red kettle", 39),
            ("steel toaster", 54),
            ("hand grinder", 71),
            ("kitchen scale", 18),
        )
    ],
    "intents": [
        pair(f"turn {way} the {thing} in the {room}", f"{way}({thing}, {room})")
        for way in ("on", "off")
        for thing in ("lamp", "fan", "radio")
        for room in ("hall", "attic")
    ],
    "signs": [
        pair("Is C++ hard to learn for me?", "It takes a while."),
        pair("Is C# hard to learn for me?", "It takes a while."),
        pair("Is C hard to learn for me?", "It takes a while."),
    ],
    "currencies": [pair(f"Can I pay the fee of {sign}20 in cash?", "Yes, you can.") for sign in "$€£"],
    "operators": [pair(f"def f(a, b):\n    return a {op} b  # what?", f"a {op} b") for op in "+-*/"],
    "code with other bodies": [
        pair(
            f"Write a Python function that returns the {what} of a list.", f"def f(xs):\n    return {how}(xs)"
        )
        for what, how in (("sum", "sum"), ("maximum", "max"), ("minimum", "min"), ("length", "len"))
    ],
    "opposite answers": [
        pair(
            "Can I return the kettle after thirty days if it is unused?",
            "Yes, you can return it to any shop.",
        ),
        pair(
            "Can I return the kettle after thirty days if it is used?",
            "No, you cannot return it to any shop.",
        ),
    ],
    "a shared instruction": [
        pair(
            "Read the review below and say in one word whether its author is content, angry or undecided. "
            f"Do not explain yourself and do not add anything else.\n\nReview: {text}",
            "content",
        )
        for text in (
            "the soup was cold and nobody came",
            "we loved the garden and the dog did too",
            "it is a hotel, there is a bed",
            "my keys were handed to a stranger",
            "breakfast ends at nine, which is early",
            "a view of the lake from the bath!",
        )
    ],
    "japanese": [
        pair(f"{place}はどこにありますか。", f"{place}は{where}にあります。")
        for place, where in (("駅", "北"), ("郵便局", "南"), ("図書館", "東"), ("市役所", "西"))
    ],
    "distinct made-up records": clean(110),
}

LETTER = (
    "My grinder has begun to squeal when I use it for more than a minute, and the beans come out uneven. "
    "I bought it in spring and have cleaned it every week as the leaflet says. Could you tell me what to do?"
)
REPLY = (
    "Thank you for telling us. A squeal mostly means that the burrs sit too close together. Please open the "
    "lid, turn the ring two clicks to the left and grind a spoonful of rice. If it still squeals, send us a "
    "short film of it and we will take it from there."
)
NEAR: dict[str, Records] = {
    "a typo": [pair(LETTER, REPLY), pair(LETTER.replace("squeal", "sqeal"), REPLY)],
    "one word of many": [pair(LETTER, REPLY), pair(LETTER.replace("uneven", "coarse"), REPLY)],
    "a sentence more": [pair(LETTER, REPLY), pair(LETTER, REPLY + " We are here until six.")],
    "a greeting in front": [pair(LETTER, REPLY), pair("Hello there! " + LETTER, REPLY)],
    "marks inside": [pair(LETTER, REPLY), pair(LETTER.replace(", and", " - and").replace(".", " ."), REPLY)],
    "plural": [pair(LETTER, REPLY), pair(LETTER.replace("leaflet says", "leaflets say"), REPLY)],
    "contraction": [
        pair(LETTER, REPLY),
        pair(LETTER.replace("Could you", "Can you"), REPLY.replace("it is", "it's")),
    ],
    "answer reworded a little": [
        pair(LETTER, REPLY),
        pair(LETTER, REPLY.replace("Thank you for telling us", "Thanks for letting us know")),
    ],
    "three of a kind": [
        pair(LETTER, REPLY),
        pair(LETTER.replace("uneven", "coarse"), REPLY),
        pair(LETTER, REPLY.replace("short film", "little film")),
    ],
    "japanese": [
        pair(
            "昨日届いたやかんの蓋が閉まらないのですが、交換してもらえますか。",
            "ご連絡ありがとうございます。写真を送ってください。",
        ),
        pair(
            "昨日届いたやかんの蓋が閉まらないのですが、交換して頂けますか。",
            "ご連絡ありがとうございます。写真を送ってください。",
        ),
    ],
}


@pytest.mark.parametrize("name", APART)
def test_apart(name: str) -> None:
    assert [each.finding.message for each in findings(NearDuplicate(), APART[name])] == []


@pytest.mark.parametrize("name", NEAR)
def test_near(name: str) -> None:
    found = findings(NearDuplicate(), NEAR[name])
    assert len(found) == 1
    assert len(found[0].finding.unusable) == len(NEAR[name]) - 1
    assert "% like line 1" in found[0].finding.message


@pytest.mark.parametrize("name", NEAR)
def test_near_among_many_others(name: str) -> None:
    """More than 2,000 examples: candidates come from sketches, and the same pairs are found."""
    found = findings(NearDuplicate(), [*NEAR[name], *clean(2100)])
    assert [len(each.finding.unusable) for each in found] == [len(NEAR[name]) - 1]


def fingerprints(outcome: Outcome) -> list[tuple[str, str]]:
    return sorted((each.check, each.fingerprint) for each in outcome.findings)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([record for name in NEAR for record in NEAR[name]]), max_size=10),
    st.randoms(use_true_random=False),
)
def test_order_changes_nothing_and_copies_are_not_near(chosen: Records, shuffler: random.Random) -> None:
    records = [*clean(20), *chosen]
    shuffled = records[:]
    shuffler.shuffle(shuffled)
    one, other = (lint(each, NearDuplicate(), ExactDuplicate()) for each in (records, shuffled))
    assert fingerprints(one) == fingerprints(other)
    assert one.usable == other.usable
    with_copy = lint([*records, clean(20)[3]], NearDuplicate(), ExactDuplicate())
    assert set(fingerprints(one)) <= set(fingerprints(with_copy))
    assert len(with_copy.findings) == len(one.findings) + 1


@pytest.mark.parametrize("seed", range(3))
def test_order_changes_nothing_where_candidates_come_from_sketches(seed: int) -> None:
    records = [*clean(2100), *(record for name in NEAR for record in NEAR[name])]
    shuffled = records[:]
    random.Random(seed).shuffle(shuffled)
    one, other = (lint(each, NearDuplicate(), ExactDuplicate()) for each in (records, shuffled))
    assert len(one.findings) > 1
    assert fingerprints(one) == fingerprints(other)
    assert one.usable == other.usable


def test_paraphrases_with_one_label_are_information() -> None:
    others = [
        {"text": record["messages"][0]["content"], "label": "ab"[n % 2]} for n, record in enumerate(clean(40))
    ]
    near = [{"text": LETTER, "label": "a"}, {"text": LETTER.replace("uneven", "coarse"), "label": "a"}]
    found = findings(NearDuplicate(), [*others, *near])
    assert [(each.severity, each.finding.unusable) for each in found] == [("info", ())]


@pytest.mark.parametrize(
    "records",
    [
        [pair("", "")] * 3,
        [pair("a", "b"), pair("c", "d")],
        [{"text": "x" * 300_000}, {"text": "y" * 300_000}],
        [{"text": "same line"}] * 5_000,
        [{"text": "\u0e01\u0e32\u0e23\u0e17\u0e14\u0e2a\u0e2d\u0e1a" * 30}, {"text": "\u200b\u200b"}],
    ],
    ids=["empty", "one word", "huge", "many copies", "thai and nothing"],
)
def test_odd_texts_are_borne(records: Records) -> None:
    assert findings(NearDuplicate(), records) == ()
