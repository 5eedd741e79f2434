"""Whether a specific stands in what the model is given, and which texts are not to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from tuneready.api import Example
from tuneready_checks._facts.specifics import Specific, plain, specifics
from tuneready_checks._regex import Regex

_DIGITS = Regex(r"\d+")
_NUMBER = Regex(r"\d+(?:[.,]\d+)*")
_UP_TO_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: str(number) for number, word in enumerate(_UP_TO_TWENTY.split())},
    **{word: str(10 * number) for number, word in enumerate(_TENS.split(), 3)},
}
_WORD = Regex(r"\b(?:" + "|".join(_WORDS) + r")\b")
_CODE_SPAN = Regex(r"```.*?(?:```|\Z)|`[^`\n]+`|\{\{[^{}\n]*\}\}|\[[A-Z][^\[\]\n]*\]", re.DOTALL)
_CODE = Regex(
    r"^\s*(?:def |class |import |from \w+ import |#include|public |private |function |const |let |var |SELECT "
    r"|<\?php|<html|<!DOCTYPE|<svg|\w+\s*=\s*\S|[\w.]+\(.*\);?$)|;\s*$",
    re.MULTILINE,
)
_ARITHMETIC = Regex(
    r"\d[^\n=]{0,60}[=≈≠]\s*[$€£]?\s?\d|<<|\d\s?[*×÷]\s?[$€£]?\d|\d\s?% of [$€£]?\d|\\(?:frac|times|cdot)"
)
_SUM_ASKED = Regex(
    r"\b(?:how (?:much|many)|calculate|compute|total|average|sum of|convert|percent(?:age)?|solve|profit)\b",
    re.IGNORECASE,
)
_SEVERAL = 2
_MOST = 200
"""Values of one output that are looked at: more make a table of it, and change nothing."""


def ungrounded(example: Example, text: str) -> Iterator[Specific]:
    """Specifics of an output that stand nowhere in its system text, prompt, tools and earlier turns."""
    if "=" in text and _ARITHMETIC.search(text):
        return
    given = _Given(example)
    if given.holds_all_digits(text) or not any(specifics(text)):
        return
    if _ARITHMETIC.search(text) or _CODE.search(text):
        return
    bare = _CODE_SPAN.sub(lambda span: " " * len(span.group()), text)
    found = list(islice(specifics(bare), _MOST))
    if given.asks_for_a_sum:
        found = [each for each in found if each.kind not in {"price", "percentage"}]
    yield from (each for each in found if not given.holds(each))


class _Given:
    """What the model is given with an example, as text, as digits, and as numbers."""

    def __init__(self, example: Example) -> None:
        self._prompt = example.prompt
        self._text = f"{example.system}\n{example.tools}\n{example.prompt}"

    @cached_property
    def _folded(self) -> str:
        return self._text.lower()

    @cached_property
    def _numbers(self) -> set[str]:
        numbers = {plain(number) for number in _NUMBER.findall(self._text)}
        return numbers | {_WORDS[word] for word in _WORD.findall(self._folded)}

    @cached_property
    def _digits(self) -> str:
        return re.sub(r"\D", "", self._text)

    def holds_all_digits(self, text: str) -> bool:
        """Whether nothing can be ungrounded, since every run of digits was given and there is no link."""
        if "@" in text or "://" in text or "www." in text:
            return False
        return all(digits in self._text for digits in _DIGITS.findall(text))

    @property
    def asks_for_a_sum(self) -> bool:
        """Whether the prompt has figures and asks what follows from them."""
        return len(_NUMBER.findall(self._prompt)) >= _SEVERAL and bool(_SUM_ASKED.search(self._prompt))

    def holds(self, specific: Specific) -> bool:
        """Whether this value was given."""
        if specific.kind in {"price", "percentage", "date", "version"}:
            numbers = _NUMBER.findall(specific.value)
            if specific.kind == "version":
                return all(number in self._folded for number in numbers)
            parts = re.findall(r"\d+", specific.value) if specific.kind == "date" else numbers
            return all(plain(part) in self._numbers for part in parts)
        if specific.kind == "phone number":
            return re.sub(r"\D", "", specific.value) in self._digits
        value = specific.value.lower()
        if specific.kind == "link":
            value = re.sub(r"^(?:https?://)?(?:www\.)?", "", value).rstrip("/")
            return (
                value in self._folded
                or value.partition("/")[0] in self._folded
                or value.startswith("example.")
            )
        return value in self._folded
