"""What the targets would say of a block's examples, as findings of the check that each belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tuneready.api import Block, Effect, Finding, Limit, Severity, Target, fault

SAID: Mapping[Effect, tuple[str, Severity]] = {
    "refuses": ("refused by", Severity.ERROR),
    "drops": ("silently dropped by", Severity.WARNING),
    "truncates": ("cut short by", Severity.WARNING),
    "wastes": ("taken and wasted by", Severity.WARNING),
    "advises": ("advised against by", Severity.INFO),
}
_SPOILT = ("refuses", "drops")


def unmet(block: Block, check: str) -> Iterator[Finding]:
    """Findings of this check: what the targets refuse, drop, waste or advise against."""
    for each in block.unmet:
        if each.check == check:
            said, severity = SAID[each.effect]
            found = fault(
                each.example,
                f"{each.message} ({said} {'; '.join(each.by)})",
                pointer=each.pointer,
                detail=each.message,
                usable=each.effect not in _SPOILT,
                severity=severity,
                data={"effect": each.effect, "targets": dict(zip(each.targets, each.sources, strict=True))},
            )
            yield found


def and_unmet(own: Iterable[Finding], block: Block, check: str) -> Iterator[Finding]:
    """The check's own findings, then what the targets say of the other examples."""
    told = set()
    for finding in own:
        told.add(finding.at)
        yield finding
    yield from (finding for finding in unmet(block, check) if finding.at not in told)


def said_by(target: Target, limit: Limit) -> str:
    """Who says so, where, and with what effect, as the end of a message."""
    return f"({SAID[limit.effect][0]} {target.name}: {target.sources[limit.source]})"
