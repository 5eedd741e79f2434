"""Records of columns: TRL's key sets, steps, labels, tokens, Alpaca and ShareGPT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    is_blank,
    listed,
    messages_at,
    pointer_to,
    said_role,
    shared,
    things,
)
from tuneready.words import plural, shown

KNOWN = ("prompt", "chosen", "rejected", "completion", "messages", "label")
"""The keys by which TRL tells what a record is; any other key is left alone."""


@shared
def key_set(*sets: str) -> Find:
    """Of the keys that TRL looks at a record of messages has one of these sets; each is words with blanks between.

    Where all are strings it takes what it needs, and leaves the others alone.
    """
    legal = [frozenset(each.split()) for each in sets]

    def find(record: Record) -> Iterator[Fault]:
        there = record.keys() & set(KNOWN)
        if there not in legal and any(isinstance(record[key], list) for key in there):
            named = ", ".join(key for key in KNOWN if key in there)
            yield Fault("", f"record has {named} together: TRL knows no type with these keys")

    return find


@shared
def one_form(*keys: str) -> Find:
    """What stands under these keys is all strings or all lists of messages."""

    def find(record: Record) -> Iterator[Fault]:
        forms = {type(record[key]): key for key in keys if isinstance(record.get(key), str | list)}
        if len(forms) > 1:
            named = " and ".join(f"/{key}" for key in forms.values())
            yield Fault("", f"{named} differ in form: expected all strings or all arrays of messages")

    return find


@shared
def not_empty(*keys: str) -> Find:
    """No array under these keys is empty."""

    def find(record: Record) -> Iterator[Fault]:
        for key in keys:
            if record.get(key) == []:
                yield Fault(f"/{key}", f"/{key} is empty")

    return find


@shared
def as_long(one: str, other: str) -> Find:
    """The arrays under the two keys are equally long."""

    def find(record: Record) -> Iterator[Fault]:
        sizes = [len(record[key]) for key in (one, other) if isinstance(record.get(key), list)]
        if len(sizes) == 2 and sizes[0] != sizes[1]:  # noqa: PLR2004 — both
            yield Fault(f"/{other}", f"/{other} has {plural(sizes[1], 'item')}, /{one} has {sizes[0]}")

    return find


@shared
def repeats_prompt(*keys: str) -> Find:
    """No answer begins with the prompt itself."""

    def find(record: Record) -> Iterator[Fault]:
        prompt = record.get("prompt")
        for key in keys:
            answer = record.get(key)
            if isinstance(prompt, list) and isinstance(answer, list):
                same = bool(prompt) and answer[: len(prompt)] == prompt
            else:
                same = isinstance(prompt, str) and isinstance(answer, str) and _starts(answer, prompt)
            if same:
                yield Fault(f"/{key}", f"/{key} begins with the prompt: expected the answer alone")

    return find


_LONG = 20


def _starts(answer: str, prompt: str) -> bool:
    return len(prompt.strip()) >= _LONG and answer.startswith(prompt)


@shared
def same_start(one: str, other: str) -> Find:
    """Without a prompt both conversations begin with the same message."""

    def find(record: Record) -> Iterator[Fault]:
        first, second = listed(record.get(one)), listed(record.get(other))
        if "prompt" not in record and first and second and first[0] != second[0]:
            yield Fault(f"/{other}", f"/{other} does not begin as /{one} does: the prompt is what they share")

    return find


@shared
def images_placed() -> Find:
    """As many parts of type image stand in the messages as images in the list, where there are any parts."""

    def find(record: Record) -> Iterator[Fault]:
        images = record.get("images")
        if not isinstance(images, list):
            return
        parts = [
            part
            for key in ("messages", "prompt", "chosen", "completion")
            for _, message in messages_at(record, (key,))
            for _, part in things(message.get("content"))
        ]
        found = sum(part.get("type") == "image" for part in parts)
        if parts and found != len(images):
            yield Fault(
                "/images",
                f"/images has {plural(len(images), 'item')}, the messages {found} parts of type image",
            )

    return find


@shared
def turn_values(*keys: str, path: Sequence[str] = ("conversations",)) -> Find:
    """Every turn has exactly two keys, and strings under them."""

    def find(record: Record) -> Iterator[Fault]:
        for index, turn in messages_at(record, tuple(path)):
            place = pointer_to(path, index)
            if len(turn) != len(keys):
                yield Fault(
                    place, f"{place} has {plural(len(turn), 'key')}: expected {' and '.join(keys)} alone"
                )

    return find


@shared
def turns_not_blank(key: str, *, path: Sequence[str] = ("conversations",)) -> Find:
    """No turn is blank."""

    def find(record: Record) -> Iterator[Fault]:
        for index, turn in messages_at(record, tuple(path)):
            if key in turn and is_blank(turn[key]) and not turn.get("tool_calls"):
                place = pointer_to(path, index, key)
                yield Fault(place, f"{place} is {'blank' if turn[key] else 'empty'}")

    return find


@shared
def answer_from(*names: str) -> Find:
    """The chosen and the rejected turn come from one of these."""

    def find(record: Record) -> Iterator[Fault]:
        for key in ("chosen", "rejected"):
            turn = record.get(key)
            if isinstance(turn, dict) and "from" in turn and said_role(turn, "from") not in names:
                place = f"/{key}/from"
                yield Fault(place, f"{place} is {shown(turn['from'])}: expected {' or '.join(names)}")

    return find


_MASKED = -100


@shared
def some_token() -> Find:
    """At least one label is not -100, and labels and attention mask are as long as the tokens."""

    def find(record: Record) -> Iterator[Fault]:
        tokens = listed(record.get("input_ids"))
        for key in ("labels", "attention_mask"):
            values = record.get(key)
            if isinstance(values, list) and len(values) != len(tokens):
                yield Fault(
                    f"/{key}", f"/{key} has {plural(len(values), 'item')}, /input_ids has {len(tokens)}"
                )
        labels = listed(record.get("labels"))
        if labels and all(label == _MASKED for label in labels):
            yield Fault("/labels", "every label is -100: nothing is trained on")

    return find


@shared
def label_kinds(*kinds: str) -> Find:
    """The label is of one of these kinds: string, number, boolean, array."""
    types: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "number": (int, float),
        "boolean": bool,
        "array": list,
    }

    def find(record: Record) -> Iterator[Fault]:
        label = record.get("label", record.get("labels"))
        if not any(isinstance(label, types[kind]) for kind in kinds):
            yield Fault("/label", f"/label is {shown(label)}: expected a {' or '.join(kinds)}")

    return find


@shared
def labels_once() -> Find:
    """Several labels of one text differ."""

    def find(record: Record) -> Iterator[Fault]:
        for key in ("label", "labels"):
            labels = record.get(key)
            if isinstance(labels, list) and len(set(map(repr, labels))) < len(labels):
                yield Fault(f"/{key}", f"/{key} names a label twice")

    return find


@shared
def without_text(pattern: str, *keys: str) -> Find:
    """Strings under these top-level keys hold no match of a pattern."""
    word = re.compile(pattern)

    def find(record: Record) -> Iterator[Fault]:
        for key in keys:
            text = record.get(key)
            if isinstance(text, str) and word.search(text):
                yield Fault(f"/{key}", f"/{key} holds a reserved word")

    return find


@shared
def are_lists(*keys: str) -> Find:
    """What stands under these keys is an array."""

    def find(record: Record) -> Iterator[Fault]:
        for key in keys:
            if key in record and not isinstance(record[key], list):
                yield Fault(f"/{key}", f"/{key} is {shown(record[key])}: expected an array of messages")

    return find
