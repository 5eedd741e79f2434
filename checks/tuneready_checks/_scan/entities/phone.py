"""Phone numbers: international, North American, or whatever a word such as "phone" announces."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready_checks._scan.context import ANNOUNCING
from tuneready_checks._scan.entities._number import GAP, TRIGGER
from tuneready_checks._scan.entities._phone_shape import (
    EXTENSION,
    NUMBER,
    SEPARATOR,
    digits_of,
    is_arithmetic,
    is_date_like,
    is_evenly_written,
    is_led_to,
    is_nanp,
    is_placeholder,
    is_toll_free,
    mask,
)
from tuneready_checks._scan.entities._phone_valid import Validator
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_LONG = rb"(?:\+[1-9]|\b00[1-9])" + rb"(?:" + GAP + rb"[0-9]){6,14}" + EXTENSION
_AMERICAN = (
    rb"(?:\+?1[ .\-]|\b(?:00)?1[ .\-])?(?:\([2-9][0-9]{2}\)[ \-]?|\b[2-9][0-9]{2}"
    + SEPARATOR + rb")[2-9][0-9]{2}" + SEPARATOR + rb"[0-9]{4}" + EXTENSION
)  # fmt: skip
_GLUE = (b"/", b"=", b"_", b".", b"#", b"$", b"-", b"&", b"%")
_NEAR = 24
_WIDEST = 32
_GROUPED_DIGITS = range(7, 13)
_ANY_DIGITS = range(7, 16)


def hit(text: Text, start: int, end: int, level: Level, *, judged: bool = True) -> Hit:
    """A phone number at these bytes; placeholders and hotlines are less than `level`."""
    digits = digits_of(text.data[start:end])
    if is_placeholder(digits):
        level = Level.PLACEHOLDER
    elif is_toll_free(digits):
        level = Level.LOW
    return Hit("phone", level, start, end, mask(digits), digits, judged=judged)


def find_international(text: Text) -> Iterator[Hit]:
    """Numbers with "+" or "00" that their country assigns; others only after a word such as "phone"."""
    valid = Validator()
    for start, end in text.matches(_LONG):
        if text.before(start).isalnum() or text.before(start) in _GLUE or _goes_on(text, end):
            continue
        if is_arithmetic(text.data[start:end], b""):
            continue
        stop = valid.end_of(text, start, end)
        if stop is None:
            yield hit(text, start, end, Level.LOW, judged=False)
        elif stop or is_placeholder(digits_of(text.data[start:end])):
            yield hit(text, start, stop or end, Level.HIGH)


def find_american(text: Text) -> Iterator[Hit]:
    """Numbers of the North American plan in their usual spelling."""
    for start, end in text.matches(_AMERICAN):
        written = text.data[start:end]
        if text.before(start) in _GLUE or text.before(start).isalnum() or text.before(start) == b"+":
            continue
        if not is_nanp(digits_of(written)) or not is_evenly_written(written):
            continue
        kind = text.kind_before(start)
        if kind in {"phone", "call"} or text.labelled(end):
            level = Level.HIGH
        elif kind not in {"", "address", "birth"} or not any(sign in written for sign in b"-.()"):
            level = Level.LOW
        else:
            level = Level.MEDIUM
        yield hit(text, start, end, level)


def find_announced(text: Text) -> Iterator[Hit]:
    """7 to 15 digits, however grouped, after a word such as "phone" or before a label such as "(fax)"."""
    for kind, digits in (("phone", _ANY_DIGITS), ("call", _GROUPED_DIGITS)):
        for start, end in text.governed(kind):
            stop = min(end, start + _NEAR) if kind == "call" else end
            for number in _announced(text, start, stop, digits, grouped=kind == "call"):
                led_to = kind == "phone" or is_led_to(text.data[start : number.start])
                if led_to and text.kind_before(number.start) == kind:
                    yield number
    for label in text.labels():
        for start, end in text.matches(NUMBER, max(0, label - _WIDEST), label):
            if end == label and _is_number(text, start, end, _ANY_DIGITS, grouped=False):
                yield hit(text, start, end, Level.MEDIUM)


def _announced(text: Text, start: int, stop: int, digits: range, *, grouped: bool) -> Iterator[Hit]:
    for first, end in text.matches(NUMBER, start, min(stop + _WIDEST, len(text.data))):
        if first >= stop:
            return
        if _is_number(text, first, end, digits, grouped=grouped):
            yield hit(text, first, end, Level.MEDIUM)


def _goes_on(text: Text, end: int) -> bool:
    """Whether a decimal, a time or a path follows."""
    return text.after(end) in (b".", b",", b":", b"/", b"-") and text.after(end, 2)[1:].isdigit()


def _is_number(text: Text, start: int, end: int, digits: range, *, grouped: bool) -> bool:
    if text.before(start).isalnum() or text.before(start) in (b"$", b"#", b"_", b"/", b"=", b".", b"-", b"%"):
        return False
    if text.after(end).isalnum() or _goes_on(text, end):
        return False
    written = text.data[start:end]
    if is_arithmetic(written, text.before(start, 2) + text.after(end, 2)):
        return False
    if grouped and written.strip(b"()+").isdigit():
        return False
    return len(digits_of(written)) in digits and not is_date_like(written)


NAMES = ("phone", "phone number", "phone numbers")
INTERNATIONAL = Family(*NAMES, (TRIGGER,), _LONG, find_international)
AMERICAN = Family(*NAMES, (TRIGGER,), _AMERICAN, find_american)
ANNOUNCED = Family(*NAMES, (TRIGGER,), ANNOUNCING, find_announced)
