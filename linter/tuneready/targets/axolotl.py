"""Axolotl: conversations, segments, tokens, and its many shapes of preference."""

from __future__ import annotations

from tuneready.targets.base import Demand, Target
from tuneready.targets.finders import calls, columns, contents, keys, pairs, turns

CHAT = (
    Demand(
        says="Messages are an array (or JSON of one in a string).",
        find=keys.is_type("an array", "messages"),
        source="chat",
        short="messages",
    ),
    Demand(
        says="Arguments of a tool call are an object, or JSON in a string.",
        find=calls.arguments_parse(),
        source="chat",
        short="tool arguments",
    ),
    Demand(
        says="The last turn is trained on: otherwise it warns.",
        find=turns.ends_with("assistant"),
        source="chat",
        effect="wastes",
        check="nothing-to-train",
    ),
    Demand(
        says="What the assistant says is not empty.",
        find=contents.content_not_empty("assistant", blank=True),
        source="chat",
        effect="wastes",
        check="empty-output",
    ),
)

DPO = (
    Demand(
        says="prompt, chosen and rejected are not empty.",
        find=contents.texts_given(("prompt", "chosen", "rejected")),
        source="dpo",
        short="empty answers",
    ),
    Demand(
        says="chosen and rejected differ: equal ones teach nothing.",
        find=pairs.sides_differ("chosen", "rejected"),
        source="dpo",
        effect="wastes",
        check="nothing-to-train",
    ),
)

TARGET = Target(
    name="axolotl",
    title="Axolotl",
    formats={
        "openai-chat": CHAT,
        "together": CHAT,
        "fireworks": CHAT,
        "bedrock-claude": CHAT,
        "sharegpt": (),
        "alpaca": (),
        "axolotl-input-output": (),
        "plain-text": (),
        "prompt-completion": (),
        "trl-preference": DPO,
        "trl-unpaired-preference": (
            Demand(
                says="prompt and completion are not empty.",
                find=contents.texts_given(("prompt", "completion")),
                source="dpo",
                short="empty answers",
            ),
        ),
        "messages-preference": DPO,
        "trl-stepwise": (
            Demand(
                says="There are as many labels as completions.",
                find=columns.as_long("completions", "labels"),
                source="docs",
                effect="drops",
            ),
        ),
        "pretokenized": (
            Demand(
                says="The columns are input_ids, attention_mask and labels, and no others.",
                find=keys.only_keys("input_ids", "attention_mask", "labels"),
                source="docs",
                short="other columns",
            ),
            Demand(
                says="They are equally long, and not every label is -100.",
                find=columns.some_token(),
                source="docs",
                effect="wastes",
                check="nothing-to-train",
            ),
        ),
    },
    sources={
        "docs": "axolotl-ai-cloud/axolotl, docs/dataset-formats, commit 067b021 (2026-07-24)",
        "chat": "axolotl-ai-cloud/axolotl, prompt_strategies/chat_template.py, commit 067b021 (2026-07-24)",
        "dpo": "axolotl-ai-cloud/axolotl, utils/data/rl.py, commit 067b021 (2026-07-24)",
    },
    any_role=True,
    bom="either",
    notes=(
        "A system text beside the messages is read (field_system), where the messages do not begin with one.",
        "ShareGPT is read with type chat_template, field_messages: conversations, and a mapping of its roles.",
        "What is longer than sequence_len is dropped, unless it is set to be cut.",
        "ORPO reads the first two turns only, and asks for an even number of them.",
        "Ids of tool calls are needed for Mistral's templates only.",
        "Tokens get no BOS or EOS: add them yourself.",
    ),
)
