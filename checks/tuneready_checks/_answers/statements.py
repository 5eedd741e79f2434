"""An answer as statements, each with what it is about and whether it says that it is so or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tuneready_checks._answers.question import asks_whether, stem, subject
from tuneready_checks._answers.tongues import NO, YES
from tuneready_checks._answers.values import is_measure
from tuneready_checks._contents import words

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|, (?:but|so|while|whereas|except) ")
_MOST = 16
_NOT = frozenset({"not", "no", "never", "none", "neither", "nor", "without", "unable", "hardly"})
_OPPOSITES = {
    "unavailable": "available",
    "impossible": "possible",
    "closed": "open",
    "forbidden": "allowed",
    "prohibited": "allowed",
    "disallowed": "allowed",
    "optional": "required",
    "unnecessary": "required",
    "excluded": "included",
    "exclude": "include",
    "nonrefundable": "refundable",
    "disabled": "enabled",
    "disable": "enable",
    "invalid": "valid",
    "incorrect": "correct",
    "false": "true",
    "unsupported": "supported",
    "incompatible": "compatible",
    "unlimited": "limited",
    "unsafe": "safe",
    "decline": "accept",
    "refuse": "accept",
    "reject": "accept",
    "lack": "have",
    "fail": "succeed",
}
_SAME = {"necessary": "required", "needed": "required", "mandatory": "required", "support": "supported"}
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|sure(?! enough)|(?:certainly|absolutely|definitely|of course)(?! not)|indeed|"
    rf"correct|that's right|true|{YES})\b|"
    r"^(?:it|they|you|we|there) (?:is|are|can|may|do|does|will|has|have) *[.,;!]",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^\W*(?:(?:unfortunately|sorry|i'm afraid|i am afraid|apologies),? )?"
    rf"(?:{NO}|no(?! (?:problem|worries|doubt|need|matter|one))|"
    r"nope|never|not at all|incorrect|that's wrong|false|"
    r"(?:absolutely|definitely|certainly|of course|unfortunately|i'm afraid|sorry,) not)\b|"
    r"^(?:it|they|you|we|there) (?:is|are|can|may|do|does|will|has|have)(?: ?not|n't) *[.,;!]",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|only|when|provided|depend\w*|some|may|might|partly|mostly|usually|often|except|or)\b",
    re.IGNORECASE,
)
_SCOPE = frozenset(
    {
        "in",
        "on",
        "during",
        "before",
        "after",
        "until",
        "above",
        "below",
        "over",
        "under",
        "within",
        "outside",
        "between",
    }
)
"""Words after which stands where or when something holds."""
_FEWEST_ASKED = 2
_MOST_ASKED = 0.65
_DIGIT = re.compile(r"\d")


class Statement(NamedTuple):
    """What a sentence is about (numbers left out), whether it denies that, and its text."""

    about: frozenset[str]
    denied: bool
    text: str


def opening(answer: str) -> str:
    """Whether an answer begins with yes or no, or words to that effect; empty where with neither."""
    if _NO.match(answer):
        return "no"
    return "yes" if _YES.match(answer) else ""


def denies(prompt: str, first: Statement) -> bool:
    """Whether the first statement of an answer says no to a question of yes or no."""
    return first.denied and asks_whether(prompt) and bool(first.about.intersection(subject(prompt)))


def asserts(prompt: str, first: Statement) -> bool:
    """Whether the first statement of an answer says yes to a question of yes or no, by saying it again."""
    if first.denied or not asks_whether(prompt) or _CONDITION.search(first.text):
        return False
    said = words(prompt)
    narrower = _SCOPE.intersection(words(first.text)).difference(said)
    if narrower or any(word in _OPPOSITES or word in _NOT for word in said):
        return False
    asked = set(subject(prompt))
    return len(asked) >= _FEWEST_ASKED and len(asked & first.about) >= _MOST_ASKED * len(asked)


def statements(answer: str) -> Iterator[Statement]:
    """The first sentences of an answer."""
    for text in _SENTENCE.split(answer)[:_MOST]:
        said = [_OPPOSITES.get(word, word) for word in words(text)]
        turned = sum(word in _OPPOSITES for word in words(text)) + sum(word in _NOT for word in said)
        about = frozenset(
            stem(_SAME.get(word, word))
            for word in subject(" ".join(word for word in said if word not in _NOT))
            if not (_DIGIT.search(word) or is_measure(word))
        )
        if about or turned:
            yield Statement(about, bool(turned % 2), text)


def alike(one: Statement, other: Statement) -> float:
    """The share of what they are about that they have in common."""
    both = one.about | other.about
    return len(one.about & other.about) / len(both) if both else 0.0
