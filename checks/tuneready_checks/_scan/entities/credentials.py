"""A user and a password inside a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tuneready_checks._scan import masks
from tuneready_checks._scan.entities.email import TRIGGER
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.text import Text

_URL = (
    rb"\b[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\x00-\x20/:@?#\"'<>`]{0,100}:[^\x00-\x20/@?#\"'<>`]{1,200}"
    rb"@[A-Za-z0-9\[][A-Za-z0-9.\-_]*"
)
_STANDS_FOR_ONE = re.compile(
    r"[$%{\[(*].*|.*[})\]*]|x+|\.+|…|(?:my|your|the|some|db|new|user)?[_-]?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token"
    r"|api[_-]?key|key|credentials?)\d{0,3}|(?:user|admin|root|postgres|guest|test|foo|bar|changeme|example|hunter2)\w{0,4}",
    re.IGNORECASE,
)
_NOBODYS_HOST = re.compile(
    r"(?:.*\.)?(?:example(?:\.\w+)?|test|invalid)|localhost|127\.0\.0\.1|host(?:name)?|server|db|database|domain\.com"
    r"|(?:your|my)[\w.-]*",
    re.IGNORECASE,
)


def find(text: Text) -> Iterator[Hit]:
    """Credentials that somebody may use; variables and words like "password" stand for them only."""
    for start, end in text.matches(_URL):
        _, _, rest = text.data[start:end].decode("utf-8", "surrogateescape").partition("://")
        user, _, rest = rest.partition(":")
        password, _, host = rest.rpartition("@")
        stands = _STANDS_FOR_ONE.fullmatch(password) or user == password or _NOBODYS_HOST.fullmatch(host)
        level = Level.PLACEHOLDER if stands else Level.HIGH
        mask = f"{masks.ELLIPSIS}://{masks.ELLIPSIS}:{masks.ELLIPSIS}@{masks.ELLIPSIS}"
        yield Hit(
            "url-credentials", level, start, end, mask, f"{user}:{password}@{host.lower()}", host.lower()
        )


FAMILY = Family("url-credentials", "password in a URL", "passwords in URLs", (TRIGGER,), _URL, find)
