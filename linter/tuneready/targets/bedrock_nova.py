"""Amazon Nova on Bedrock."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, SetDemand, Target
from tuneready.targets.demands import alternating, two_messages
from tuneready.targets.finders import blocks, contents, keys, kinds, turns

RESERVED = r"(?:User|USER|Bot|BOT|Assistant|ASSISTANT|System|SYSTEM|Thought):|<image>|<video>|\[EOS\]"
ADDRESS = r"s3://[\w\-/.]+"

CONVERSE = (
    Demand(
        says="Roles are user and assistant.",
        find=turns.roles_within("user", "assistant"),
        source="validator",
        short="roles",
    ),
    two_messages("validator"),
    *alternating("validator"),
    Demand(
        says="A block holds text, an image, a video, or (Nova 2.0) reasoningContent.",
        find=blocks.blocks_hold("text", "image", "video", "reasoningContent"),
        source="validator",
        short="blocks",
    ),
    Demand(
        says="A message without media has text.",
        find=blocks.blocks_have_text(blank=False),
        source="validator",
        check="empty-output",
        short="empty messages",
    ),
    Demand(
        says="A message is more than white space: the validator lets it pass, and it teaches nothing.",
        find=blocks.blocks_have_text(blank=True),
        source="validator",
        effect="wastes",
        check="empty-output",
    ),
    Demand(
        says="Blocks of tools (toolUse, toolResult) might cause the job to fail.",
        find=blocks.blocks_avoid("toolUse", "toolResult"),
        source="guide-2",
        effect="advises",
    ),
    Demand(
        says="Images and videos stand in user messages only.",
        find=blocks.media_only_by("user"),
        source="validator",
        check="image-part",
        short="media",
    ),
    Demand(
        says="A message holds ten images or one video at the most, and never both.",
        find=blocks.media_per_message(10, 1),
        source="validator",
        check="image-part",
        short="media",
    ),
    Demand(
        says="An image is jpeg, png, gif or webp.",
        find=blocks.media_formats("image", "jpeg", "png", "gif", "webp", any_case=True),
        source="validator",
        check="image-part",
        short="media",
    ),
    Demand(
        says="A video is mov, mkv, mp4 or webm.",
        find=blocks.media_formats("video", "mov", "mkv", "mp4", "webm", any_case=True),
        source="validator",
        check="image-part",
        short="media",
    ),
    Demand(
        says="An image stands at an S3 address.",
        find=blocks.media_sources("image", ADDRESS),
        source="validator",
        check="image-part",
        short="addresses of media",
    ),
    Demand(
        says="A video stands at an S3 address.",
        find=blocks.media_sources("video", ADDRESS),
        source="validator",
        check="image-part",
        short="addresses of media",
    ),
    Demand(
        says="schemaVersion, where it stands, is a string: any is let pass.",
        find=keys.is_type("a string", "schemaVersion"),
        source="validator",
        short="schemaVersion",
    ),
    Demand(
        says="The system is an array of blocks of text.",
        find=blocks.system_blocks(),
        source="validator",
        short="system",
    ),
    Demand(
        says="No text holds User:, Bot:, Assistant:, System: (nor these in capitals), Thought:, <image>, <video> "
        "or [EOS]: the training job fails.",
        find=contents.without_words(RESERVED),
        source="validator-2",
        check="reserved-word",
        short="reserved words",
    ),
)

MEDIA = SetDemand(
    says="A dataset holds images or videos, not both.",
    kinds=kinds.media,
    source="guide",
    noun="kind of media",
    nouns="kinds of media (images and videos)",
    most=1,
)

TARGET = Target(
    name="bedrock-nova",
    title="Amazon Nova on Bedrock",
    formats={"bedrock-converse": CONVERSE},
    sets={"bedrock-converse": (MEDIA,)},
    sources={
        "validator": "aws-samples/amazon-bedrock-samples, nova_ft_dataset_validator.py, 2025-02-25",
        "validator-2": "aws-samples/amazon-bedrock-samples, nova_ft_dataset_validator.py, commit 7a8cfea, read 2026-11",
        "guide": "docs.aws.amazon.com, Amazon Nova user guide, preparing data for fine-tuning, read 2026-08",
        "guide-2": "docs.aws.amazon.com, Amazon Bedrock guide, Nova 2.0 supervised fine-tuning, 2026",
    },
    limits={
        "fewest-examples": Limit(value=8, source="validator"),
        "most-examples": Limit(value=20_000, source="validator"),
        "advised-examples": Limit(value=100, source="guide", effect="advises"),
    },
    suffixes=(".jsonl",),
    file_letters=r"[A-Za-z0-9_\-/.]*",
    notes=(
        "Contents are arrays of blocks: records with strings for contents (and for the system) are those of Claude on Bedrock, and refused.",
        "Media must lie in the dataset's own bucket; Nova Micro takes none.",
        "Nova 2.0 takes images as PNG, JPEG and GIF, videos as MOV, MKV and MP4, and ignores a validation set.",
    ),
)
