"""Findings that do not stand against a dataset, since they were there before; pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from tuneready.finding import Finding, Severity
from tuneready.run import Outcome, Stamped
from tuneready.verdict import COUNT

BASELINE: Final = "baseline"
BEFORE: Final = "before"
"""Why a finding is accepted: a baseline says so, or it is older than the change that is looked at."""

Key = tuple[str, str]
"""A check's name, and what a finding is about."""


def weight(finding: Finding) -> int:
    """What a finding counts: the examples that it makes unusable, so that one more copy is one more."""
    return max(1, len(finding.unusable))


def amounts(findings: Iterable[Stamped], key: Callable[[Stamped], Key]) -> Counter[Key]:
    """How much was found, by key."""
    found: Counter[Key] = Counter()
    for each in findings:
        found[key(each)] += weight(each.finding)
    return found


def can_be_accepted(stamped: Stamped) -> bool:
    """Whether a finding can be: that examples are too few cannot, since no acceptance makes them more."""
    return stamped.check != COUNT and not stamped.accepted


def accept_before(outcome: Outcome, before: Outcome) -> Outcome:
    """Mark what was found before too. Where there is more of it now than there was, all of it is new."""
    had, has = amounts(before.findings, _key), amounts(outcome.findings, _key)
    return replace(
        outcome,
        findings=tuple(
            replace(each, accepted=BEFORE)
            if _can_be_old(each) and has[_key(each)] <= had[_key(each)]
            else each
            for each in outcome.findings
        ),
    )


def _can_be_old(stamped: Stamped) -> bool:
    return can_be_accepted(stamped) or (stamped.check == COUNT and stamped.severity is not Severity.ERROR)


def _key(stamped: Stamped) -> Key:
    return stamped.check, stamped.fingerprint
