"""Labelled records of our own making, and label noise planted into any labelled records."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

NEAREST = 3
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
_TOPIC_WORDS = 12
_OWN_WORDS = 5
_FILLERS = 80


class Labelled(NamedTuple):
    """A prompt and its label."""

    prompt: str
    label: str


def generated(count: int, topics: int = 11, intents: int = 7, seed: int = 1) -> list[Labelled]:
    """Utterances of `topics * intents` classes; those of one topic share most of their words."""
    random_ = random.Random(seed)
    words = ["".join(syllables) for syllables in product(SYLLABLES, repeat=3)]
    random_.shuffle(words)
    take = iter(words)
    fillers = [next(take) for _ in range(_FILLERS)]
    classes = []
    for topic in range(topics):
        shared = [next(take) for _ in range(_TOPIC_WORDS)]
        for intent in range(intents):
            own = [next(take) for _ in range(_OWN_WORDS)]
            classes.append((f"topic{topic}_intent{intent}", shared, own))
    made = []
    for number in range(count):
        label, shared, own = classes[number % len(classes)]
        said = random_.choices(shared, k=2) + random_.choices(
            own, k=random_.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 2))
        )
        said += random_.choices(fillers, k=random_.randint(4, 9))
        random_.shuffle(said)
        made.append(Labelled(" ".join(said), label))
    return made


def read(path: Path) -> list[Labelled]:
    """The last user turn and the answer of each chat record in a file."""
    made = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            *_, asked, answer = json.loads(line)["messages"]
            made.append(Labelled(asked["content"], answer["content"]))
    return made


def with_noise(
    clean: Sequence[Labelled], share: float, *, confusable: bool, seed: int = 1
) -> tuple[list[Labelled], set[int]]:
    """The same with wrong labels, and where they are: any other label, or one of the three nearest."""
    random_ = random.Random(seed)
    labels = sorted({each.label for each in clean})
    others = nearest(clean) if confusable else {label: [o for o in labels if o != label] for label in labels}
    chosen = set(random_.sample(range(len(clean)), int(share * len(clean))))
    return [
        Labelled(each.prompt, random_.choice(others[each.label]) if index in chosen else each.label)
        for index, each in enumerate(clean)
    ], chosen


def nearest(clean: Sequence[Labelled]) -> dict[str, list[str]]:
    """The three labels whose prompts share most of their words with a label's, by cosine."""
    words: dict[str, Counter[str]] = {}
    for each in clean:
        words.setdefault(each.label, Counter()).update(set(each.prompt.lower().split()))
    seen = Counter(word for counts in words.values() for word in counts)
    rare = {
        label: {w: n for w, n in counts.items() if seen[w] < len(words)} for label, counts in words.items()
    }
    length = {label: sum(n * n for n in counts.values()) ** 0.5 or 1.0 for label, counts in rare.items()}

    def alike(one: str, other: str) -> float:
        common = sum(count * rare[other].get(word, 0) for word, count in rare[one].items())
        return common / (length[one] * length[other])

    return {
        label: sorted((other for other in rare if other != label), key=lambda o: (-alike(label, o), o))[
            :NEAREST
        ]
        for label in rare
    }
