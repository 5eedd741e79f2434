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
_ADDRESS = _LOCAL + rb"+@(?:" + _LABEL + rb"+\.)+(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9\-]{2,40})"
TRIGGER = rb"[^\x00-\x20/@?#\"<>`]@[A-Za-z0-9\[\-\xc3-\xc9]"
"""Also that of passwords in URLs."""

_LONGEST_LOCAL = 64
_NOBODYS_DOMAIN = re.compile(
    r"(?:^|\.)(?:example(?:-\w+)?\.[a-z.]+|[a-z0-9-]*example(?:-\w+)?\.[a-z]+|test|invalid|localhost|local|domain\.[a-z]+"
    r"|(?:my|your|some|any|the|other)[-_]?(?:domain|company|site|website|email|mail|provider|host|server|org)\.[a-z.]+"
    r"|(?:company|email|website|site|provider|host|server|organization|business|foo|bar|abc|xyz|test|acme)\.[a-z]{2,3})$"
)
_NOBODY = re.compile(
    r"(?:your|my|some|any)[._-]?\w*|(?:john|jane)[._-]?(?:doe|smith)\d{0,3}|j\.?doe|doe|foo|bar|baz|foobar"
    r"|test(?:er|ing|user)?\d{0,3}|example|sample|user\d{0,3}|user[._-]?name|name|first[._-]?(?:name)?[._-]?last(?:name)?"
    r"|someone|somebody|anyone|nobody|email|e-?mail|xyz|abc|x+|alice|bob|placeholder|dummy|recipient|sender"
)
_ROLE = re.compile(
    r"(?:info|support|sales|contact|contactus|admin|administrator|no-?reply|do-?not-?reply|hello|help|helpdesk|billing"
    r"|press|hr|jobs|careers|recruiting|webmaster|postmaster|hostmaster|abuse|security|privacy|git|enquir(?:y|ies)"
    r"|inquir(?:y|ies)|office|team|news|newsletter|notifications?|services?|customer[._-]?(?:service|support|care)"
    r"|marketing|feedback|media|legal|orders?|returns|accounts?|root|mailer-daemon|subscribe|unsubscribe|mail|care|alerts?|updates?|notify|reply|events?|shop|store|booking|reservations?)"
)


@lru_cache(maxsize=1)
def _top_level_domains() -> frozenset[str]:
    lines = files(__package__).joinpath("top_level_domains.txt").read_text("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def level_of(local: str, domain: str) -> Level:
    """How sure it is that this is somebody's address; both sides in lower case."""
    if _NOBODYS_DOMAIN.search(domain) or _NOBODY.fullmatch(local):
        return Level.PLACEHOLDER
    if _ROLE.fullmatch(local.partition("+")[0]):
        return Level.LOW
    return Level.HIGH


def _is_address(local: str, domain: str) -> bool:
    if len(local) > _LONGEST_LOCAL or ".." in local or local.endswith("."):
        return False
    labels = domain.split(".")
    if any(label.startswith("-") or label.endswith("-") for label in labels):
        return False
    return labels[-1].startswith("xn--") or labels[-1] in _top_level_domains()


def find(text: Text) -> Iterator[Hit]:
    """Addresses, but for what merely looks alike: the user of a URL, a call in code (`x@weight.to(…)`)."""
    for start, end in text.matches(_ADDRESS):
        found = text.data[start:end].decode()
        shorter = found.lstrip(".%+-'")
        first = start + len(found) - len(shorter)
        local, _, domain = shorter.lower().rpartition("@")
        if not _is_address(local, domain) or text.after(end) in (b"(", b"@"):
            continue
        if text.before(first, 2) == b"//" or (text.before(first) == b":" and b"//" in text.before(first, 40)):
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
