"""Contents of blocks, as Amazon Bedrock's Converse format has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    MESSAGES,
    Said,
    at,
    content_parts,
    is_blank,
    listed,
    messages_at,
    pointer_to,
    said_role,
    shared,
    things,
)
from tuneready.words import plural, shown

MEDIA = ("image", "video")


def _blocks(record: Record) -> Iterator[tuple[str, Said, Said]]:
    """Every block, with its pointer and its message."""
    for index, message in messages_at(record):
        for number, block in content_parts(message):
            yield pointer_to(MESSAGES, index, "content", number), message, block


@shared
def blocks_hold(*keys: str) -> Find:
    """Every block holds one of these."""

    def find(record: Record) -> Iterator[Fault]:
        for place, _, block in _blocks(record):
            if not any(block.get(key) is not None for key in keys):
                yield Fault(place, f"{place} holds none of {', '.join(keys)}")

    return find


@shared
def blocks_avoid(*keys: str) -> Find:
    """No block holds any of these."""

    def find(record: Record) -> Iterator[Fault]:
        for place, _, block in _blocks(record):
            for key in keys:
                if key in block:
                    yield Fault(f"{place}/{key}", f"{place}/{key} may make the job fail")

    return find


@shared
def blocks_have_text(*, blank: bool) -> Find:
    """A message without media holds text; text of white space is told where `blank` is set."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record):
            blocks = [block for _, block in content_parts(message)]
            texts = [block.get("text") for block in blocks if "text" in block]
            if any(not isinstance(text, str) for text in texts) or any(
                set(each) - {"text"} for each in blocks
            ):
                continue
            joined = "".join(str(text) for text in texts)
            place = pointer_to(MESSAGES, index, "content")
            if blank and is_blank(joined) and (joined or not blocks):
                yield Fault(place, f"{place} is {'blank' if joined else 'empty'}")
            elif not blank and blocks and not joined:
                yield Fault(place, f"{place} has no text")

    return find


@shared
def blocks_at_least(count: int) -> Find:
    """Every content has at least so many blocks."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record):
            content = message.get("content")
            if isinstance(content, list) and len(content) < count:
                place = pointer_to(MESSAGES, index, "content")
                yield Fault(place, f"{place} has {plural(len(content), 'block')}: expected at least {count}")

    return find


@shared
def media_only_by(*roles: str, kinds: Sequence[str] = MEDIA) -> Find:
    """Only messages of these roles hold images or videos."""

    def find(record: Record) -> Iterator[Fault]:
        for place, message, block in _blocks(record):
            for kind in kinds:
                if block.get(kind) is not None and said_role(message) not in roles:
                    role = shown(message.get("role"))
                    yield Fault(f"{place}/{kind}", f"{place}/{kind} stands in a message of {role}")

    return find


@shared
def media_per_message(most_images: int, most_videos: int) -> Find:
    """One message holds at most so many images and videos, and never both."""

    def find(record: Record) -> Iterator[Fault]:
        for index, message in messages_at(record):
            blocks = [block for _, block in content_parts(message)]
            found = {kind: sum(block.get(kind) is not None for block in blocks) for kind in MEDIA}
            place = pointer_to(MESSAGES, index, "content")
            if all(found.values()):
                yield Fault(place, f"{place} holds images and videos: expected one kind")
            for kind, most in (("image", most_images), ("video", most_videos)):
                if found[kind] > most:
                    yield Fault(place, f"{place} has {plural(found[kind], kind)}: expected at most {most}")

    return find


@shared
def media_formats(kind: str, *formats: str, any_case: bool = False) -> Find:
    """Media of a kind name one of these formats; in any case of letters, where `any_case`."""

    def find(record: Record) -> Iterator[Fault]:
        for place, _, block in _blocks(record):
            if block.get(kind) is None:
                continue
            form = at(block, (kind, "format"))
            if (form.lower() if any_case and isinstance(form, str) else form) not in formats:
                pointer = f"{place}/{kind}/format"
                fact = "is missing" if form is None else f"is {shown(form)}"
                at_ = pointer if form is not None else f"{place}/{kind}"
                yield Fault(at_, f"{pointer} {fact}: expected one of {', '.join(formats)}")

    return find


@shared
def media_sources(kind: str, pattern: str = "") -> Find:
    """Media of a kind stand under source, s3Location and uri; the address matches a pattern, where one is given."""
    address = re.compile(pattern) if pattern else None

    def find(record: Record) -> Iterator[Fault]:
        for place, _, block in _blocks(record):
            if block.get(kind) is None:
                continue
            uri = at(block, (kind, "source", "s3Location", "uri"))
            pointer = f"{place}/{kind}/source/s3Location/uri"
            if uri is None:
                yield Fault(f"{place}/{kind}", f"{pointer} is missing: expected an address, s3://…")
            elif address and not (isinstance(uri, str) and address.fullmatch(uri)):
                yield Fault(
                    pointer, f"{pointer} is {shown(uri)}: expected s3:// and letters, digits, - . _ /"
                )

    return find


@shared
def system_blocks(most: int = 0) -> Find:
    """The system is an array of blocks of text; of exactly `most` where it is not 0."""

    def find(record: Record) -> Iterator[Fault]:
        system = record.get("system")
        if most and "system" in record and len(listed(system)) != most:
            yield Fault("/system", f"/system has {plural(len(listed(system)), 'block')}: expected {most}")
        for index, block in things(system):
            if not isinstance(block.get("text"), str):
                yield Fault(f"/system/{index}", f"/system/{index}/text is missing")

    return find
