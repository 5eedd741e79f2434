"""E-mail addresses: the top-level domain must exist; those of nobody are placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from tuneready_checks._scan import masks
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_LATIN = rb"[\xc3-\xc9][\x80-\xbf]"
_LOCAL = rb"(?:[A-Za-z0-9._%+\-']|" + _LATIN + rb")"
_LABEL = rb"(?:[A-Za-z0-9\-]|" + _LATIN + rb")"
_ADDRESS = _LOCAL + rb"+@(?:" + _LABEL + rb"+\.)+(?:xn--[A-Za-z0-9\-]{2,40}|[A-Za-z]{2,24})"
TRIGGER = rb"[^\x00-\x20/@?#\"<>`]@[A-Za-z0-9\[\-\xc3-\xc9]"
"""Also that of passwords in URLs."""

_LONGEST_LOCAL = 64
_LONGEST_USER = 200
LONGEST_DOMAIN = 253
"""Characters, by RFC 1035."""
_RESERVED = frozenset({"test", "example", "invalid", "localhost"})
"""Top-level domains of RFC 2606: they exist, and are nobody's."""
_NOBODYS_DOMAIN = (
    r"(?:^|\.)(?:(?:some|no|any)(?:where|host|place)\.[a-z]+|example(?:-\w+)?\.[a-z.]+|[a-z0-9-]*example(?:-\w+)?\.[a-z]+|test|invalid|localhost|local|domain\.[a-z]+"
    r"|(?:my|your|some|any|the|other)[-_]?(?:domain|company|site|website|email|mail|provider|host|server|org)\.[a-z.]+"
    r"|(?:company|email|website|site|provider|host|server|organization|business|foo|bar|abc|xyz|test|acme)\.[a-z]{2,3})$"
)
_NOBODY = (
    r"(?:your|my|some|any)[._-]\w+|your\w*|(?:my|some|any)(?:name|user|e?mail|address|account|one|body)\w*|you|(?:john|jane)[._-]?(?:doe|smith)\d{0,3}|j\.?doe|doe|foo|bar|baz|foobar"
    r"|test(?:er|ing|user)?\d{0,3}|example|sample|user\d{0,3}|user[._-]?name|name|first[._-]?(?:name)?[._-]?last(?:name)?"
    r"|someone|somebody|anyone|nobody|email|e-?mail|xyz|abc|x+|alice|bob|placeholder|dummy|recipient|sender"
    r"|pass(?:word|wd)?|pw|pwd|secret|token|(\w)\1{2,}"
)
_DESK = (
    r"info|support|sales|admin|administrator|no-?reply|do-?not-?reply|help|helpdesk|billing|abuse|security|privacy"
    r"|team|news|newsletter|notifications?|services?|customer[._-]?care|feedback|announce|request|bugs?"
)
_ROLE = (
    r"(?:[^._-]+[._-])*(?:"
    + _DESK
    + r")|contact|contactus|hello|press|hr|jobs|careers|recruiting|webmaster|postmaster"
    r"|hostmaster|git|enquir(?:y|ies)|inquir(?:y|ies)|office|marketing|media|legal|orders?|returns|accounts?|root"
    r"|mailer-daemon|subscribe|unsubscribe|mail|care|alerts?|updates?|notify|reply|events?|shop|store|booking"
    r"|reservations?|list|dev|devel"
)
"""Addresses of a desk, also as in "devicefarm-support"; and those that are one only when they stand alone."""
_MACHINE = r"(?=(?:\D*\d){8})(?!.*[a-z]{3}).*"
"""The left side of a message id: digits, and no three letters in a row."""


@lru_cache(maxsize=1)
def _top_level_domains() -> frozenset[str]:
    lines = files(__package__).joinpath("top_level_domains.txt").read_text("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def level_of(local: str, domain: str) -> Level:
    """How sure it is that this is somebody's address; both sides in lower case."""
    if re.search(_NOBODYS_DOMAIN, domain) or re.fullmatch(_NOBODY, local):
        return Level.PLACEHOLDER
    if re.fullmatch(_ROLE, local.partition("+")[0]) or re.match(_MACHINE, local) or "noreply" in domain:
        return Level.LOW
    return Level.HIGH


def _is_address(local: str, domain: str) -> bool:
    if len(local) > _LONGEST_LOCAL or len(domain) > LONGEST_DOMAIN or ".." in local or local.endswith("."):
        return False
    labels = domain.split(".")
    if any(label.startswith("-") or label.endswith("-") for label in labels):
        return False
    top = labels[-1]
    return top.startswith("xn--") or top in _RESERVED or top in _top_level_domains()


def _is_user_of_url(text: Text, start: int) -> bool:
    """Whether nothing but a user and a piece of a password stands between a scheme and this place."""
    _, scheme, rest = text.before(start, _LONGEST_USER).rpartition(b"://")
    return bool(scheme) and not any(byte in b" \t\r\n/\"'<>" for byte in rest)


def find(text: Text) -> Iterator[Hit]:
    """Addresses, but for what merely looks alike: the user of a URL, a call in code (`x@weight.to(…)`)."""
    for start, end in text.matches(_ADDRESS):
        found = text.data[start:end].decode()
        shorter = found.lstrip(".%+-'")
        first = start + len(found) - len(shorter)
        local, _, domain = shorter.lower().rpartition("@")
        if not _is_address(local, domain) or text.after(end) in (b"(", b"@"):
            continue
        if text.before(first) == b"$" or _is_user_of_url(text, first):
            continue
        yield Hit(
            "email",
            level_of(local, domain),
            first,
            end,
            masks.email(local, domain),
            f"{local}@{domain}",
            domain,
        )


FAMILY = Family("email", "e-mail address", "e-mail addresses", (TRIGGER,), _ADDRESS, find)
