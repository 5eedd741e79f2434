"""What is told of texts that are near but for their numbers: little, and of no tickets or moulds."""

from __future__ import annotations

import random
from itertools import product

import pytest
from near_sets import Record, pair
from support import clean

from tuneready.testing import findings
from tuneready_checks.near_duplicate import NearDuplicate
from tuneready_checks.near_split_leak import NearSplitLeak


def stamps(name: str, first: int, second: int, third: int) -> Record:
    """An exercise in numbers, and its answer."""
    return pair(
        f"{name} bought stamps at the post office, some with a snowflake, some with a truck and some with a "
        f"rose on them. {name} bought {first} snowflake stamps, {second} more truck stamps than snowflake "
        f"stamps, and {third} fewer rose stamps than truck stamps. How many stamps did {name} buy in all?",
        f"That is {first} and {first + second} and {first + second - third}: "
        f"{3 * first + 2 * second - third} stamps in all.",
    )


def ticket(thing: str, price: str, *, days: int = 3, order: int = 4711) -> Record:
    """A ticket of a shop."""
    return pair(
        f"Good morning, the {thing} of order {order} came {days} days ago and does not switch on, although I "
        f"have followed each step of the manual. I paid {price} for it and would like to have my money back, "
        "please. How much of it will you give me, and when can I expect it?",
        f"I am sorry that it does not switch on. We have sent you {price} today; it takes two days.",
    )


HARD = [
    [ticket("kettle", "20 euros"), ticket("lamp", "35 euros")],
    [ticket("kettle", "19.90"), ticket("lamp", "24.50", days=5)],
    [ticket("kettle", "$20", order=4711), ticket("toaster", "$40", order=4803, days=4)],
    [ticket("kettle", "$20 a piece"), ticket("kettle", "€20 a piece")],
    [ticket("kettle", "€20", order=47_110), ticket("toaster", "€40", order=48_030, days=4)],
]


def test_exercises_with_other_numbers_are_told_and_stay_usable() -> None:
    (found,) = findings(NearDuplicate(), [*clean(30), stamps("Max", 16, 3, 9), stamps("Max", 11, 9, 13)])
    assert (found.severity, found.finding.unusable) == ("info", ())
    assert " % like line 31, but with other numbers: told apart" in found.finding.message
    assert found.finding.data["apart"] == "numbers"


def test_they_are_copies_where_facts_do_not_matter() -> None:
    given = [*clean(30), stamps("Max", 16, 3, 9), stamps("Max", 11, 9, 13)]
    (found,) = findings(NearDuplicate(facts_matter=False), given)
    assert (found.severity, found.finding.unusable) == ("warning", (32,))


def test_the_same_exercise_in_the_test_split_is_information() -> None:
    given = {"train": [*clean(30), stamps("Bella", 16, 3, 9)], "test": [stamps("Max", 11, 9, 13)]}
    (found,) = findings(NearSplitLeak(), given)
    assert (found.severity, found.finding.unusable) == ("info", ())
    assert "train.jsonl:31, which is in train, but with other numbers" in found.finding.message


@pytest.mark.parametrize("given", HARD)
def test_of_another_product_at_another_price_nothing_is_said(given: list[Record]) -> None:
    assert len(findings(NearDuplicate(facts_matter=False), [*clean(30), *given])) == 1
    assert findings(NearDuplicate(), [*clean(30), *given]) == ()
    assert findings(NearSplitLeak(), {"train": [*clean(30), given[0]], "test": given[1:]}) == ()


def test_of_many_pairs_ten_are_told_and_the_rest_counted() -> None:
    names = [f"{a}{b}mund" for a, b in product(["Bal", "Cor", "Del", "Fen", "Gar"], "aeo")]
    problems = []
    for number, name in enumerate(names):
        words = " ".join(record["messages"][1]["content"] for record in clean(3, first=9000 + 3 * number))
        problems += [
            pair(f"{words} {name} has {a} and gets {b} more. How many has {name} now?", f"{words} {a + b}.")
            for a, b in ((11, 4), (23, 5))
        ]
    found = findings(NearDuplicate(), [*clean(2000), *problems])
    assert [each.severity for each in found] == ["info"] * 11
    (counted,) = (each for each in found if "groups" in each.finding.data)
    assert counted.finding.message.startswith("5 more groups of examples are near but for their numbers")


@pytest.mark.parametrize("count", [40, 10_000])
def test_a_mould_is_told_in_one_short_finding_at_most(count: int) -> None:
    rng = random.Random(count)
    things = [f"{a}{b}{c}s" for a in "bdfgk" for b in "aeiou" for c in "lmn"]
    mould = (
        "There are {} boxes with {} {} in each of them, and then {} more come. How many are there in all, and "
        "how many are left when {} of them are given away to {} friends of the house?"
    )
    given = [
        pair(
            mould.format(
                *rng.choices(range(2, 99), k=2), rng.choice(things), *rng.choices(range(2, 99), k=3)
            ),
            f"There are {rng.randrange(9999)}, and {rng.randrange(9999)} are left.",
        )
        for _ in range(count)
    ]
    assert len([each for each in findings(NearDuplicate(), given) if each.severity == "info"]) <= 1
