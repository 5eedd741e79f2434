"""The check over-size-limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from tuneready.api import Finding, LimitName, Severity, Summary, SummaryCheck, Target, example_id
from tuneready_checks._targets import SAID, said_by

_LIMITS: Mapping[str, tuple[LimitName, ...]] = {
    "train": ("most-bytes",),
    "validation": ("most-validation-bytes", "most-bytes"),
}
"""The limits of a split's files, the narrower first."""


class OverSizeLimit(SummaryCheck):
    """A file has more bytes than the target takes.

    Told where a target is named that has a limit, or where `limit` is set. What is compressed is not
    judged: it is uploaded unpacked.

    ## Why it matters

    The upload of a large file fails after an hour, not after a second.

    ## How to fix it

    Refer to images by address instead of holding them as base64, leave out copies, or split the file
    where the provider takes several.
    """

    name = "over-size-limit"
    severity = Severity.ERROR
    shown_with = {"limit": 60}
    good = [[{"prompt": "Hi", "completion": "Hello"}]]
    bad = [[{"prompt": "Hi", "completion": "Hello"}, {"prompt": "Hello", "completion": "Hi"}]]

    limit: int = Field(0, ge=0, description="bytes that a file may have at most; 0: as the target says")

    def judge(self, summary: Summary) -> Iterator[Finding]:
        overview = summary.overview
        for file in overview.dataset.files:
            size = overview.dataset.bytes_of(file)
            for limit in self._limits(file.split, overview.targets) if size else ():
                if size > limit.value:
                    yield Finding(
                        at=example_id(file.number, 0),
                        message=f"{size:,} bytes, {limit.value:,} are the most {limit.whose}",
                        identity=f"{file.split} {limit.whose}",
                        severity=limit.severity,
                        data={"bytes": size, "limit": limit.value},
                    )

    def _limits(self, split: str, targets: Sequence[Target]) -> Iterator[_Limit]:
        if self.limit:
            yield _Limit(self.limit, "(the limit that is set)", Severity.ERROR)
            return
        for target in targets:
            limits = [target.limits[name] for name in _LIMITS.get(split, ()) if name in target.limits]
            for limit in limits[:1]:
                yield _Limit(limit.value, said_by(target, limit), SAID[limit.effect][1])


class _Limit(NamedTuple):
    """The most bytes, who says so, and how bad it is to be over it."""

    value: int
    whose: str
    severity: Severity
