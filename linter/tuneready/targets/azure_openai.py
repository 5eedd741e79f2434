"""Azure OpenAI: OpenAI's formats, and rules of its own."""

from __future__ import annotations

from tuneready.targets import openai
from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.demands import last_is_answer, some_answer
from tuneready.targets.finders import calls, contents, keys, media, pairs, turns, weights

CHAT = (
    Demand(
        says="Roles are system, user, assistant and tool.",
        find=turns.roles_within("system", "user", "assistant", "tool"),
        source="script",
        short="roles",
    ),
    Demand(
        says="A message has content, unless it calls a tool.",
        find=keys.message_has("content", unless=("tool_calls",)),
        source="script",
        short="content is missing",
    ),
    Demand(
        says="At least one message is the user's.",
        find=turns.has_role("user"),
        source="script",
        check="role-order",
        short="no user message",
    ),
    some_answer("script"),
    Demand(
        says="A message with tool calls is answered before the assistant speaks again.",
        find=calls.calls_then_tool(),
        source="server",
        check="tool-call-mismatch",
        short="tool calls without an answer",
    ),
    Demand(
        says="Arguments of a tool call are JSON in a string.",
        find=calls.arguments_are("text"),
        source="schema",
        short="tool arguments",
    ),
    Demand(
        says="A weight is 0 or 1.",
        find=weights.weight_is_known(),
        source="schema",
        effect="wastes",
        check="weight-spelling",
    ),
    Demand(
        says="Two assistant messages do not follow each other.",
        find=turns.never_after(assistant=("assistant",)),
        source="server",
        effect="advises",
        check="role-order",
    ),
    Demand(
        says="A content is not empty.",
        find=contents.content_not_empty("system", "user", "assistant"),
        source="script",
        effect="wastes",
        check="empty-output",
    ),
    last_is_answer("how-to"),
    Demand(
        says="An example holds 64 images at the most.",
        find=media.images_at_most(64),
        source="how-to",
        effect="drops",
        check="image-part",
    ),
    *(
        Demand(says=each.says, find=each.find, source="how-to", effect="drops", check="image-part")
        for each in openai.IMAGES[1:]
    ),
    Demand(
        says="Images stand in user messages only.",
        find=media.images_only_by("user"),
        source="how-to",
        check="image-part",
        short="images",
    ),
)

PREFERENCE = (
    Demand(
        says="Roles of the input are system, developer, user, assistant, tool and function.",
        find=turns.roles_within(*openai.ROLES, path=("input", "messages")),
        source="schema",
        short="roles",
    ),
    Demand(
        says="The input has a message of the user's.",
        find=turns.has_role("user", path=("input", "messages")),
        source="dpo-script",
        short="no user message",
    ),
    *(
        demand
        for key in pairs.OUTPUTS
        for demand in (
            Demand(
                says=f"Roles in {key} are assistant or tool.",
                find=turns.roles_within("assistant", "tool", path=(key,)),
                source="dpo-script",
                short="roles of outputs",
            ),
            Demand(
                says=f"One message of {key} is the assistant's.",
                find=turns.has_role("assistant", path=(key,)),
                source="dpo-script",
                short="outputs without the assistant",
            ),
        )
    ),
    Demand(
        says="The two outputs differ: equal ones teach nothing.",
        find=pairs.sides_differ("preferred_output", "non_preferred_output"),
        source="dpo-script",
        effect="wastes",
        check="nothing-to-train",
    ),
    Demand(
        says="Preference tuning takes text only.",
        find=media.no_images(("input", "messages")),
        source="dpo-how-to",
        check="image-part",
        short="images",
    ),
)

RFT = (
    Demand(
        says="The last message is the user's: the model answers by itself.",
        find=turns.ends_with("user"),
        source="rft-how-to",
        check="role-order",
        short="last message is not the user's",
    ),
    Demand(
        says="System messages are said not to be supported; Microsoft's own sample has role developer.",
        find=turns.roles_within("developer", "user", "assistant", "tool"),
        source="rft-how-to",
        effect="advises",
    ),
    Demand(
        says="Reinforcement fine-tuning takes no images.",
        find=media.no_images(),
        source="rft-how-to",
        check="image-part",
        short="images",
    ),
)

TARGET = Target(
    name="azure-openai",
    title="Azure OpenAI",
    formats={
        "openai-chat": CHAT,
        "openai-preference": PREFERENCE,
        "openai-rft": RFT,
        "together": CHAT,
        "fireworks": CHAT,
    },
    encodings=("o200k", "cl100k"),
    sources={
        "script": "microsoft/azure-skills, validate_sft.py, commit 1a03acf (2026-08-07)",
        "dpo-script": "microsoft/azure-skills, validate_dpo.py, commit 1a03acf (2026-08-07)",
        "dpo-how-to": "Azure AI docs, direct preference optimization, 2025-05-25",
        "rft-how-to": "Azure AI docs, reinforcement fine-tuning, 2025-05-11",
        "how-to": "Azure AI docs, fine-tuning with text and with images, 2025",
        "files": "Azure AI docs, fine-tuning-openai-in-ai-studio.md, 2024-05-03 (files with a BOM)",
        "server": "microsoft-foundry/fine-tuning, issue 23, commit de257fc (2026-01-23)",
        "schema": "openai/openai-openapi, branch manual_spec, commit 498c71d (2025-04-29)",
        "limits": "developers.openai.com, guide to fine-tuning, limits by model, 2024-12",
    },
    limits={
        "fewest-examples": Limit(value=10, source="how-to"),
        "advised-examples": Limit(value=50, source="how-to", effect="advises"),
        "most-tokens": Limit(value=65_536, source="limits", effect="truncates"),
        "most-bytes": Limit(value=512_000_000, source="how-to"),
    },
    one_system="script",
    bom="expected",
    notes=(
        "The documentation asks for a byte order mark; Microsoft's own script refuses one. Either is let pass.",
        "Several system prompts in one file are warned of.",
        "With fewer than 500 pairs, preference tuning should run for one or two epochs.",
        "Reinforcement fine-tuning needs both files: at most 50,000 examples to train on, 1,000 to validate.",
    ),
)
