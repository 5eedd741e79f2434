"""What is damaged in one text; pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from tuneready_checks._encoding.alphabets import is_much, mixed
from tuneready_checks._regex import Regex


class Damage(NamedTuple):
    """A kind of damage, how often it stands in the text, where first, and whether it spoils an output."""

    what: str
    times: int
    span: tuple[int, int]
    is_grave: bool = True


_RTL = Regex(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MOJIBAKE = Regex(
    r"[\xc2-\xf4][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
    r"|(?<=[^\s\d])\u20ac[\u2013-\u201f\u2122\u0153\u02dc]"
)
_AROUND = 12
_MOST = 100
"""Places of one text at which mojibake is looked for."""
_FLAG = "\U0001f3f4"


def _anywhere(_text: str) -> bool:
    return True


def _is_left_to_right(text: str) -> bool:
    return _RTL.search(text) is None


def _is_no_terminal(text: str) -> bool:
    """Whether escape sequences are no part of a terminal session that is shown."""
    return "\x1b[" not in text


_KINDS: tuple[tuple[str, Regex, Callable[[str], bool]], ...] = (
    ("characters that were lost (U+FFFD)", Regex("\ufffd+"), _anywhere),
    ("control characters", Regex(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]"), _anywhere),
    ("escape characters", Regex(r"\x1b"), _is_no_terminal),
    ("control characters of Latin-1", Regex(r"[\x80-\x84\x86-\x9f]"), _anywhere),
    (
        "marks that turn the direction of a text",
        Regex("[\u202a-\u202e\u2066-\u2069]"),
        _is_left_to_right,
    ),
    ("byte order marks inside a text", Regex("(?<=.)\ufeff", re.DOTALL), _anywhere),
    (
        "invisible tag characters",
        Regex(f"(?<![{_FLAG}\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"),
        _anywhere,
    ),
)


MIXED = "words whose letters are of two alphabets"
KINDS = ("mojibake", *(what for what, _, _ in _KINDS), MIXED)
"""What may be damaged; a kind's place here is its bit in the facts."""


def damage(text: str) -> list[Damage]:
    """All kinds of damage in a text."""
    return [*_mojibake(text), *_odd_characters(text), *_two_alphabets(text)]


def _mojibake(text: str) -> Iterator[Damage]:
    found = [each.span() for each in islice(_MOJIBAKE.finditer(text), _MOST) if _is_bad(text, *each.span())]
    if found:
        yield Damage("mojibake", len(found), found[0])


def _is_bad(text: str, start: int, end: int) -> bool:
    """Whether ftfy holds these characters for mojibake: it knows what languages write.

    It sees little around them, since it takes the German quotation mark after a sum („5 €“) for mojibake.
    """
    from ftfy.badness import is_bad

    return bool(is_bad(text[max(0, start - _AROUND) : end + _AROUND]))


def _odd_characters(text: str) -> Iterator[Damage]:
    for what, shape, applies in _KINDS:
        found = [each.span() for each in shape.finditer(text)]
        if found and applies(text):
            yield Damage(what, len(found), found[0])


def _two_alphabets(text: str) -> Iterator[Damage]:
    found = list(mixed(text))
    if found:
        yield Damage(MIXED, len(found), found[0], is_much(len(found), text))
