"""The check image-part."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import Any

from tuneready.api import Block, Example, ExampleCheck, Finding, Severity, fault, plural
from tuneready_checks._image import header
from tuneready_checks._targets import unmet

_DATA = re.compile(r"data:image/([\w.+-]{1,20});base64,", re.ASCII | re.IGNORECASE)
_SAME = {"jpg": "jpeg", "pjpeg": "jpeg", "x-png": "png"}
_HEAD = 1 << 16
_QUARTET = 4
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def _shows(url: str) -> dict[str, Any]:
    return {
        "messages": [
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]},
            {"role": "assistant", "content": "A single pixel."},
        ]
    }


class ImagePart(ExampleCheck):
    """An image in a message is not what it says it is, or not what the target takes.

    ## Why it matters

    Images that cannot be decoded, are too large or are of the wrong kind are dropped by the service, one
    by one and without a word; some providers take addresses, others only base64.

    ## How to fix it

    Write `data:image/png;base64,…` with the kind that the bytes really are (JPEG, PNG, WEBP), at most ten
    images an example and 10 MB each, in messages of the user.
    """

    name = "image-part"
    severity = Severity.ERROR
    stage = "fitting"
    good = [[_shows(f"data:image/png;base64,{_PIXEL}")], [_shows("https://example.com/a.png")]]
    bad = [
        [_shows("data:image/png;base64,????")],
        [_shows("data:image/png;base64,")],
        [_shows(f"data:image/jpeg;base64,{_PIXEL}")],
        [_shows("data:image/png;base64,SGVsbG8gdGhlcmU=")],
        [_shows("cat.png")],
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        yield from super().look(block)
        yield from unmet(block, self.name)

    def find(self, example: Example) -> Iterator[Finding]:
        for pointer, url in _urls(example.record):
            message, severity = _told(url)
            if message:
                yield fault(
                    example,
                    f"{pointer} {message}",
                    pointer=pointer,
                    usable=severity is not Severity.ERROR,
                    severity=severity,
                )


def _urls(record: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 — any JSON value
    """Pointer and URL of every part of type image_url."""
    messages = record.get("messages")
    for index, message in enumerate(messages if isinstance(messages, list) else ()):
        content = message.get("content") if isinstance(message, dict) else None
        for number, part in enumerate(content if isinstance(content, list) else ()):
            if isinstance(part, dict) and part.get("type") == "image_url":
                held = part.get("image_url")
                url = held.get("url") if isinstance(held, dict) else held
                inner = "/url" if isinstance(held, dict) else ""
                if isinstance(url, str):
                    yield f"/messages/{index}/content/{number}/image_url{inner}", url


def _told(url: str) -> tuple[str, Severity]:
    """What is wrong with an image; nothing where it is as it says, or cannot be looked at."""
    if url.startswith(("http://", "https://", "gs://", "s3://")):
        return "", Severity.INFO
    declared = _DATA.match(url)
    if not declared:
        return "is neither an http address nor data:image/…;base64", Severity.ERROR
    data = _decoded(url[declared.end() :])
    if not data:
        return ("is empty" if data == b"" else "is not base64"), Severity.ERROR
    found = header(data)
    if not found:
        return f"holds {plural(len(url) - declared.end(), 'character')} that are no image", Severity.ERROR
    said = declared.group(1).lower()
    if _SAME.get(said, said) != found.kind:
        return f"says image/{said}, and is {found.kind.upper()}", Severity.WARNING
    return "", Severity.INFO


def _decoded(text: str) -> bytes | None:
    """The first bytes of the image; None where the text is no base64. All of it is looked at, none kept."""
    if not text.isascii() or len(text) % _QUARTET:
        return None
    try:
        binascii.a2b_base64(text[_HEAD:], strict_mode=True)
        return binascii.a2b_base64(text[:_HEAD], strict_mode=True)
    except binascii.Error:
        return None
