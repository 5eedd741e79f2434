"""The first bytes of an image: what kind it is, and how large."""

from __future__ import annotations

from typing import NamedTuple

_ENOUGH = 1 << 16


class Header(NamedTuple):
    """Kind of image (jpeg, png, webp, gif), width and height in pixels; 0 where they were not found."""

    kind: str
    width: int
    height: int


def header(data: bytes) -> Header | None:
    """What the first bytes say; None where they are of no known kind."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Header("png", _big(data[16:20]), _big(data[20:24]))
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return Header("gif", _little(data[6:8]), _little(data[8:10]))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Header("webp", *_webp(data))
    if data.startswith(b"\xff\xd8\xff"):
        return Header("jpeg", *_jpeg(data))
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _webp(data: bytes) -> tuple[int, int]:
    """Of the three kinds of WEBP: extended, lossless, lossy."""
    kind = data[12:16]
    if kind == b"VP8X":
        return _little(data[24:27]) + 1, _little(data[27:30]) + 1
    if kind == b"VP8L":
        bits = _little(data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF


def _jpeg(data: bytes) -> tuple[int, int]:
    """From the first frame header (SOF0 to SOF15, but for DHT, JPG and DAC)."""
    at = 2
    while at + 9 <= min(len(data), _ENOUGH):
        if data[at] != 0xFF:  # noqa: PLR2004 — where a segment begins
            break
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # noqa: PLR2004 — markers of frames
            return _big(data[at + 7 : at + 9]), _big(data[at + 5 : at + 7])
        at += 2 + _big(data[at + 2 : at + 4])
    return 0, 0
