"""Sets of records that must be told apart, and sets with near-copies that must be found; add your own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from support import clean

Record = dict[str, object]


def pair(prompt: str, completion: str) -> Record:
    """A record with a prompt and a completion."""
    return {"prompt": prompt, "completion": completion}


def _filled(prompt: str, completion: str, *slots: Sequence[str]) -> list[Record]:
    """One record for each way to fill `{0}`, `{1}` …, and `{n}` with its number."""
    return [
        pair(prompt.format(*values, n=number), completion.format(*values, n=number))
        for number, values in enumerate(product(*slots))
    ]


CITIES = "Paris Lima Oslo Quito Cairo Hanoi Accra Tunis Riga Sofia Dhaka Perth".split()  # noqa: SIM905
DISHES = ["lentil soup", "rye bread", "apple cake", "fish stew", "plum jam", "rice salad", "onion tart"]
ROOMS = ["kitchen", "bedroom", "hall", "bathroom", "garage", "office", "attic", "garden"]
PRODUCTS = ["Aurora kettle", "Baltic lamp", "Cobalt desk", "Delta chair", "Ember stove", "Fjord tent"]
PRICES = ["19.90", "24.50", "31.00", "47.25"]
PLANETS = ["水星", "金星", "地球", "火星", "木星", "土星", "天王星", "海王星"]
STEPS = ["sorted", "reversed", "shuffled", "counted", "grouped", "merged", "sliced"]

INNOCENT: dict[str, list[Record]] = {
    "signs between numbers, and the same whole answer": [
        pair(
            f"What do I get if I type 2{sign}2 into the calculator here?",
            "You get the number four, and nothing else.",
        )
        for sign in "+*"
    ],
    "a number slot": [pair(f"What is {n} times three?", f"It is {3 * n}.") for n in range(60)],
    "a number slot and the same answer": [pair(f"Is {n} an even number?", "Yes.") for n in range(0, 80, 2)],
    "a number slot in few records": [pair(f"What is {n} times three?", f"It is {3 * n}.") for n in range(6)],
    "number and word": _filled(
        "Question {n} about topic {0}?", "Answer {n}: {0} is what was asked about.", CITIES
    ),
    "number and word, one topic": [
        pair(f"Question {n} about topic rivers?", f"Answer {n}: see the chapter on rivers.")
        for n in range(40)
    ],
    "a word slot": _filled("What is the capital of the country that {0} lies in?", "{0} lies there.", CITIES),
    "a word slot in long text": _filled(
        "Please write a friendly reply to a guest who asks how far our hotel is from the centre of {0}, "
        "which bus to take in the evening, and whether breakfast is served before seven on Sundays.",
        "Thank you for your message. From our hotel to the centre of {0} it is a short walk. Breakfast is "
        "served from half past six every day.",
        CITIES,
    ),
    "an id slot": [
        pair(
            f"Where is order AB-{7919 * n % 100_000:05d}? I have been waiting for it since last week.",
            f"Order AB-{7919 * n % 100_000:05d} left our warehouse and arrives within two days.",
        )
        for n in range(1, 50)
    ],
    "hexadecimal ids": [
        pair(f"Explain the failure of build {(n * 2654435761) & 0xFFFFFFFF:08x}.", f"Step {n} timed out.")
        for n in range(1, 40)
    ],
    "tickets: another product and price": _filled(
        "My {0} arrived yesterday and does not work. I paid {1} euros and want my money back, please.",
        "I am sorry that your {0} does not work. I have started a refund of {1} euros to your card.",
        PRODUCTS,
        PRICES,
    ),
    "tickets: another product only": _filled(
        "Hello, my {0} stopped working after two days. What can I do to get it repaired or replaced?",
        "Please send the {0} back to us free of charge; we will replace it within five days.",
        PRODUCTS,
    ),
    "two templates in turn": [
        *_filled("How do I cook {0}?", "Wash, chop and cook the {0} slowly.", DISHES),
        *_filled("Which wine goes with {0}?", "A dry white wine goes with {0}.", DISHES),
    ],
    "code with another operator": [
        pair(
            f"def apply(a, b):\n    return a {sign} b\n\nWhat does apply(7, 2) return?",
            f"It returns the value of 7 {sign} 2.",
        )
        for sign in ("+", "-", "*", "//", "%", "**", "<<", ">>", "&", "|", "^", "==", "!=", "<", ">")
    ],
    "code with another method": _filled(
        "Write a Python function that takes a list of names and gives them back {0}.",
        "def names_{0}(names):\n    return helper.{0}(names)",
        STEPS,
    ),
    "code with other names": _filled(
        "Write a test for the module {0}.",
        "from app import {0}\n\ndef test_{0}():\n    assert {0}.run() == {0}.expected",
        ["billing", "search", "login", "export", "sync", "audit", "cache"],
    ),
    "maths problems with other numbers": [
        pair(
            f"Anna has {a} apples and buys {b} more. She shares them among {a % 5 + 2} friends and keeps the "
            "rest. How many apples does each friend get, and how many does Anna keep?",
            f"She has {a + b} apples. Each gets {(a + b) // (a % 5 + 2)}, and {(a + b) % (a % 5 + 2)} are left.",
        )
        for a, b in product(range(11, 41, 5), range(3, 30, 6))
    ],
    "maths problems, one number each": [
        pair(
            "A train leaves at noon and travels at a constant speed for three hours. It covers "
            f"{n} kilometres in all and stops twice on the way. What is its speed?",
            f"It travels {n} kilometres in three hours: {n / 3:.1f} kilometres an hour.",
        )
        for n in range(150, 450, 20)
    ],
    "short intents": _filled("turn on the {0} light", "light_on", ROOMS),
    "short intents, two slots": [
        *_filled("turn on the {0} light", "light_on", ROOMS),
        *_filled("turn off the {0} light", "light_off", ROOMS),
        *_filled("set the {0} heating to {1}", "set_heating", ROOMS, ["low", "high"]),
    ],
    "true and untrue": [
        pair("Is the claim true? The report was complete.", "true"),
        pair("Is the claim true? The report was incomplete.", "untrue"),
        pair("Do I need new oil?", "yes"),
        pair("Do I need new tires?", "yes"),
    ],
    "not": [
        pair("Can I cancel the contract before the end of the first month?", "You can cancel it."),
        pair("Can I not cancel the contract before the end of the first month?", "You cannot cancel it."),
    ],
    "Chinese, a word slot": _filled("请问{0}离太阳有多远?", "{0}的距离请看下表。", PLANETS),
    "Japanese, a word slot": _filled("{0}の大きさを教えてください。", "{0}について説明します。", PLANETS),
    "Thai, a word slot": _filled("ช่วยบอกทางไป{0}หน่อย", "ไป{0}ต้องขึ้นรถไฟ", ["ตลาด", "วัดพระแก้ว", "สนามบิน"]),
    "template with prefix and suffix": _filled(
        "Below is an instruction that describes a task. Write a response that completes it well. "
        "Instruction: describe {0}. Remember to be brief, to be polite and to use simple words.",
        "It is a fine thing to eat: {0}.",
        DISHES,
    ),
    "classification with a long template": [
        pair(
            "Decide whether the review below is positive or negative and answer with one word only. "
            f"Review: the {dish} was {taste}. Answer:",
            "positive" if taste in {"lovely", "fresh"} else "negative",
        )
        for dish, taste in product(DISHES, ["lovely", "fresh", "stale", "burnt"])
    ],
    "dates": [
        pair(f"What happened on {day} March 1957 in our town?", f"On day {day} the council met.")
        for day in range(1, 31)
    ],
    "made-up words": list(clean(100)),
    "signs": [
        pair("Is C++ hard to learn for a beginner?", "It takes some months."),
        pair("Is C# hard to learn for a beginner?", "It takes some months."),
        pair("Is C hard to learn for a beginner?", "It takes some months."),
        pair("Does the plan cost $1 a month?", "Yes, it does."),
        pair("Does the plan cost €1 a month?", "Yes, it does."),
    ],
    "another answer": [
        pair("Tell me about the old harbour and who built it.", "It was built by monks eight centuries ago."),
        pair("Tell me about the old harbour and who built it!", "Sailors from Genoa made it in a summer."),
    ],
    "empty and one-word texts": [
        pair("", ""),
        pair(" ", "a"),
        pair("a", "b"),
        pair("b", "a"),
        pair("?", "!"),
    ],
}

PARCEL = pair(
    "Good morning, I ordered a blue rain jacket three weeks ago and the parcel has still not arrived. The "
    "tracking page says that it is in the sorting centre. Could you find out where it is and when I can "
    "expect it, because I need it for a hiking trip?",
    "I am sorry for the delay. I have asked the carrier to look for your parcel, and they will answer within "
    "a day. If it is lost, we will send you a new jacket by express at no charge.",
)


def _edited(*edits: tuple[str, str], of: Record = PARCEL) -> Record:
    """The record with the first place of each phrase replaced."""
    prompt, completion = str(of["prompt"]), str(of["completion"])
    for old, new in edits:
        prompt, completion = prompt.replace(old, new, 1), completion.replace(old, new, 1)
    return pair(prompt, completion)


SOUP = pair("How long does it take to cook red lentils for a soup?", "About twenty minutes on a low flame.")
CHINESE = pair(
    "我三个星期前订购了一件蓝色的雨衣,但是包裹到现在还没有送到,请帮我查一下它在哪里。",
    "很抱歉让您久等了。我已经联系了快递公司,他们会在一天之内给我们答复。",
)
CODE = pair(
    "Write a Python function that reads a file of comma separated values and gives back its rows.",
    "import csv\n\ndef rows(path):\n    with open(path, newline='') as stream:\n"
    "        return list(csv.reader(stream))",
)

COPIES: dict[str, tuple[list[Record], int]] = {
    "a typing error": ([PARCEL, _edited(("sorting", "sortnig"))], 1),
    "one word changed": ([PARCEL, _edited(("hiking", "walking"))], 1),
    "two phrases reworded": (
        [PARCEL, _edited(("Could you find", "Can you find"), ("sorry for", "sad about"))],
        1,
    ),
    "a sentence appended": ([PARCEL, pair(f"{PARCEL['prompt']} Many thanks!", str(PARCEL["completion"]))], 1),
    "a greeting at the other end": (
        [PARCEL, _edited(("Good morning, I", "I"), ("hiking trip?", "hiking trip? Good morning"))],
        1,
    ),
    "marks inside": ([PARCEL, _edited(("ago and", "ago, and"), (" delay. I", " delay - I"))], 1),
    "a plural": ([PARCEL, _edited(("hiking trip", "hiking trips"), ("carrier", "carriers"))], 1),
    "three of a kind": (
        [PARCEL, _edited(("still not", "not yet")), _edited(("three weeks", "some weeks"))],
        2,
    ),
    "a typing error in a brief text": ([SOUP, _edited(("lentils", "lentlis"), of=SOUP)], 1),
    "a plural in a brief text": ([SOUP, _edited(("a soup", "soups"), of=SOUP)], 1),
    "a word more in a brief text": ([SOUP, _edited(("does it take", "it takes"), of=SOUP)], 1),
    "another mark after a no": (
        [
            pair("Is the harbour master still alive? No. He died in the flood.", "That is true."),
            pair("Is the harbour master still alive? No, he died in the flood.", "That is true."),
        ],
        1,
    ),
    "Chinese, two characters": ([CHINESE, _edited(("请帮我", "麻烦"), of=CHINESE)], 1),
    "code with another indent": ([CODE, _edited(("newline=''", 'newline=""'), of=CODE)], 1),
    "among others": ([*clean(80), PARCEL, _edited(("hiking", "walking"))], 1),
    "a ticket's number that no answer takes up": (
        [
            *clean(80),
            *(
                pair(f"[Ticket #{7919 * n}] {PARCEL['prompt']}", str(PARCEL["completion"]))
                for n in (3, 5, 90)
            ),
        ],
        2,
    ),
    "the name of who writes": (
        [
            *clean(80),
            *(
                pair(f"Hi, I am {name}. {PARCEL['prompt']}", f"Dear {name}, {PARCEL['completion']}")
                for name in ("Greta", "Hugo", "Ines")
            ),
        ],
        2,
    ),
    "another emoji": ([pair(f"{SOUP['prompt']} {sign}", str(CODE["completion"])) for sign in "🍲🥣😀"], 2),
    "a number behind the same answer to the same prompt": (
        [
            pair(str(PARCEL["prompt"]), f'{{"answer": "{PARCEL["completion"]}", "id": {id_}}}')
            for id_ in (48213377, 90211834, 10023948)
        ],
        2,
    ),
    "a reference behind the same answer": (
        [
            pair(str(PARCEL["prompt"]), f"{PARCEL['completion']} Ref {id_}")
            for id_ in ("7f3e91ab", "b20c44de", "19ae03ff", "4d5e6f70")
        ],
        3,
    ),
}
