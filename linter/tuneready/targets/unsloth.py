"""Unsloth: how it finds out a dataset's shape, and what it renames."""

from __future__ import annotations

from tuneready.targets.base import Demand, Target
from tuneready.targets.finders import columns, contents, turns
from tuneready.targets.finders.reach import Path

CONVERSATIONS: Path = ("conversations",)
SPEAKERS = ("system", "user", "human", "input", "gpt", "assistant", "output")


def _speakers(key: str, path: Path) -> Demand:
    names = [form for name in SPEAKERS for form in (name, name.capitalize(), name.upper())]
    return Demand(
        says="Speakers are system; user, human or input; gpt, assistant or output.",
        find=turns.roles_within(*names, path=path, key=key),
        source="standardize",
        short="names of speakers",
    )


CHAT = (
    _speakers("role", ("messages",)),
    Demand(
        says="No turn is empty: Unsloth Studio scans for them.",
        find=contents.content_not_empty(blank=True),
        source="studio",
        effect="advises",
        check="empty-output",
    ),
    Demand(
        says="The last message is the assistant's: what stands after it is never trained on.",
        find=turns.ends_with("assistant", "gpt", "output"),
        source="standardize",
        effect="wastes",
        check="nothing-to-train",
    ),
)

SHAREGPT = (
    _speakers("from", CONVERSATIONS),
    Demand(
        says="A turn has exactly two keys, from and value (looked at in the first ten records).",
        find=columns.turn_values("from", "value"),
        source="standardize",
        short="keys of turns",
    ),
    Demand(
        says="No turn is empty: Unsloth Studio scans for them.",
        find=columns.turns_not_blank("value"),
        source="studio",
        effect="advises",
        check="empty-output",
    ),
)

TARGET = Target(
    name="unsloth",
    title="Unsloth",
    formats={
        "openai-chat": CHAT,
        "together": CHAT,
        "fireworks": CHAT,
        "sharegpt": SHAREGPT,
        "alpaca": (),
        "plain-text": (),
        "prompt-completion": (),
        "trl-preference": (),
        "trl-unpaired-preference": (),
        "trl-prompt-only": (),
    },
    sources={
        "standardize": "unslothai/unsloth, standardize_data_formats, commit 015bdef (2026-08-22)",
        "studio": "unslothai/unsloth, studio dataset checks, commit 015bdef (2026-08-22)",
    },
    bom="either",
    notes=(
        "A file with instruction and output is read as Alpaca, even where it has messages too.",
        "With very small files its guess can take role for content and content for role.",
        "What TRL asks for holds here as well: Unsloth trains with its trainers.",
    ),
)
