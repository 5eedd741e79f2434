"""The baseline: findings that are accepted, one a line, in a file that lies beside the data.

What it accepts is known by content, under a salt of the file's own, so that it holds on every machine.
Of personal data, of secrets, and of examples that hold them it says how many there are and no more: a
hash of a number that can be guessed is as good as the number. Pure functions; the file is the caller's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tuneready.accepting import BASELINE, Key, amounts, can_be_accepted
from tuneready.finding import Severity
from tuneready.run import Outcome, Stamped, fingerprint
from tuneready.words import plural, printable

DEFAULT_NAME = "tuneready-baseline.txt"
COUNTED = "count:"
"""Begins what an entry names instead of a fingerprint where only the number may be told."""

_HEAD = """\
# Findings that are accepted, made by `tuneready baseline create`: check, what it is about, how many.
# At the end of a line there may stand until=YYYY-MM-DD, and a reason: # like this one
"""
_SALT = re.compile(r"salt ([0-9a-f]{32})")
_ENTRY = re.compile(
    r"(?P<check>[a-z][a-z0-9-]*) (?P<about>[0-9a-f]{16}|count:[a-z0-9-]+) (?P<count>[1-9][0-9]{0,8})"
    r"(?: until=(?P<until>\S+))?(?: # (?P<reason>.*))?"
)
_CONFLICT = re.compile(r"(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)")


class BaselineError(Exception):
    """The file is not what a baseline should be; the text says the line, the fact and what to do."""


@dataclass(frozen=True, order=True)
class Entry:
    """What is accepted: `count` of it, to the end of the day `until`, for a reason."""

    check: str
    about: str
    count: int
    until: date | None = None
    reason: str = ""

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.check, self.about

    def __str__(self) -> str:
        until = f" until={self.until.isoformat()}" if self.until else ""
        reason = f" # {self.reason}" if self.reason else ""
        return f"{self.check} {self.about} {self.count}{until}{reason}"


@dataclass(frozen=True)
class Baseline:
    """Entries under a salt."""

    salt: str
    entries: tuple[Entry, ...] = ()

    def __str__(self) -> str:
        lines = "".join(f"{entry}\n" for entry in sorted(self.entries, key=lambda entry: entry.key))
        return f"{_HEAD}salt {self.salt}\n{lines}"


@dataclass(frozen=True)
class Standing:
    """How a baseline stands to what is found: amounts found by key, and entries that are out of date.

    `gone`: entries of which there is less, or nothing. `expired`: entries whose day is over. `unknown`:
    names of checks that are not installed.
    """

    found: Mapping[Key, int]
    gone: tuple[Entry, ...] = ()
    expired: tuple[Entry, ...] = ()
    unknown: tuple[str, ...] = ()


def parse(text: str) -> Baseline:
    """The baseline in this text. Of entries for the same (a merge leaves some) the largest count is taken."""
    salt, entries = "", dict[Key, Entry]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if found := _SALT.fullmatch(line):
            if salt and salt != found[1]:
                raise BaselineError(f"line {number}: a second salt: two baselines were joined; make it anew")
            salt = found[1]
            continue
        entry = _entry(line, number)
        known = entries.get(entry.key)
        if known is None or known.count < entry.count:
            entries[entry.key] = entry
    if not salt:
        raise BaselineError("has no line `salt …`: make it with tuneready baseline create")
    return Baseline(salt, tuple(entries.values()))


def _entry(line: str, number: int) -> Entry:
    if _CONFLICT.match(line):
        raise BaselineError(
            f"line {number}: a merge conflict: keep the lines of both sides, then tuneready baseline prune"
        )
    found = _ENTRY.fullmatch(line)
    if not found:
        raise BaselineError(
            f"line {number}: is no entry: expected CHECK FINGERPRINT COUNT [until=YYYY-MM-DD] [# REASON]"
        )
    return Entry(
        found["check"],
        found["about"],
        int(found["count"]),
        _date(found["until"], number) if found["until"] else None,
        found["reason"] or "",
    )


def _date(text: str, number: int) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise BaselineError(f"line {number}: until={printable(text)} is no day: expected YYYY-MM-DD")


def accept(
    outcome: Outcome, baseline: Baseline, today: date, known: Mapping[str, str]
) -> tuple[Outcome, Standing]:
    """Mark what the baseline accepts. Where there is more of it than it accepts, none of it is accepted.

    `known`: names of the installed checks, by all the names that they have had.
    """
    entries = _renamed(baseline.entries, known)
    valid = {entry.key: entry for entry in entries if not _is_over(entry, today)}
    about = _Abouts(outcome, baseline.salt)
    found = amounts(filter(_counts, outcome.findings), about)
    enough = {key for key, entry in valid.items() if found[key] <= entry.count}
    marked = tuple(
        replace(each, accepted=BASELINE, reason=valid[about(each)].reason)
        if _counts(each) and about(each) in enough
        else each
        for each in outcome.findings
    )
    ran = {ready.check.name for ready in outcome.checks}
    return replace(outcome, findings=marked), Standing(
        found,
        gone=tuple(entry for entry in entries if entry.check in ran and found[entry.key] < entry.count),
        expired=tuple(entry for entry in entries if _is_over(entry, today) and found[entry.key]),
        unknown=tuple(sorted({entry.check for entry in entries} - set(known.values()))),
    )


def _renamed(entries: Iterable[Entry], known: Mapping[str, str]) -> list[Entry]:
    return [replace(entry, check=known.get(entry.check, entry.check)) for entry in entries]


def _is_over(entry: Entry, today: date) -> bool:
    return entry.until is not None and entry.until < today


def _counts(stamped: Stamped) -> bool:
    return can_be_accepted(stamped) and stamped.severity is not Severity.INFO


class _Abouts:
    """What the findings of a run are about, as a baseline names it."""

    def __init__(self, outcome: Outcome, salt: str) -> None:
        self._salt = bytes.fromhex(salt)
        self._sensitive = {ready.check.name for ready in outcome.checks if ready.check.sensitive}
        self._private = set(self._holding(outcome))

    def _holding(self, outcome: Outcome) -> Iterator[int]:
        """Examples in which something sensitive was found."""
        for name in self._sensitive:
            yield from outcome.tallies[name].unusable
        for each in outcome.findings:
            if each.check in self._sensitive:
                yield each.finding.at
                yield from (other.example for other in each.finding.related)

    def __call__(self, stamped: Stamped) -> Key:
        finding = stamped.finding
        if stamped.check in self._sensitive:
            return stamped.check, f"{COUNTED}{_kind(finding.data.get('entity'))}"
        touched = {finding.at, *finding.unusable, *(other.example for other in finding.related)}
        if self._private & touched:
            return stamped.check, f"{COUNTED}private"
        return stamped.check, fingerprint(self._salt, stamped.check, finding.identity)


def _kind(entity: object) -> str:
    """The kind of a value, as one word of an entry."""
    return re.sub("[^a-z0-9]+", "-", str(entity or "").lower()).strip("-") or "all"


def update(baseline: Baseline, standing: Standing, until: date | None = None, reason: str = "") -> Baseline:
    """As `prune`, and what was found beyond the baseline is accepted too; what has expired stays so."""
    entries = {entry.key: entry for entry in prune(baseline, standing).entries}
    for key, count in standing.found.items():
        old = entries.get(key)
        if old is None:
            entries[key] = Entry(*key, count, until, reason)
        elif old.count < count and old not in standing.expired:
            entries[key] = replace(old, count=count)
    return replace(baseline, entries=tuple(entries.values()))


def places(outcome: Outcome, salt: str) -> dict[Key, list[tuple[str, int, str]]]:
    """File, line and message of what is found, by what a baseline of this salt calls it."""
    about = _Abouts(outcome, salt)
    found: dict[Key, list[tuple[str, int, str]]] = {}
    for each in outcome.findings:
        if each.severity is not Severity.INFO:
            finding = each.finding
            file, line = (finding.file, 0) if finding.file else outcome.overview.dataset.place(finding.at)
            found.setdefault(about(each), []).append((file, line, finding.message))
    return found


def prune(baseline: Baseline, standing: Standing) -> Baseline:
    """The baseline without what is gone, and with lower counts where there is less."""
    gone = {entry.key for entry in standing.gone}
    kept = [
        replace(entry, count=standing.found[entry.key]) if entry.key in gone else entry
        for entry in baseline.entries
        if entry.key not in gone or standing.found[entry.key]
    ]
    return replace(baseline, entries=tuple(kept))


def notes(outcome: Outcome, standing: Standing, name: str, *, whole: bool = True) -> list[str]:
    """What is to be said of a baseline of this name: how much it accepts, and where it is out of date.

    `whole`: whether all of the dataset was looked at, so that what was not found is gone.
    """
    accepted = Counter(each.severity for each in outcome.findings if each.accepted == BASELINE)
    told = []
    if accepted:
        what = " and ".join(plural(accepted[each], each) for each in Severity if accepted[each])
        told.append(f"{what} accepted by {name}")
    if standing.gone and whole:
        gone = plural(len(standing.gone), "accepted entry", "accepted entries")
        told.append(f"{name}: {gone} gone, in whole or in part: run tuneready baseline prune")
    if standing.expired:
        over = plural(len(standing.expired), "entry", "entries")
        told.append(f"{name}: {over} expired: {_few(standing.expired)}")
    if standing.unknown:
        told.append(f"{name}: no check is called {', '.join(standing.unknown)}")
    return told


def _few(entries: Sequence[Entry]) -> str:
    shown = ", ".join(f"{entry.check} {entry.about}" for entry in entries[:3])
    return f"{shown} …" if len(entries) > 3 else shown  # noqa: PLR2004 — as many as fit a line
