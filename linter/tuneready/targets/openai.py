"""OpenAI's fine-tuning API.

The platform refuses little of what spoils a training run; what it takes and wastes is told as well.
"""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.finders.turns import ends_with, has_role

CHAT = (
    Demand(
        says="At least one message is the assistant's.",
        find=has_role("assistant"),
        source="cookbook",
    ),
    Demand(
        says="At least one message is the user's.",
        find=has_role("user"),
        source="cookbook",
        effect="advises",
    ),
    Demand(
        says="The last message is the assistant's: what stands after it is never trained on.",
        find=ends_with("assistant"),
        source="guide",
        effect="wastes",
        check="nothing-to-train",
    ),
)

TARGET = Target(
    name="openai",
    title="OpenAI",
    formats={"openai-chat": CHAT, "openai-preference": (), "openai-rft": ()},
    sources={
        "guide": "developers.openai.com, guide to supervised fine-tuning, read 2026-08",
        "cookbook": "openai/openai-cookbook, Chat_finetuning_data_prep.ipynb, commit 2e65270",
        "server": 'error invalid_n_examples ("must have at least 10 examples"), seen 2024-12-29',
    },
    limits={
        "fewest-examples": Limit(value=10, source="server"),
        "advised-examples": Limit(value=50, source="guide", effect="advises"),
        "most-tokens": Limit(value=65_536, source="guide", effect="drops"),
    },
    status="OpenAI is winding down its fine-tuning platform: it is closed to new users (guide, 2026).",
)
