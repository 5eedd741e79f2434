"""A user and a password inside a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready_checks._scan import masks
from tuneready_checks._scan.entities.email import LONGEST_DOMAIN, TRIGGER
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_URL = (
    rb"\b[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\x00-\x20/:@?#\"'<>`]{0,100}:[^\x00-\x20/@?#\"'<>`]{1,200}"
    rb"@[A-Za-z0-9\[][A-Za-z0-9.\-_]*"
)
_STANDS_FOR_ONE = (
    r"[$%{\[(*].*|.*[})\]*]|.{1,2}|(?:\w+:)?anon\w*|x+|\.+|…|(?:my|your|the|some|db|new|user)?[_-]?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token"
    r"|api[_-]?key|key|credentials?)\d{0,3}|(?:user|admin|root|postgres|guest|test|foo|bar|changeme|example|hunter2)\w{0,4}"
)
_NOBODYS_HOST = (
    r"(?:.*\.)?(?:example(?:\.\w+)?|test|invalid)|localhost|127\.0\.0\.1|host(?:name)?|server|db|database|domain\.com"
    r"|(?:your|my)[\w.-]*"
)


def is_nobodys(user: str, password: str, host: str) -> bool:
    """Whether this only shows what credentials look like."""
    return (
        user == password
        or re.fullmatch(_STANDS_FOR_ONE, password, re.IGNORECASE) is not None
        or re.fullmatch(_NOBODYS_HOST, host[:LONGEST_DOMAIN], re.IGNORECASE) is not None
    )


def find(text: Text) -> Iterator[Hit]:
    """Credentials that somebody may use; variables and words like "password" stand for them only."""
    for start, end in text.matches(_URL):
        _, _, rest = text.data[start:end].decode("utf-8", "surrogateescape").partition("://")
        user, _, rest = rest.partition(":")
        password, _, host = rest.rpartition("@")
        stands = is_nobodys(user, password, host)
        level = Level.PLACEHOLDER if stands else Level.HIGH
        mask = f"{masks.ELLIPSIS}://{masks.ELLIPSIS}:{masks.ELLIPSIS}@{masks.ELLIPSIS}"
        yield Hit(
            "url-credentials", level, start, end, mask, f"{user}:{password}@{host.lower()}", host.lower()
        )


FAMILY = Family("url-credentials", "password in a URL", "passwords in URLs", (TRIGGER,), _URL, find)
