"""A finding: one fact about the data, where it stands, and which examples it spoils."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

MOST_RELATED = 100
"""Related places that a finding lists; `related_total` tells how many there are."""


class Severity(StrEnum):
    """How bad it is. ERROR: not ready. WARNING: an example is wasted or doubtful. INFO: good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Related(NamedTuple):
    """Another place that belongs to a finding: an example's id and what it has to do with it."""

    example: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact.

    `at`: the id of the example (or line, or file) where it stands. `identity`: what it is about, by content
    and never by position; the fingerprint is made of it. `unusable`: ids of the examples that it makes
    unusable. `kept`: the example that those are copies of; one of them all stays usable, this one if no
    other check faults it. `severity`: set only where it differs from the check's own. `related_total`: how
    many related places there truly are; 0 means as many as are given. `span`: characters, from and to, in
    the decoded text that `pointer` names. `file`: set only where it is no file of the dataset that `at`
    could name. Never hold a value that may be personal data.
    """

    at: int
    message: str
    identity: str
    pointer: str = ""
    span: tuple[int, int] | None = None
    unusable: tuple[int, ...] = ()
    kept: int | None = None
    related: tuple[Related, ...] = ()
    related_total: int = 0
    severity: Severity | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    fix: Mapping[str, Any] | None = None
    file: str = ""
