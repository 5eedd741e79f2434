"""Claude 3 Haiku on Amazon Bedrock."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.demands import alternating, two_messages
from tuneready.targets.finders import contents, keys, turns

CHAT = (
    Demand(
        says="Roles are user and assistant; the system's text stands beside the messages, under system.",
        find=turns.roles_within("user", "assistant"),
        source="validator",
        short="roles",
    ),
    two_messages("validator"),
    *alternating("validator"),
    Demand(
        says="A content is a string, not an array of blocks.",
        find=contents.content_is_text(),
        source="validator",
        short="contents are no strings",
    ),
    Demand(
        says="The system's text is a string, where the key stands.",
        find=keys.is_type("a string", "system"),
        source="validator",
        short="system",
    ),
    Demand(
        says="No text holds a line that begins with Human: or Assistant:.",
        find=contents.without_words(r"\n(Human|Assistant):"),
        source="validator",
        check="reserved-word",
        short="reserved words",
    ),
    Demand(
        says="A record has no keys but system and messages (the validator lets others pass).",
        find=keys.only_keys("system", "messages"),
        source="cookbook",
        short="other keys",
    ),
    Demand(
        says="A message has no keys but role and content.",
        find=keys.only_message_keys("role", "content"),
        source="cookbook",
        short="keys of messages",
    ),
    Demand(
        says="A content is not empty: the validator lets it pass, and it teaches nothing.",
        find=contents.content_not_empty(blank=True),
        source="validator",
        effect="wastes",
        check="empty-output",
    ),
)

TARGET = Target(
    name="bedrock-claude",
    title="Claude 3 Haiku on Bedrock",
    formats={"bedrock-claude": CHAT, "openai-chat": CHAT},
    sources={
        "validator": "aws-samples/amazon-bedrock-samples, Claude 3 Haiku data_validation.py, 2024-10-02",
        "cookbook": "Anthropic cookbook, fine-tuning Claude 3 Haiku on Bedrock, 2024",
        "card": "docs.aws.amazon.com, model card of Claude 3 Haiku, read 2026-08",
    },
    limits={
        "fewest-examples": Limit(value=32, source="validator"),
        "fewest-validation-examples": Limit(value=32, source="validator"),
        "most-examples": Limit(value=10_000, source="validator"),
        "most-validation-examples": Limit(value=1_000, source="validator"),
        "most-examples-together": Limit(value=10_000, source="validator"),
        "most-tokens": Limit(value=32_000, source="validator"),
        "most-bytes": Limit(value=10_000_000_000, source="validator"),
        "most-validation-bytes": Limit(value=1_000_000_000, source="validator"),
    },
    status="Claude 3 Haiku reached its end of life on 2026-09-10 (AWS model card).",
    retired="2026-09-10",
    file_letters=r"[A-Za-z0-9_\-/.]*",
)
