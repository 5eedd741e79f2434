"""Rules of kingfisher-secret-scanner (extra `secrets`, Apache-2.0), read from the installed package at run time.

Their patterns, cut down to what must be there, are the triggers. A text in which one fires is searched by the
package's own scanner, which applies their filters. It uses no network, and shows us places, not values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from tuneready_checks._scan import cache, masks
from tuneready_checks._scan.hit import Family, Hit, Level
from tuneready_checks._scan.hyperscan_backend import compiled
from tuneready_checks._scan.pattern import pattern_options
from tuneready_checks._scan.secrets.rule import is_stand_in
from tuneready_checks._scan.text import Text

PACKAGE = "kingfisher-secret-scanner"
ENTITY = "kingfisher-secret"
_LONGEST_PIECE = 4

_ENDING = r"""(?:\\?['"\x60]|[\s;]|\\[nr]|$)"""
_OPENING = r"^(\(\?i\))?\[\\w\.-\]\{0,50\}\?"
_BOUNDS = (
    ("|$)", "|)"),
    (r"|\z)", "|)"),
    ("(?:$|", "(?:|"),
    ("(?:^|", "(?:|"),
    (r"(?:\A|", "(?:|"),
    ("|$|", "||"),
    (r"|\z|", "||"),
)
"""Ends of a text within an alternative: without them a trigger fires more often, which does no harm."""
_INNER = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
_ANCHOR = r"[\^$]|\\[Az]"


class Rules(NamedTuple):
    """What is taken from the package: triggers, of how many rules, and which rules no engine takes.

    `parts`: of a rule of several parts, the rules of the parts that must be found with it.
    """

    triggers: tuple[bytes, ...]
    total: int
    skipped: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]


def is_installed() -> bool:
    """Whether the package is there."""
    return bool(_version(PACKAGE))


@lru_cache(maxsize=8)
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def trigger_of(pattern: str) -> bytes | None:
    """The part of a pattern that must be there; None where a text's end is in the middle of it."""
    shorter = re.sub(_OPENING, r"\1", pattern.removesuffix(_ENDING))
    for bound, without in _BOUNDS:
        shorter = shorter.replace(bound, without)
    if re.search(_ANCHOR, re.sub(_INNER, _without_class, shorter)):
        return None
    return shorter.encode()


def _without_class(found: re.Match[str]) -> str:
    return found[0] if found[0] in {r"\A", r"\z"} else ""


def taken(triggers: Sequence[bytes]) -> list[bytes]:
    """Those that both engines compile; an engine that is not installed is not asked."""
    return _taken_by_hyperscan([trigger for trigger in triggers if _is_taken_by_re2(trigger)])


def _is_taken_by_re2(trigger: bytes) -> bool:
    import re2

    try:
        re2.compile(trigger, pattern_options())
    except re2.error:
        return False
    return True


def _taken_by_hyperscan(triggers: list[bytes]) -> list[bytes]:
    """Those that compile: all at once where they do, halves where they do not."""
    try:
        import hyperscan
    except ImportError:
        return triggers
    try:
        compiled(triggers)
    except hyperscan.HyperscanError:
        half = len(triggers) // 2
        return [*_taken_by_hyperscan(triggers[:half]), *_taken_by_hyperscan(triggers[half:])] if half else []
    return triggers


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules; kept in the user's cache, since compiling them takes the package seconds."""
    made_for = f"{_version(PACKAGE)} {_version('hyperscan')} {_version('google-re2')} 1".encode()
    path = cache.folder().parent / f"kingfisher-{blake2b(made_for, digest_size=8).hexdigest()}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _from_json(json.loads(path.read_text("utf-8")))
    read = _read()
    with suppress(OSError):
        cache.write(path, json.dumps(_to_json(read)).encode())
    return read


def _to_json(read: Rules) -> dict[str, Any]:
    return {**read._asdict(), "triggers": [trigger.decode() for trigger in read.triggers]}


def _from_json(kept: dict[str, Any]) -> Rules:
    triggers = tuple(trigger.encode() for trigger in kept["triggers"])
    parts = {name: tuple(needed) for name, needed in kept["parts"].items()}
    return Rules(triggers, int(kept["total"]), tuple(kept["skipped"]), parts)


def _read() -> Rules:
    native = _native_rules()
    details = [native.detail(each["id"]) for each in native.metadata()]
    cut = {each["id"]: trigger_of(each["pattern"]) for each in details if each["visible"]}
    triggers = taken(list(dict.fromkeys(trigger for trigger in cut.values() if trigger)))
    return Rules(
        tuple(triggers),
        len(cut),
        tuple(sorted(name for name, trigger in cut.items() if trigger not in triggers)),
        {each["id"]: _parts(each) for each in details if each["depends_on_rule"]},
    )


def _parts(detail: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(each["rule_id"] for each in detail["depends_on_rule"] if not each["optional"])


def _native_rules() -> Any:  # noqa: ANN401 — imported where it is used
    from kingfisher_sdk import Rules as NativeRules

    return NativeRules(cache_dir=_package_cache())


def _package_cache() -> Path:
    path = cache.folder().parent / "kingfisher"
    with suppress(OSError):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@lru_cache(maxsize=1)
def _scanner() -> Any:  # noqa: ANN401 — imported where it is used
    from kingfisher_sdk import Scanner

    return Scanner(_native_rules(), base64=False, redact=True)


def _find(text: Text) -> Iterator[Hit]:
    """What the package finds, but for a part of something whose other parts are missing."""
    found = _scanner().scan(text.data)
    names = {each.rule_id for each in found}
    skipped, parts = rules().skipped, rules().parts
    for each in found:
        whole = names.issuperset(parts.get(each.rule_id, ()))
        if each.visible and whole and each.rule_id not in skipped:
            yield _hit(text, each.rule_id, each.confidence, each.location)


def _hit(text: Text, rule: str, confidence: str, place: Mapping[str, int]) -> Hit:
    start, end = place["start_offset"], place["end_offset"]
    value = text.data[start:end].decode("utf-8", "surrogateescape")
    level = Level.HIGH if confidence == "high" else Level.MEDIUM
    if is_stand_in(value):
        level = Level.PLACEHOLDER
    return Hit(ENTITY, level, start, end, f"{label(rule, value)}{masks.head(value, 0)}", value)


def label(rule: str, value: str) -> str:
    """The name of a rule as masks show it; none where it repeats five characters of the value.

    >>> label("betterleaks.greptile-api-key", "x7Kq"), label("veles.secrets/packagistsecret", "packagist_acs_1")
    ('greptile-api-key ', '')
    """
    name = re.split(r"[./]", rule, maxsplit=2 if rule.startswith("veles.secrets/") else 1)[-1]
    width = _LONGEST_PIECE + 1
    pieces = {name[at : at + width].lower() for at in range(len(name) - _LONGEST_PIECE)}
    return "" if any(piece in value.lower() for piece in pieces) else f"{name} "


@lru_cache(maxsize=1)
def family() -> Family:
    """The search for what these rules know; the package must be installed."""
    return Family(*NAMES, rules().triggers, rb"(?s:.)", _find)


NAMES = (ENTITY, "secret", "secrets")
NAMED = Family(*NAMES, (), b"", _find)
"""Bears the names alone, so that they are there without the package."""
