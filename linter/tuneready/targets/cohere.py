"""Cohere's fine-tuning service, which is no more: chat, classify and rerank."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, SetDemand, Target
from tuneready.targets.finders import columns, kinds, turns

ALSO_LOWER = ("System", "User", "Chatbot", "system", "user", "chatbot")

CHAT = (
    Demand(
        says="Roles are System, User and Chatbot.",
        find=turns.roles_within(*ALSO_LOWER),
        source="docs",
        short="roles",
    ),
    Demand(
        says="At least one message is the User's.",
        find=turns.has_role("User", "user"),
        source="docs",
        check="role-order",
        short="no user message",
    ),
    Demand(
        says="At least one message is the Chatbot's.",
        find=turns.has_role("Chatbot", "chatbot"),
        source="docs",
        short="no message of the chatbot",
    ),
    Demand(
        says="The System speaks first; later it is taken for a speaker.",
        find=turns.system_first("System", "system"),
        source="docs",
        effect="wastes",
        check="role-order",
    ),
)

CLASSIFY = (
    Demand(
        says="The label is a string, or a list of strings that may be empty.",
        find=columns.label_kinds("string", "array"),
        source="docs",
        short="labels",
    ),
    Demand(
        says="A list names each label once.",
        find=columns.labels_once(),
        source="docs",
        effect="drops",
    ),
)

LABELS = (
    SetDemand(
        says="40 examples at least, of two labels at least, and five of each label.",
        kinds=kinds.labels,
        source="docs",
        noun="label",
        nouns="labels",
        fewest=2,
        each=5,
        records=40,
    ),
)

QUERIES = (
    SetDemand(
        says="256 unique queries at least.",
        kinds=kinds.query,
        source="docs",
        noun="unique query",
        nouns="unique queries",
        fewest=256,
    ),
)

TARGET = Target(
    name="cohere",
    title="Cohere",
    formats={"cohere-chat": CHAT, "text-classification": CLASSIFY, "cohere-rerank": ()},
    sources={
        "docs": "cohere-ai/cohere-developer-experience, archived fine-tuning pages, commit e814c8a (2025)",
    },
    sets={"text-classification": LABELS, "cohere-rerank": QUERIES},
    limits={"fewest-examples": Limit(value=2, source="docs")},
    status="Cohere retired fine-tuning on 2025-09-15: no file is taken any more.",
    retired="2025-09-15",
    notes=(
        "Chat asked for two conversations (one to evaluate); a turn of more than 16,384 tokens was dropped.",
        "Bad records were filtered out, not refused.",
        "A conversation may end with the User.",
    ),
)
