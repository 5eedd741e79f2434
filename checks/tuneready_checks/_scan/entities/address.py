"""IP addresses: public ones; private, reserved and documentation ranges are placeholders."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from tuneready_checks._scan import masks
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_V4 = rb"\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b"
_V4_TRIGGER = rb"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]"
_V6 = rb"(?:[0-9A-Fa-f]{0,4}:){3,7}(?:[0-9A-Fa-f]{1,4}\b)?|(?:[0-9A-Fa-f]{1,4}:){2}:?[0-9A-Fa-f]{1,4}\b"
_V6_TRIGGER = rb"[0-9A-Fa-f]:(?::|(?:[0-9A-Fa-f]{1,4}:){4})|::[0-9A-Fa-f]{1,4}:"
_WELL_KNOWN = frozenset(
    [
        "8.8.8.8",
        "8.8.4.4",
        "1.1.1.1",
        "1.0.0.1",
        "9.9.9.9",
        "1.2.3.4",
        "4.3.2.1",
        "2.2.2.2",
        "3.3.3.3",
        "4.4.4.4",
        "4.2.2.2",
        "5.6.7.8",
        "208.67.222.222",
        "208.67.220.220",
        "2001:4860:4860::8888",
        "2001:4860:4860::8844",
        "2606:4700:4700::1111",
        "2606:4700:4700::1001",
    ]
)
_VERSION_LIKE = 32
_SHORTEST_V6 = 4


def _level(address: ipaddress.IPv4Address | ipaddress.IPv6Address, kind: str, *, network: bool) -> Level:
    if not address.is_global or str(address) in _WELL_KNOWN or address.is_multicast:
        return Level.PLACEHOLDER
    if network or (address.version == 4 and address.packed[3] == 0):  # noqa: PLR2004 — IP version 4
        return Level.LOW
    if address.version == 4 and max(address.packed) < _VERSION_LIKE and kind != "address":  # noqa: PLR2004 — the same
        return Level.LOW
    return Level.MEDIUM


def _is_network(text: Text, end: int) -> bool:
    return text.after(end) == b"/" and text.after(end, 2)[1:].isdigit()


def _hit(text: Text, start: int, end: int) -> Hit | None:
    written = text.data[start:end].decode()
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return None
    kind = text.kind_before(start)
    level = _level(address, kind, network=_is_network(text, end))
    return Hit(
        "ip-address", level, start, end, written[: masks.budget(written, 3)].rstrip(".:") + ".…", str(address)
    )


def find_v4(text: Text) -> Iterator[Hit]:
    """Four numbers with dots that are no version, section or object identifier."""
    for start, end in text.matches(_V4):
        if text.before(start) in (b".", b"-", b"/") and text.before(start, 2) != b"//":
            continue
        if (text.after(end) == b"." and text.after(end, 2)[1:].isdigit()) or text.before(start) in (
            b"v",
            b"V",
        ):
            continue
        if text.kind_before(start) == "version":
            continue
        if hit := _hit(text, start, end):
            yield hit


def find_v6(text: Text) -> Iterator[Hit]:
    """Eight groups of hexadecimal digits, or fewer with "::" and three groups at the least."""
    for start, end in text.matches(_V6):
        if text.before(start).isalnum() or text.before(start) in (b":", b".", b"_"):
            continue
        if text.after(end) in (b":", b".", b"_") and text.after(end, 2)[1:].isalnum():
            continue
        groups = [group for group in text.data[start:end].split(b":") if group]
        if len(groups) >= _SHORTEST_V6 - 1 and (hit := _hit(text, start, end)):
            yield hit


V4 = Family("ip-address", "IP address", "IP addresses", (_V4_TRIGGER,), _V4, find_v4)
V6 = Family("ip-address", "IP address", "IP addresses", (_V6_TRIGGER,), _V6_TRIGGER, find_v6)
