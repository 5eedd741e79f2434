"""What messages say: texts, parts, blanks, weights, words that must not stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    MESSAGES,
    ROLE,
    Path,
    Said,
    content_parts,
    either,
    is_blank,
    messages_at,
    pointer_to,
    said_role,
    shared,
    shared_beyond_plain,
)
from tuneready.words import shown

INSTEAD = ("tool_calls", "function_call", "refusal")
"""Keys with which an assistant message says something without content."""


def has_instead(message: Said, keys: Sequence[str] = INSTEAD) -> bool:
    """Whether an assistant message says something under another key than content."""
    return said_role(message) == "assistant" and any(message.get(key) for key in keys)


@shared_beyond_plain
def content_is_text(*roles: str, path: Path = MESSAGES, missing: bool = False, strict: bool = False) -> Find:
    """The content of these roles (of all, where none is named) is a string, unless a call stands instead.

    `missing`: it may be left out, or null. `strict`: where the key stands, it is a string, call or no call.
    """

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            content = message.get("content")
            if isinstance(content, str) or (roles and said_role(message) not in roles):
                continue
            left_out = "content" not in message if strict else missing or has_instead(message)
            if content is not None or not left_out:
                place = pointer_to(path, index, "content")
                yield Fault(place, f"{place} is {shown(content)}: expected a string")

    return find


@shared_beyond_plain
def content_or_text(path: Path = MESSAGES) -> Find:
    """No message has both content and text."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if "content" in message and "text" in message:
                place = pointer_to(path, index)
                yield Fault(place, f"{place} has content and text: expected one of them")

    return find


@shared_beyond_plain
def content_given(*roles: str, path: Path = MESSAGES, instead: Sequence[str] = INSTEAD) -> Find:
    """The content of these roles is there and not null, unless a call or a refusal stands instead."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if roles and said_role(message) not in roles:
                continue
            if (
                message.get("content") is None
                and message.get("text") is None
                and not has_instead(message, instead)
            ):
                place = pointer_to(path, index, "content")
                yield Fault(place, f"{place} is {'null' if 'content' in message else 'missing'}")

    return find


@shared_beyond_plain
def content_not_null(path: Path = MESSAGES) -> Find:
    """A content that stands there is not null."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if "content" in message and message["content"] is None:
                place = pointer_to(path, index, "content")
                yield Fault(place, f"{place} is null: expected a string or an array of parts")

    return find


@shared
def content_not_empty(*roles: str, path: Path = MESSAGES, blank: bool = False, key: str = "") -> Find:
    """The content of these roles is not empty (nor blank, where `blank` counts), unless a call stands instead.

    `key`: what else the text may stand under, where there is no content.
    """

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if (roles and said_role(message) not in roles) or has_instead(message):
                continue
            said = key if key in message and "content" not in message else "content"
            content = message.get(said)
            if content is not None and (is_blank(content) if blank else content in ("", [])):
                place = pointer_to(path, index, said)
                yield Fault(place, f"{place} is {'blank' if blank and content else 'empty'}")

    return find


@shared_beyond_plain
def parts_within(role: str, *types: str, path: Path = MESSAGES) -> Find:
    """Parts in the contents of this role (of every role, where it is "") have one of these types."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            if role and said_role(message) != role:
                continue
            for number, part in content_parts(message):
                if part.get("type") not in types:
                    place = pointer_to(path, index, "content", number, "type")
                    yield Fault(place, f"{place} is {shown(part.get('type'))}: expected {either(types)}")

    return find


@shared_beyond_plain
def parts_whole(path: Path = MESSAGES) -> Find:
    """A part of type text holds a string, one of type image_url an object with its url."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record, path):
            for number, part in content_parts(message):
                place = pointer_to(path, index, "content", number)
                if part.get("type") == "text" and not isinstance(part.get("text"), str):
                    yield _not_there(f"{place}/text", part.get("text"), "a string")
                elif part.get("type") == "image_url" and not isinstance(part.get("image_url"), dict):
                    yield _not_there(f"{place}/image_url", part.get("image_url"), "an object with the url")

    return find


def _not_there(place: str, value: object, expected: str) -> Fault:
    if value is None:
        return Fault(place.rpartition("/")[0], f"{place} is missing: expected {expected}")
    return Fault(place, f"{place} is {shown(value)}: expected {expected}")


@shared_beyond_plain
def contents_alike(path: Path = MESSAGES) -> Find:
    """The contents of one record are all strings, or all arrays of parts; empty ones are neither."""

    def find(record: Record) -> Iterator[Fault]:
        kinds = {
            type(message["content"]): index
            for index, message in messages_at(record, path)
            if message.get("content") and isinstance(message["content"], str | list)
        }
        if len(kinds) > 1:
            place = pointer_to(path, max(kinds.values()), "content")
            yield Fault(place, f"{place} differs in kind from the others: expected all strings or all arrays")

    return find


@shared
def without_words(pattern: str, *roles: str, path: Path = MESSAGES, key: str = ROLE) -> Find:
    """The texts of these roles (of all and of the system, where none is named) hold no such word."""
    word = re.compile(pattern)

    def find(record: Record) -> Iterator[Fault]:
        for place, role, text in _texts(record, path, key):
            if not roles or role in roles:
                met = word.search(text)
                if met:
                    yield Fault(place, f"{place} holds the reserved word {met.group()!r}")

    return find


def _texts(record: Record, path: Path, key: str) -> Iterator[tuple[str, str, str]]:
    """Pointer, role and text of all that is said, the system's beside the messages too."""
    yield from (("/system" + place, "system", text) for place, text in _pieces(record.get("system")))
    for index, message in messages_at(record, path):
        start = pointer_to(path, index, "content")
        for place, text in _pieces(message.get("content")):
            yield start + place, said_role(message, key), text


def _pieces(content: object) -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield "", content
    elif isinstance(content, list):
        for number, part in enumerate(content):
            text = part.get("text") if isinstance(part, dict) else None
            if isinstance(text, str):
                yield f"/{number}/text", text


def texts_given(keys: Sequence[str]) -> Find:
    """The strings under these top-level keys are not blank."""
    return _texts_given(tuple(keys))


@shared
def _texts_given(keys: Sequence[str]) -> Find:
    def find(record: Record) -> Iterator[Fault]:
        for key in keys:
            value = record.get(key)
            if isinstance(value, str | list) and is_blank(value):
                yield Fault(f"/{key}", f"/{key} is {'blank' if value else 'empty'}")

    return find
