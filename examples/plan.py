"""Which fault stands where in spoiled_tickets, in lines of the clean support_tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import fakes
import faults
import stale


class Place(NamedTuple):
    """A line of the clean set, from 1."""

    split: str
    line: int


class Fault(NamedTuple):
    """One fault.

    `make` turns the records on the lines `of` into the spoiled line. It takes their place; where `after`
    is given, they stay and it is inserted behind that line. `check` is the check that must find it.
    """

    check: str
    what: str
    make: Callable[..., bytes]
    of: tuple[Place, ...]
    after: Place | None = None


def _train(*lines: int) -> tuple[Place, ...]:
    return tuple(Place("train", line) for line in lines)


def _malformed() -> Iterator[Fault]:
    for lines, make, what in (
        ((4,), faults.truncated, "cut off in the midst of a string"),
        ((11,), faults.with_byte_order_mark, "a byte order mark in the midst of the file"),
        ((23,), faults.with_half_an_emoji, "half a character is escaped (a lone surrogate)"),
        ((29,), faults.in_latin_1, "not UTF-8: a byte of Latin-1"),
        ((36,), faults.as_python, "a Python dict with single quotes"),
        ((48, 49), faults.glued, "two documents"),
        ((53,), faults.with_nan, "NaN"),
        ((58,), faults.with_repeated_key, "a key stands twice in an object"),
        ((63,), faults.as_array, "an array, not an object"),
        ((69,), faults.with_trailing_comma, "a comma after the record"),
        ((83,), faults.with_nul, "a NUL character; the record can still be read"),
        ((88,), faults.with_long_number, "an integer that loses digits; the record can still be read"),
        ((115,), faults.with_raw_tab, "a control character that is not escaped"),
    ):
        yield Fault("malformed-line", what, make, _train(*lines))
    start = (Place("validation", 1),)
    what = "a byte order mark at the start of the file; the record can still be read"
    yield Fault("malformed-line", what, faults.with_byte_order_mark, start)
    yield Fault("none: skipped and counted", "a blank line", faults.blank, (), Place("train", 60))


def _useless() -> Iterator[Fault]:
    for check, lines, make, what in (
        ("wrong-format", (15,), faults.with_misspelt_role, "a misspelt role"),
        ("wrong-format", (26,), faults.with_number_as_content, "a number as content"),
        ("wrong-format", (42,), faults.without_messages, "no messages: the key is misspelt"),
        ("mixed-formats", (61, 62), faults.as_alpaca, "an Alpaca record in a chat file"),
        ("empty-output", range(89, 97), faults.with_empty_answer, "the answer is an empty string"),
        ("empty-output", (108,), faults.with_blank_answer, "the answer is white space"),
        ("nothing-to-train", (122,), faults.without_answer, "ends with the customer"),
        ("nothing-to-train", (126,), faults.with_weights_of_zero, "every weight is 0"),
    ):
        yield from (Fault(check, what, make, _train(line)) for line in lines)


def _repeated() -> Iterator[Fault]:
    for line, after, make, what in (
        (5, 80, faults.copied, "the same bytes"),
        (5, 118, faults.copied, "the same bytes, once more"),
        (40, 99, faults.respelt, "other key order and escapes"),
        (78, 104, faults.retyped, "other case and spacing, no full stop"),
    ):
        yield Fault("exact-duplicate", what, make, _train(line), Place("train", after))
    for line, after, prompt, answer in (
        (
            28,
            66,
            ("cracked along the rim", "cracked at the rim"),
            ("a photo of the crack", "a picture of the crack"),
        ),
        (54, 110, ("Any tips", "Any advice"), ("with a barely damp cloth", "with a slightly damp cloth")),
        (73, 120, ("tape slit", "tape cut"), ("the opening of", "the state of")),
        (100, 134, ("broke off in my hand", "came off in my hand"), ("is proof enough", "is enough proof")),
        (131, 132, ("make me nervous", "make me uneasy"), ("whether one can be made", "if one can be made")),
        (
            131,
            133,
            ("at knee height", "at knee level"),
            ("You are right to be wary", "You are wise to be wary"),
        ),
    ):
        make = partial(faults.reworded, prompt=prompt, answer=answer)
        yield Fault("near-duplicate", "two phrases were reworded", make, _train(line), Place("train", after))


def _contradicting() -> Iterator[Fault]:
    for line, after, answer in (
        (
            8,
            Place("train", 70),
            "Yes, the tray is fixed on purpose. Pull harder, or turn the whole toaster over.",
        ),
        (74, Place("train", 127), "No, we do not. Please choose an address in another country."),
    ):
        make = partial(faults.answered, answer=answer)
        yield Fault("conflicting-label", "the same prompt, answered the other way", make, _train(line), after)


def _leaked() -> Iterator[Fault]:
    for line, make, after, what in (
        (14, faults.copied, Place("test", 3), "an example of train"),
        (47, faults.copied, Place("test", 9), "an example of train"),
        (86, faults.copied, Place("test", 15), "an example of train"),
        (52, faults.retyped, Place("test", 18), "an example of train in other case and spacing"),
        (3, faults.respelt, Place("validation", 6), "an example of train with other key order and escapes"),
    ):
        yield Fault("split-leak", what, make, _train(line), after)
    make = partial(
        faults.answered, answer="No. The receipt is all that you need; please keep it in a dry place."
    )
    what = "a prompt of train with another answer"
    yield Fault("split-leak", what, make, _train(109), Place("validation", 12))


def _told() -> Iterator[Fault]:
    for line, message, what, text in (
        (18, 1, "an e-mail address", f"You can write to me at {fakes.EMAIL}, we share the mailbox."),
        (
            35,
            -1,
            "an e-mail address in the answer",
            f"The last one went to {fakes.COLLEAGUES_EMAIL} in your office.",
        ),
        (20, 1, "a payment card number", f"The card was {fakes.CARD}."),
        (68, 1, "an IBAN", f"Or send it straight to my account, {fakes.IBAN}."),
        (
            79,
            1,
            "a US social security number",
            f"My social security number is {fakes.SSN} if you need proof.",
        ),
        (119, 1, "a URL with a password", f"The app's log ends with {fakes.address_with_password()}"),
        (37, 1, "a phone number", f"You can call me on {fakes.PHONE}, any time."),
        (24, 1, "a public IP address", f"the log says client {fakes.ADDRESS} refused"),
        (45, 1, "a placeholder: an e-mail address", f"Label to {fakes.EXAMPLE_EMAIL} please."),
        (113, 1, "a placeholder: a phone number", f"Just call me on {fakes.EXAMPLE_PHONE} when it is ready."),
        (27, 1, "a placeholder: a card number", f"The form even had {fakes.EXAMPLE_CARD} filled in already."),
    ):
        make = partial(faults.told, message=message, text=text)
        yield Fault("personal-data", what, make, _train(line))
    for line, what, text in (
        (41, "a JSON Web Token", f"This was in the log: Authorization: Bearer {fakes.web_token()}"),
        (102, "a private key", f"I saved what the app showed me at set-up:\n{fakes.private_key()}"),
    ):
        yield Fault("leaked-secret", what, partial(faults.told, message=1, text=text), _train(line))


def _stale() -> Iterator[Fault]:
    what = "a fact that no prompt gives: prices and dates belong in retrieval"
    for line, sentence in stale.FACTS:
        make = partial(faults.told, message=-1, text=sentence)
        yield Fault("ungrounded-facts", what, make, _train(line))


PLAN = (*_malformed(), *_useless(), *_repeated(), *_contradicting(), *_leaked(), *_told(), *_stale())
