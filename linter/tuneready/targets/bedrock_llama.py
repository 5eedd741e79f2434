"""Llama on Amazon Bedrock: 3.2 with blocks, 3.1 with prompt and completion."""

from __future__ import annotations

from dataclasses import replace

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.bedrock_titan import PROMPT_COMPLETION
from tuneready.targets.demands import last_is_answer, two_messages
from tuneready.targets.finders import blocks, keys, turns

CONVERSE = (
    Demand(
        says="schemaVersion, where it stands, is bedrock-conversation-2024.",
        find=keys.is_one_of(("bedrock-conversation-2024",), "schemaVersion"),
        source="validator",
        short="schemaVersion",
    ),
    Demand(
        says="The system, where it stands, is one block of text.",
        find=blocks.system_blocks(1),
        source="validator",
        short="system",
    ),
    two_messages("validator"),
    Demand(
        says="A content has at least one block.",
        find=blocks.blocks_at_least(1),
        source="validator",
        short="empty contents",
    ),
    Demand(
        says="A block holds text or an image.",
        find=blocks.blocks_hold("text", "image"),
        source="validator",
        short="blocks",
    ),
    Demand(
        says="An image stands under source, s3Location and uri.",
        find=blocks.media_sources("image"),
        source="validator",
        check="image-part",
        short="addresses of images",
    ),
    Demand(
        says="Roles are user and assistant.",
        find=turns.roles_within("user", "assistant"),
        source="validator",
        short="roles",
    ),
    Demand(
        says="The assistant shows no images.",
        find=blocks.media_only_by("user", kinds=("image",)),
        source="validator",
        check="image-part",
        short="images of the assistant",
    ),
    Demand(
        says="An image is png, jpeg, gif or webp.",
        find=blocks.media_formats("image", "png", "jpeg", "gif", "webp"),
        source="guide",
        check="image-part",
        short="images",
    ),
    last_is_answer("guide"),
    Demand(
        says="User and assistant take turns: the validator does not look.",
        find=turns.never_after(user=("user",), assistant=("assistant",)),
        source="guide",
        effect="advises",
        check="role-order",
    ),
)

TARGET = Target(
    name="bedrock-llama",
    title="Llama on Bedrock",
    formats={
        "bedrock-converse": CONVERSE,
        "prompt-completion": tuple(replace(each, source="guide") for each in PROMPT_COMPLETION),
    },
    sources={
        "validator": "aws-samples/amazon-bedrock-samples, dataset_validation for Llama 3.2, 2025-03-13",
        "guide": "docs.aws.amazon.com, Amazon Bedrock customization guide, read 2026-08",
    },
    limits={
        "most-examples": Limit(value=10_000, source="validator"),
        "most-validation-examples": Limit(value=1_000, source="validator"),
        "most-tokens": Limit(value=16_000, source="guide"),
    },
    file_letters=r"[A-Za-z0-9_\-/.]*",
    notes=(
        "Llama 3.2 90B takes 10,000 tokens an example.",
        "Images: 10 MB and 8192 x 8192 pixels at the most.",
        "Llama 3.1 reads prompt and completion; Llama 3.2 and later read blocks.",
    ),
)
