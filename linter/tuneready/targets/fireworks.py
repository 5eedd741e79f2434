"""Fireworks' fine-tuning service."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.demands import last_is_answer, some_answer
from tuneready.targets.finders import contents, media, pairs, turns, weights

MESSAGES = (
    Demand(
        says="Roles are system, user and assistant, and tool for the answers of tools.",
        find=turns.roles_within("system", "user", "assistant", "tool"),
        source="guide",
        short="roles",
    ),
    Demand(
        says="A system message stands only at the start.",
        find=turns.system_first("system"),
        source="guide",
        check="role-order",
        short="system message in the middle",
    ),
    Demand(
        says="A content is a string (or parts, for models that see).",
        find=contents.content_given("system", "user", "assistant"),
        source="guide",
        short="content is missing",
    ),
    Demand(
        says="Images are base64 in a data URL: no addresses.",
        find=media.image_urls("jpeg", "jpg", "png", "webp", "gif", links=False),
        source="vision",
        check="image-part",
        short="addresses of images",
    ),
)

CHAT = (
    *MESSAGES,
    some_answer("guide"),
    Demand(
        says="A weight is 0 or 1; with 0 the message is skipped.",
        find=weights.weight_is_known(),
        source="guide",
        check="weight-spelling",
        short="weights",
    ),
    last_is_answer("guide"),
    Demand(
        says="What the assistant says is not empty.",
        find=contents.content_not_empty("assistant", blank=True),
        source="guide",
        effect="wastes",
        check="empty-output",
    ),
)

PREFERENCE = (
    Demand(
        says="Roles of the input are system, user, assistant and tool.",
        find=turns.roles_within("system", "user", "assistant", "tool", path=("input", "messages")),
        source="guide",
        short="roles",
    ),
    Demand(
        says="Each output is one message of the assistant's.",
        find=pairs.one_message_each("assistant"),
        source="dpo",
        short="outputs of several messages",
    ),
    Demand(
        says="The input ends with the user.",
        find=turns.ends_with("user", "tool", path=("input", "messages")),
        source="dpo",
        check="role-order",
        short="input does not end with the user",
    ),
    Demand(
        says="The two outputs differ: equal ones teach nothing.",
        find=pairs.sides_differ("preferred_output", "non_preferred_output"),
        source="dpo",
        effect="wastes",
        check="nothing-to-train",
    ),
)

RFT = (
    *MESSAGES,
    Demand(
        says="The last message is the user's: the model answers by itself.",
        find=turns.ends_with("user", "tool"),
        source="rft",
        check="role-order",
        short="last message is not the user's",
    ),
)

TARGET = Target(
    name="fireworks",
    title="Fireworks",
    formats={
        "fireworks": CHAT,
        "openai-chat": CHAT,
        "together": CHAT,
        "openai-preference": PREFERENCE,
        "openai-rft": RFT,
    },
    sources={
        "guide": "docs.fireworks.ai, supervised fine-tuning, read 2026-08",
        "vision": "docs.fireworks.ai, vision fine-tuning, read 2026-08",
        "dpo": "docs.fireworks.ai, direct preference optimization, read 2026-08",
        "rft": "docs.fireworks.ai, reinforcement fine-tuning, and fw-ai/cookbook, commit 76821fa, 2026-08",
    },
    limits={
        "fewest-examples": Limit(value=3, source="guide"),
        "most-examples": Limit(value=3_000_000, source="guide"),
    },
    notes=(
        "Its own example of tools has calls without ids and parameters that are no JSON Schema: neither is held against a record.",
    ),
)
