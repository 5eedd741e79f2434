"""A label as a message may show it."""

from __future__ import annotations

import re

from tuneready.api import plural, shown

_MOST = 40
_FEW_DIGITS = 4
_DIGITS = re.compile(r"\d+")
_TELLING = re.compile(r"\S@\S|://|\\")
_PLAIN = re.compile(r"[\w\-+.:/&,' \[\]\"]*")


def named(label: str) -> str:
    """A label in quotes, cut short; digits are masked where there are many, and an address never shown.

    >>> named("pay_fine"), named("topic 7"), named("call 0171 5550123"), named("a@b.org")
    ("'pay_fine'", "'topic 7'", "'call … …'", 'a string of 7 characters')
    """
    text = " ".join(label.split())
    if not text or _TELLING.search(text) or not _PLAIN.fullmatch(text):
        return shown(label)
    if sum(map(str.isdigit, text)) > _FEW_DIGITS:
        text = _DIGITS.sub("…", text)
    return f"'{text}'" if len(text) <= _MOST else f"'{text[:_MOST]}…' ({plural(len(label), 'character')})"


def pointed(field: str) -> str:
    """A pointer to a field as a message may show it: each part of it a plain word, else only its shape.

    >>> pointed("/intent/name"), pointed("/label")
    ("'intent/name'", "'label'")
    """
    parts = [shown(part) for part in field.split("/")[1:]]
    return f"'{'/'.join(part.strip(chr(39)) for part in parts)}'" if all(map(_quoted, parts)) else parts[-1]


def _quoted(part: str) -> bool:
    return part.startswith("'")
