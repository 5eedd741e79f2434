"""All targets, by name."""

from __future__ import annotations

from tuneready.targets import bedrock_nova, openai
from tuneready.targets.base import Target

TARGETS: dict[str, Target] = {
    each.TARGET.name: each.TARGET
    for each in (
        openai,
        bedrock_nova,
    )
}
