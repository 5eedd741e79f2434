"""Text as the linter compares, hashes and shows it; pure functions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from hashlib import blake2b

_SIGNS_AT_THE_ENDS = " .!?。！？\"'"  # noqa: RUF001 — full-width marks are meant
_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z_\- ]{0,39}")
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


def soft(text: str) -> str:
    r"""Fold what no reader would call a difference: case, width, white space, marks at both ends.

    Inner punctuation and signs stay, so that "C++" is not "C", "2+2" not "2*2" and "$1" not "€1".

    >>> soft("  What is\n C++? ")
    'what is c++'
    """
    if text.isascii():
        folded = text.lower()
        if folded.isprintable() and "  " not in folded:
            return folded.strip(_SIGNS_AT_THE_ENDS)  # single blanks only: spared the cutting into words
    else:
        import unicodedata  # most text is ASCII: start-up is spared

        folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split()).strip(_SIGNS_AT_THE_ENDS)


def key(*texts: str) -> int:
    """64-bit hash of a sequence of texts (BLAKE2b): the same on every machine and in every process."""
    joined = "\x1f".join(texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "little")


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A number with its noun, thousands set apart.

    >>> plural(1, "line"), plural(1200, "line"), plural(2, "copy", "copies")
    ('1 line', '1,200 lines', '2 copies')
    """
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def percent(share: float) -> str:
    """A share in whole percent.

    >>> percent(0.126)
    '13 %'
    """
    return f"{100 * share:.0f} %"


def shown(value: object) -> str:
    """A value from a record as a message may show it: a plain word in quotes, else only its shape.

    Records may hold personal data, messages never do: what has a digit or a sign is not repeated.

    >>> shown("assistnt"), shown("jo@example.com"), shown(None), shown([1, 2])
    ("'assistnt'", 'a string of 14 characters', 'null', 'an array of 2 items')
    """
    if isinstance(value, str):
        if _PLAIN_WORD.fullmatch(value):
            return f"'{value}'"
        return plural_of("a string of", len(value), "character") if value else "an empty string"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, dict):
        return plural_of("an object with", len(value), "key")
    if isinstance(value, list):
        return plural_of("an array of", len(value), "item")
    return "a value"


def as_configured(value: object) -> str:
    """A value from a configuration: a number as it is, since no record holds it, else as `shown`.

    >>> as_configured(-5), as_configured("x y z 1")
    ('-5', 'a string of 7 characters')
    """
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else shown(value)


def plural_of(what: str, count: int, noun: str) -> str:
    """`what`, a number and its noun: "an array of 2 items"."""
    return f"{what} {plural(count, noun)}"


def printable(text: str) -> str:
    r"""Text that no terminal, log or page can be made to misread: control and bidi characters are escaped.

    >>> printable("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    """
    return _UNPRINTABLE.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def printable_path(path: str) -> str:
    """A path as reports name it; bytes that are not UTF-8 become escapes."""
    return printable(os.fsencode(path).decode("utf-8", "backslashreplace"))


def inert(line: str) -> str:
    r"""A line of a log that no CI service takes for a command of its own (`::error::`, `##[error]`).

    >>> inert("  ::error::a.jsonl: x"), inert("a ##[group]b")
    ('  \\x3a:error::a.jsonl: x', 'a #\\x23[group]b')
    """
    if line.lstrip().startswith("::"):
        line = line.replace("::", r"\x3a:", 1)
    return line.replace("##[", r"#\x23[")


def choices(given: str, valid: Iterable[str]) -> str:
    """The nearest of the valid words, where one is near, and all of them."""
    from rapidfuzz.process import extractOne

    valid = list(valid)
    near = extractOne(given, valid, score_cutoff=70)
    meant = f"did you mean '{near[0]}'? " if near else ""
    return f"{meant}expected one of {', '.join(valid)}"
