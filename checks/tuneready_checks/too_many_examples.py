"""The check too-many-examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tuneready.api import Finding, LimitName, Severity, Summary, SummaryCheck, Target, example_id, plural
from tuneready_checks._targets import SAID, said_by

_LIMITS: Mapping[LimitName, tuple[str, ...]] = {
    "most-examples": ("train",),
    "most-validation-examples": ("validation",),
    "most-examples-together": ("train", "validation"),
}


def _records(count: int) -> list[dict[str, str]]:
    return [{"system": "", "prompt": f"{n} and {n}?", "completion": f"{n + n}."} for n in range(count)]


class TooManyExamples(SummaryCheck):
    """A split has more examples than the target takes.

    Only told where a target is named.

    ## Why it matters

    Providers count before they train: an upload of one example too many is refused as a whole.

    ## How to fix it

    Leave out examples: copies first, then those that say what others say. The finding names the limit and
    where it is written.
    """

    name = "too-many-examples"
    severity = Severity.ERROR
    meant_for = ("bedrock-titan",)
    good = [_records(3)]
    bad = [_records(10_001)]

    def judge(self, summary: Summary) -> Iterator[Finding]:
        for target in summary.overview.targets:
            for name, splits in _LIMITS.items():
                yield from _over(summary, target, name, splits)


def _over(summary: Summary, target: Target, name: LimitName, splits: tuple[str, ...]) -> Iterator[Finding]:
    overview = summary.overview
    limit = target.limits.get(name)
    there = [split for split in splits if split in overview.splits]
    lines = sum(overview.splits[split].lines for split in there)
    if limit and there and lines > limit.value:
        file = next(overview.dataset.in_split(there[0]))
        fact = f"{' and '.join(there)}: {plural(lines, 'line')}, {limit.value:,} are the most"
        yield Finding(
            at=example_id(file.number, 0),
            message=f"{fact} {said_by(target, limit)}",
            identity=f"{target.name} {name}",
            severity=SAID[limit.effect][1],
            data={"target": target.name, "lines": lines, "limit": limit.value},
        )
