"""OpenAI's fine-tuning API.

The platform refuses little of what spoils a training run; what it takes and wastes is told as well.
"""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.demands import last_is_answer, some_answer
from tuneready.targets.finders import calls, contents, keys, media, pairs, tools, turns, weights

ROLES = ("system", "developer", "user", "assistant", "tool", "function")
MESSAGE_KEYS = (
    "role",
    "content",
    "name",
    "weight",
    "tool_calls",
    "tool_call_id",
    "function_call",
    "refusal",
)

MESSAGES = (
    Demand(
        says="Roles are system, developer, user, assistant, tool, and (older) function.",
        find=turns.roles_within(*ROLES),
        source="schema",
        short="roles",
    ),
    Demand(
        says="A message has no keys but role, content, name, weight, tool_calls, tool_call_id, "
        "function_call and refusal.",
        find=keys.only_message_keys(*MESSAGE_KEYS),
        source="schema",
        short="keys of messages",
    ),
    Demand(
        says="A message has content, unless an assistant message calls a tool or refuses.",
        find=contents.content_given("system", "developer", "user", "assistant", "tool"),
        source="schema",
        short="content is missing",
    ),
    Demand(
        says="A tool message names the call that it answers (tool_call_id).",
        find=keys.message_has("tool_call_id", roles=("tool",)),
        source="schema",
        check="tool-call-mismatch",
        short="tool_call_id is missing",
    ),
    Demand(
        says="A function message names its function.",
        find=keys.message_has("name", roles=("function",)),
        source="schema",
        short="name of a function is missing",
    ),
    Demand(
        says="A tool call has an id, a type and a function.",
        find=calls.call_has("id", "type", "function"),
        source="schema",
        short="tool calls",
    ),
    Demand(
        says="Tools are an array, each with a function that has a name.",
        find=tools.tools_listed(),
        source="schema",
        short="tool definitions",
    ),
    Demand(
        says="A part of text holds a string, an image an object with its url.",
        find=contents.parts_whole(),
        source="schema",
        short="parts of messages",
    ),
    Demand(
        says="The type of a tool call is function.",
        find=calls.call_type(),
        source="schema",
        short="tool calls",
    ),
    Demand(
        says="There are 128 functions (the older key) at the most.",
        find=turns.at_most(128, ("functions",)),
        source="schema",
        short="functions",
    ),
    Demand(
        says="Names of functions are 1 to 64 letters, digits, _ or -.",
        find=calls.call_names(),
        source="schema",
        short="names of functions",
    ),
    Demand(
        says="Arguments of a tool call are JSON in a string.",
        find=calls.arguments_are("text"),
        source="schema",
        short="tool arguments",
    ),
    Demand(
        says="Images stand in user messages only.",
        find=media.images_only_by("user"),
        source="vision",
        check="image-part",
        short="images",
    ),
    Demand(
        says="Parts of a user message are text or image_url.",
        find=contents.parts_within("user", "text", "image_url"),
        source="schema",
        short="parts of messages",
    ),
    Demand(
        says="Parts of an assistant message are text or refusal.",
        find=contents.parts_within("assistant", "text", "refusal"),
        source="schema",
        short="parts of messages",
    ),
    *(
        Demand(
            says=f"Parts of a {role} message are text.",
            find=contents.parts_within(role, "text"),
            source="schema",
            short="parts of messages",
        )
        for role in ("system", "developer", "tool")
    ),
)

IMAGES = (
    Demand(
        says="An example holds ten images at the most.",
        find=media.images_at_most(10),
        source="vision",
        effect="drops",
        check="image-part",
    ),
    Demand(
        says="An image is JPEG, PNG or WEBP: an http address, or base64 in a data URL.",
        find=media.image_urls("jpeg", "jpg", "png", "webp", links=True),
        source="vision",
        effect="drops",
        check="image-part",
    ),
    Demand(
        says="An image is 10 MB at the most.",
        find=media.image_size(),
        source="vision",
        effect="drops",
        check="image-part",
    ),
)

