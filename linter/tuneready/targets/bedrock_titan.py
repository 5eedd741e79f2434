"""Amazon Titan (and Cohere Command) on Bedrock: prompt and completion."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.finders import contents, keys

PROMPT_COMPLETION = (
    Demand(
        says="The prompt is a string.",
        find=keys.is_type("a string", "prompt"),
        source="guide",
        short="prompts are no strings",
    ),
    Demand(
        says="The completion is a string.",
        find=keys.is_type("a string", "completion"),
        source="guide",
        short="completions are no strings",
    ),
    Demand(
        says="Prompt and completion are not empty: empty ones pass, and teach nothing.",
        find=contents.texts_given(("prompt", "completion")),
        source="guide",
        effect="wastes",
        check="empty-output",
    ),
)

TARGET = Target(
    name="bedrock-titan",
    title="Amazon Titan on Bedrock",
    formats={"prompt-completion": PROMPT_COMPLETION},
    sources={
        "guide": "docs.aws.amazon.com, Amazon Bedrock customization guide, read 2026-08",
    },
    limits={
        "most-examples": Limit(value=10_000, source="guide"),
    },
    file_letters=r"[A-Za-z0-9_\-/.]*",
    notes=(
        "The guide counts six characters a token.",
        "Keys beside prompt and completion are let pass.",
    ),
)
