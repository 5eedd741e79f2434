"""Images in messages of OpenAI's shape: who may show them, how many, from where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import (
    MESSAGES,
    Path,
    Said,
    content_parts,
    either,
    messages_at,
    pointer_to,
    said_role,
    shared_beyond_plain,
)
from tuneready.words import plural, shown

DATA = re.compile(r"data:image/(jpeg|jpg|png|webp|gif);base64,", re.IGNORECASE)
MEBIBYTE = 1 << 20


class Image(NamedTuple):
    """An image of a message: its pointer, the message, and its URL (None where it is no string)."""

    pointer: str
    message: Said
    url: str | None


def images(record: Record, path: Path = MESSAGES) -> Iterator[Image]:
    """Every part of type image_url."""
    for index, message in messages_at(record, path):
        for number, part in content_parts(message):
            if part.get("type") == "image_url":
                held = part.get("image_url")
                inner = isinstance(held, dict)
                url = held.get("url") if isinstance(held, dict) else held
                steps = ("image_url", "url") if inner else ("image_url",)
                place = pointer_to(path, index, "content", number, *steps)
                yield Image(place, message, url if isinstance(url, str) else None)


@shared_beyond_plain
def images_only_by(*roles: str, path: Path = MESSAGES) -> Find:
    """Only messages of these roles hold images."""

    def find(record: Record) -> Iterator[Fault]:
        for image in images(record, path):
            if said_role(image.message) not in roles:
                role = shown(image.message.get("role"))
                yield Fault(image.pointer, f"{image.pointer} is an image of {role}: expected {either(roles)}")

    return find


@shared_beyond_plain
def images_at_most(count: int, path: Path = MESSAGES) -> Find:
    """One record holds at most so many images."""

    def find(record: Record) -> Iterator[Fault]:
        found = sum(1 for _ in images(record, path))
        if found > count:
            yield Fault(pointer_to(path), f"{plural(found, 'image')}: expected at most {count}")

    return find


@shared_beyond_plain
def image_urls(*types: str, links: bool, exact: bool = False, path: Path = MESSAGES) -> Find:
    """Images are base64 data of one of these types, or (where `links`) http addresses.

    `exact`: the start of the URL must be in small letters.
    """
    wanted = f"data:image/…;base64 of {either(types)}" + (", or an http(s) address" if links else "")

    def find(record: Record) -> Iterator[Fault]:
        for image in images(record, path):
            data = DATA.match(image.url or "")
            if (
                data
                and data.group(1).lower() in types
                and not (exact and data.group() != data.group().lower())
            ):
                continue
            if links and image.url and image.url.startswith(("http://", "https://")):
                continue
            yield Fault(image.pointer, f"{image.pointer} is {_kind(image.url)}: expected {wanted}")

    return find


def _kind(url: str | None) -> str:
    if url is None:
        return "no string"
    data = DATA.match(url)
    if data:
        return f"an image of type {data.group(1).lower()}"
    return "an http address" if url.startswith(("http://", "https://")) else "neither data nor an address"


@shared_beyond_plain
def image_size(most: int = 10 * MEBIBYTE, path: Path = MESSAGES) -> Find:
    """An image of base64 is at most so many bytes (decoded)."""
    longest = len("data:image/jpeg;base64,") + 4 * most // 3

    def find(record: Record) -> Iterator[Fault]:
        for image in images(record, path):
            if image.url and len(image.url) > longest and image.url.startswith("data:"):
                size = (len(image.url) - image.url.index(",") - 1) * 3 // 4 if "," in image.url else 0
                yield Fault(
                    image.pointer, f"{image.pointer} has {size:,} bytes: expected at most {most:,} (10 MB)"
                )

    return find


@shared_beyond_plain
def images_without_weight(path: Path = MESSAGES) -> Find:
    """A message with an image has no weight but 0."""

    def find(record: Record) -> Iterator[Fault]:
        for image in images(record, path):
            if image.message.get("weight"):
                yield Fault(
                    image.pointer, f"{image.pointer} stands in a message with a weight: expected none, or 0"
                )

    return find


@shared_beyond_plain
def no_images(path: Path = MESSAGES) -> Find:
    """The record holds no images."""

    def find(record: Record) -> Iterator[Fault]:
        for image in images(record, path):
            yield Fault(image.pointer, f"{image.pointer} is an image: expected text only")

    return find


@shared_beyond_plain
def placeholders_match(*keys: str) -> Find:
    """As many media stand in the lists `images`, `videos`, `audios` as texts hold `<image>` and so on."""

    def find(record: Record) -> Iterator[Fault]:
        for key in keys:
            listed = record.get(key)
            if listed is None:
                continue
            found = len(listed) if isinstance(listed, list) else 1
            tags = sum(text.count(f"<{key[:-1]}>") for text in _strings(record, 0))
            if tags != found:
                fact = f"/{key} has {plural(found, 'item')}, the texts hold {plural(tags, 'tag')}"
                yield Fault(f"/{key}", f"{fact} <{key[:-1]}>")

    return find


_DEEP = 4


def _strings(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth < _DEEP:
        inner = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
        for each in inner:
            yield from _strings(each, depth + 1)
