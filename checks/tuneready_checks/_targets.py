"""What the targets would say of a block's examples, as findings of the check that each belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tuneready.api import Block, Effect, Finding, Severity, fault

_SAID: Mapping[Effect, tuple[str, Severity]] = {
    "refuses": ("refused by", Severity.ERROR),
    "drops": ("silently dropped by", Severity.WARNING),
    "wastes": ("taken and wasted by", Severity.WARNING),
    "advises": ("advised against by", Severity.INFO),
}


def unmet(block: Block, check: str) -> Iterator[Finding]:
    """Findings of this check: what the targets refuse, drop, waste or advise against."""
    for each in block.unmet:
        if each.check == check:
            said, severity = _SAID[each.effect]
            yield fault(
                each.example,
                f"{each.message} ({said} {', '.join(each.targets)})",
                pointer=each.pointer,
                detail=each.message,
                usable=severity is Severity.INFO,
                severity=severity,
            )
