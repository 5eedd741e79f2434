"""What a record that no format recognises was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.formats.base import Record
from tuneready.formats.detect import DETECTION_ORDER
from tuneready.words import shown

COMMON = "messages, prompt and completion, instruction and output, conversations, or text"
"""Keys of the commonest formats, for a record that is like none."""

RENAMES: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset({"preferred_completion"}),
        "expected preferred_output, not preferred_completion, and non_preferred_output",
    ),
    (
        frozenset({"role", "content"}),
        "it is one message: a line holds a whole conversation, under messages",
    ),
    (
        frozenset({"from", "value"}),
        "it is one turn: a line holds a whole conversation, under conversations",
    ),
    (frozenset({"instruction", "response"}), "expected the answer under output, not response"),
    *(
        (frozenset({asked, answered}), f"expected {asked} under prompt and {answered} under completion")
        for asked, answered in (
            ("question", "answer"),
            ("input", "output"),
            ("query", "response"),
            ("question", "response"),
            ("input", "response"),
            ("context", "response"),
            ("user", "assistant"),
            ("source", "target"),
        )
    ),
    *(
        (frozenset({"prompt", answered}), f"expected the answer under completion, not {answered}")
        for answered in ("response", "output", "generation", "responses", "answer")
    ),
)
"""Keys that tell what was meant, and what to do about it; the first that fits is told."""

_ALIKE = 80
_MOST_KEYS = 5


def hint(record: Record) -> str:
    """One sentence: what keys the record has, and what was probably meant."""
    if not record:
        return f"record is empty: expected {COMMON}"
    for keys, meant in RENAMES:
        if keys <= record.keys():
            return f"no known format: {meant}"
    return _misspelt(record) or _half(record) or f"no known format has {_named(record)}: expected {COMMON}"


def _known_keys() -> Iterator[str]:
    """Keys that formats are told by, the more specific formats first, each once."""
    names = (key for each in DETECTION_ORDER for key in sorted(each.keys | each.one_of))
    yield from dict.fromkeys(names)


def _misspelt(record: Record) -> str:
    """A key that nearly is a key of a format which the record lacks."""
    from rapidfuzz import fuzz, process  # only a strange record needs it

    known = [key for key in _known_keys() if key not in record]
    best = ("", "", 0.0)
    for key in record:
        match = process.extractOne(key.lower(), known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if match and match[1] > best[2]:
            best = (key, match[0], match[1])
    return f"no known format: perhaps {shown(best[0])} means {best[1]}" if best[0] else ""


def _half(record: Record) -> str:
    """The format that lacks the fewest of its keys, where the record has any of them."""
    keys = record.keys()
    begun = [each for each in DETECTION_ORDER if each.keys & keys and each.keys - keys]
    if not begun:
        return ""
    nearest = min(begun, key=lambda each: len(each.keys - keys))
    there, missing = sorted(nearest.keys & keys), sorted(nearest.keys - keys)
    return f"no known format: {' and '.join(there)} stands without {' and '.join(missing)}"


def _named(record: Record) -> str:
    keys = [shown(key) for key in list(record)[:_MOST_KEYS]]
    more = len(record) - len(keys)
    return f"the {'key' if len(record) == 1 else 'keys'} {', '.join(keys)}" + (
        f" and {more} more" if more else ""
    )
