"""Amazon Nova on Bedrock."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.finders.turns import ends_with, follows, roles_within, starts_with

CONVERSE = (
    Demand(says="Roles are user and assistant.", find=roles_within("user", "assistant"), source="validator"),
    Demand(
        says="The first message is the user's.",
        find=starts_with("user"),
        source="validator",
        check="role-order",
    ),
    Demand(
        says="User and assistant take turns.",
        find=follows({"user": ("assistant",), "assistant": ("user",)}),
        source="validator",
        check="role-order",
    ),
    Demand(
        says="The last message is the assistant's.",
        find=ends_with("assistant"),
        source="validator",
        check="role-order",
    ),
)

TARGET = Target(
    name="bedrock-nova",
    title="Amazon Nova on Bedrock",
    formats={"bedrock-converse": CONVERSE},
    sources={
        "validator": "aws-samples/amazon-bedrock-samples, nova_ft_dataset_validator.py, 2025-02-25",
        "guide": "docs.aws.amazon.com, Amazon Nova user guide, preparing data for fine-tuning, read 2026-08",
    },
    limits={
        "fewest-examples": Limit(value=8, source="validator"),
        "most-examples": Limit(value=20_000, source="validator"),
        "advised-examples": Limit(value=100, source="guide", effect="advises"),
    },
)
