"""What tells findings apart, by content and never by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tuneready.report import FindingEntry


def identified(findings: Iterable[FindingEntry]) -> Iterator[tuple[FindingEntry, str]]:
    """Each finding with an id that no other one has.

    Two findings of a check on equal content have one fingerprint; the id counts them, in their order, so
    that a line put in elsewhere changes no id.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (finding.check, finding.fingerprint)
        seen[key] += 1
        yield finding, f"{finding.check}:{finding.fingerprint}:{seen[key]}"


def gravest_first(findings: Iterable[FindingEntry]) -> list[FindingEntry]:
    """Errors, then warnings, then what is good to know; otherwise in their order."""
    order = ("error", "warning", "info")
    return sorted(findings, key=lambda finding: order.index(finding.severity))
