"""Gemini on Google's Vertex AI: supervised tuning and preferences."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.finders import gemini, keys, turns

CONTENTS = gemini.CONTENTS
PART_KEYS = (
    "text",
    "fileData",
    "file_data",
    "inlineData",
    "inline_data",
    "functionCall",
    "function_call",
    "functionResponse",
    "function_response",
)

SHARED = (
    Demand(
        says="Roles are user and model (function for an answer of a tool).",
        find=turns.roles_within("user", "model", "function", path=CONTENTS),
        source="guide",
        short="roles",
    ),
    Demand(
        says="A part holds one thing: text, fileData, inlineData, functionCall or functionResponse.",
        find=gemini.one_kind_a_part(*PART_KEYS),
        source="guide",
        short="parts",
    ),
    Demand(
        says="A file has a mimeType and an address (gs://, or http for some media).",
        find=gemini.files_named(),
        source="guide",
        short="addresses of files",
    ),
    Demand(
        says="The system instruction stands once: systemInstruction or system_instruction.",
        find=keys.one_key_of("systemInstruction", "system_instruction"),
        source="guide",
        effect="drops",
    ),
)

SFT = (
    *SHARED,
    Demand(
        says="At least one turn is the model's.",
        find=turns.has_role("model", path=CONTENTS),
        source="guide",
        short="no turn of the model",
    ),
    Demand(
        says="The last turn is the model's: it is what is learned.",
        find=turns.ends_with("model", path=CONTENTS),
        source="guide",
        effect="wastes",
        check="nothing-to-train",
    ),
    Demand(
        says="User and model take turns.",
        find=turns.never_after(path=CONTENTS, user=("user",), model=("model",)),
        source="guide",
        effect="advises",
        check="role-order",
    ),
    Demand(
        says="The model's turns hold text, or calls of functions.",
        find=gemini.model_says("text", "functionCall", "function_call"),
        source="notebook",
        short="media in the model's turns",
    ),
    Demand(
        says="The model's turns are not empty.",
        find=gemini.model_not_blank(),
        source="notebook",
        check="empty-output",
        short="empty turns of the model",
    ),
)

PREFERENCE = (
    *SHARED,
    Demand(
        says="There are two completions, one with score 1 and one with score 0.",
        find=gemini.two_scored(),
        source="preference",
        short="scores",
    ),
    Demand(
        says="The contents end with the user.",
        find=turns.ends_with("user", path=CONTENTS),
        source="preference",
        check="role-order",
        short="contents do not end with the user",
    ),
    Demand(
        says="Preference tuning takes text only.",
        find=gemini.text_only(),
        source="preference",
        short="media",
    ),
    Demand(
        says="The two completions differ: equal ones teach nothing.",
        find=gemini.completions_differ(),
        source="preference",
        effect="wastes",
        check="nothing-to-train",
    ),
)

TARGET = Target(
    name="vertex-ai",
    title="Gemini on Google Vertex AI",
    formats={"gemini": SFT, "gemini-preference": PREFERENCE},
    sources={
        "guide": "docs.cloud.google.com, supervised fine-tuning for Gemini, prepare data, read 2026-08",
        "preference": "docs.cloud.google.com, preference tuning for Gemini, read 2026-08",
        "notebook": "GoogleCloudPlatform/generative-ai, tuning notebooks, commit 23b75da (2026-08-21)",
    },
    limits={
        "advised-examples": Limit(value=100, source="guide", effect="advises"),
        "most-examples": Limit(value=1_000_000, source="guide"),
        "most-validation-examples": Limit(value=5_000, source="guide"),
        "most-tokens": Limit(value=131_072, source="guide", effect="truncates"),
        "most-bytes": Limit(value=1_000_000_000, source="guide"),
    },
    notes=(
        "There is no public validator: what is refused is known from the guides, not from a run.",
        "Of multimodal examples 300,000 at most; of preference pairs 10 million.",
        "Validation of preference tuning: 5,000 examples, or 30 % of the training set.",
    ),
)
