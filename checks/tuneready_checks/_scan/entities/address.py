"""IP addresses: public ones; private, reserved and documentation ranges are placeholders."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from itertools import pairwise

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
_ASSIGNED_V6 = ipaddress.IPv6Network("2000::/3")
"""All that is assigned of version 6 so far. Source: IANA, IPv6 address space, 2019-09."""
_REVERSED = b".in-addr"
_SMALL = 32
_OID_ROOTS = 2
_DIGITS = "0123456789"
_LEAST_GROUPS = 3
_VARIED = 4
"""Different groups from which on an address was hardly made up to show what one looks like."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _is_nobodys(address: Address) -> bool:
    """Private, reserved, well-known, or written to show what an address looks like."""
    if not address.is_global or str(address) in _WELL_KNOWN or address.is_multicast:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        groups = [int(group, 16) for group in address.exploded.split(":")]
        counted = {second - first for first, second in pairwise(groups[1:])} == {1}
        return address not in _ASSIGNED_V6 and (counted or len(set(groups)) < _VARIED)
    steps = {second - first for first, second in pairwise(address.packed)}
    return (
        steps in ({0}, {1}) or str(address).startswith("1.2.3.") or str(address).replace(".", "") in _DIGITS
    )


def _looks_like_a_version(address: Address) -> bool:
    """Small numbers, as in versions, sections and object identifiers."""
    if isinstance(address, ipaddress.IPv6Address):
        return False
    small = sum(number < _SMALL for number in address.packed)
    return small >= len(address.packed) - 1 or address.packed[0] <= _OID_ROOTS


def _level(address: Address, kind: str, *, network: bool) -> Level:
    if _is_nobodys(address):
        return Level.PLACEHOLDER
    if network or (isinstance(address, ipaddress.IPv4Address) and address.packed[3] == 0):
        return Level.LOW
    if _looks_like_a_version(address) and kind != "address":
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
    mask = masks.leading(written, ":" if ":" in written else ".")
    return Hit("ip-address", level, start, end, mask, str(address))


def find_v4(text: Text) -> Iterator[Hit]:
    """Four numbers with dots that are no version, section or object identifier."""
    for start, end in text.matches(_V4):
        if text.before(start) in (b".", b"-", b"/") and text.before(start, 2) != b"//":
            continue
        goes_on = text.after(end) == b"." and (
            text.after(end, 2)[1:].isdigit() or text.after(end, 8) == _REVERSED
        )
        if not goes_on and text.kind_before(start) != "version" and (hit := _hit(text, start, end)):
            yield hit


def find_v6(text: Text) -> Iterator[Hit]:
    """Eight groups of hexadecimal digits, or fewer with "::" and three groups at the least."""
    for start, end in text.matches(_V6):
        if text.before(start).isalnum() or text.before(start) in (b":", b".", b"_"):
            continue
        if text.after(end) in (b":", b".", b"_") and text.after(end, 2)[1:].isalnum():
            continue
        groups = [group for group in text.data[start:end].split(b":") if group]
        if len(groups) >= _LEAST_GROUPS and (hit := _hit(text, start, end)):
            yield hit


V4 = Family("ip-address", "IP address", "IP addresses", (_V4_TRIGGER,), _V4, find_v4)
V6 = Family("ip-address", "IP address", "IP addresses", (_V6_TRIGGER,), _V6_TRIGGER, find_v6)