CHAT = (
    *MESSAGES,
    some_answer("cookbook"),
    Demand(
        says="A weight is 0 or 1.",
        find=weights.weight_is_known(),
        source="schema",
        check="weight-spelling",
        short="weights",
    ),
    Demand(
        says="A weight is a whole number: 1, not 1.0 or true.",
        find=weights.weight_is_integer(),
        source="schema",
        check="weight-spelling",
        short="weights",
    ),
    Demand(
        says="Only assistant messages have a weight.",
        find=weights.weight_only_on("assistant"),
        source="schema",
        check="weight-spelling",
        short="weights",
    ),
    Demand(
        says="What the assistant says is not empty.",
        find=contents.content_not_empty("assistant"),
        source="cookbook",
        check="empty-output",
        short="empty answers",
    ),
    Demand(
        says="At least one message is the user's.",
        find=turns.has_role("user"),
        source="cookbook",
        effect="advises",
        check="role-order",
    ),
    last_is_answer("guide"),
    *IMAGES,
)

PREFERENCE = (
    Demand(
        says="Roles of the input are those of a chat.",
        find=turns.roles_within(*ROLES, path=("input", "messages")),
        source="schema",
        short="roles",
    ),
    Demand(
        says="The input has a message of the user's.",
        find=turns.has_role("user", path=("input", "messages")),
        source="dpo",
        short="no user message",
    ),
    Demand(
        says="The input ends before the answer: its last message is not the assistant's.",
        find=turns.ends_with("user", "tool", "system", "developer", path=("input", "messages")),
        source="dpo",
        check="role-order",
        short="input ends with the assistant",
    ),
    Demand(
        says="Each output is one message of the assistant's.",
        find=pairs.one_message_each("assistant"),
        source="schema",
        short="outputs of several messages",
    ),
    Demand(
        says="Preference tuning takes text only.",
        find=media.no_images(("input", "messages")),
        source="dpo",
        check="image-part",
        short="images",
    ),
    Demand(
        says="The two outputs differ: equal ones teach nothing.",
        find=pairs.sides_differ("preferred_output", "non_preferred_output"),
        source="azure",
        effect="wastes",
        check="nothing-to-train",
    ),
)

RFT = (
    *MESSAGES,
    Demand(
        says="The last message is the user's: the model answers by itself.",
        find=turns.ends_with("user"),
        source="rft",
        check="role-order",
        short="last message is not the user's",
    ),
)

TARGET = Target(
    name="openai",
    title="OpenAI",
    formats={
        "openai-chat": CHAT,
        "openai-preference": PREFERENCE,
        "openai-rft": RFT,
        "together": (
            *CHAT,
            Demand(
                says="A weight beside the messages, for the whole example, is not read.",
                find=keys.without_keys("weight"),
                source="schema",
                effect="drops",
                check="weight-spelling",
            ),
        ),
        "fireworks": CHAT,
    },
    encodings=("o200k", "cl100k"),
    sources={
        "guide": "developers.openai.com, guide to supervised fine-tuning, read 2026-08",
        "vision": "developers.openai.com, guide to vision fine-tuning, read 2026-08",
        "dpo": "developers.openai.com, guide to direct preference optimization, read 2026-08",
        "rft": "developers.openai.com, guide to reinforcement fine-tuning, read 2026-08",
        "schema": "openai/openai-openapi, branch manual_spec, commit 498c71d (2025-04-29)",
        "limits": "developers.openai.com, guide to fine-tuning, limits by model, 2024-12",
        "cookbook": "openai/openai-cookbook, Chat_finetuning_data_prep.ipynb, commit 2e65270",
        "server": 'error invalid_n_examples ("must have at least 10 examples"), seen 2024-12-29',
        "files": "openai/openai-openapi, Files API, 2026-08",
        "azure": "microsoft/azure-skills, validate_dpo.py, commit 1a03acf (2026-08-07)",
    },
    limits={
        "fewest-examples": Limit(value=10, source="server"),
        "advised-examples": Limit(value=50, source="guide", effect="advises"),
        "most-tokens": Limit(value=65_536, source="limits", effect="truncates"),
        "most-bytes": Limit(value=512_000_000, source="files"),
    },
    one_system="guide",
    status="OpenAI is winding down its fine-tuning platform: it is closed to new users (guide, 2026).",
    notes=(
        "Limits of tokens differ by model: 65,536 for gpt-4o and gpt-4o-mini, 16,385 for gpt-3.5-turbo-0125.",
        "At most 50,000 examples may hold images; images of people, faces, children and CAPTCHAs are dropped.",
        "Reinforcement fine-tuning needs a training file and a validation file.",
    ),
)
