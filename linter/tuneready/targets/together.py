"""Together's fine-tuning service."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.demands import last_is_answer, some_answer
from tuneready.targets.finders import calls, columns, contents, keys, media, pairs, turns, weights
from tuneready.targets.finders.reach import MESSAGES, Path

INPUT: Path = ("input", "messages")


def _parts(path: Path) -> tuple[Demand, ...]:
    """What a content may be that is an array of parts."""
    return (
        Demand(
            says="Parts of a content are text or image_url.",
            find=contents.parts_within("", "text", "image_url", path=path),
            source="client",
            short="parts of messages",
        ),
        Demand(
            says="A part of text holds a string, an image an object with its url.",
            find=contents.parts_whole(path),
            source="client",
            short="parts of messages",
        ),
        Demand(
            says="Images stand in user messages only.",
            find=media.images_only_by("user", path=path),
            source="client",
            check="image-part",
            short="images",
        ),
    )


def _messages(path: Path) -> tuple[Demand, ...]:
    """What is asked of messages, wherever they stand."""
    return (
        Demand(
            says="Roles are system, user, assistant and tool.",
            find=turns.roles_within("system", "user", "assistant", "tool", path=path),
            source="client",
            short="roles",
        ),
        Demand(
            says="A message has content, unless the assistant calls a tool.",
            find=keys.message_has("content", unless=("tool_calls",), path=path),
            source="client",
            short="content is missing",
        ),
        *_parts(path),
        Demand(
            says="A weight is 0 or 1, written as a whole number: 1.0 is refused.",
            find=weights.weight_is_integer(path, booleans=True),
            source="client",
            check="weight-spelling",
            short="weights",
        ),
        Demand(
            says="A weight is 0 or 1.",
            find=weights.weight_is_known(path=path),
            source="client",
            check="weight-spelling",
            short="weights",
        ),
        Demand(
            says="A weight of true is taken for 1.",
            find=weights.weight_is_integer(path),
            source="client",
            effect="advises",
            check="weight-spelling",
        ),
        Demand(
            says="No role stands twice in a row.",
            find=turns.never_after(user=("user",), assistant=("assistant",), system=("system",), path=path),
            source="docs",
            check="role-order",
            short="two messages of a role in a row",
        ),
        Demand(
            says="Images are base64 of JPEG, PNG or WEBP in a data URL: no addresses.",
            find=media.image_urls("jpeg", "png", "webp", links=False, exact=True, path=path),
            source="client",
            check="image-part",
            short="addresses of images",
        ),
        Demand(
            says="An example holds ten images at the most.",
            find=media.images_at_most(10, path),
            source="client",
            check="image-part",
            short="more than ten images",
        ),
        Demand(
            says="An image is 10 MB at the most.",
            find=media.image_size(path=path),
            source="client",
            check="image-part",
            short="large images",
        ),
        Demand(
            says="A message with an image has no weight but 0.",
            find=media.images_without_weight(path),
            source="client",
            check="image-part",
            short="weights of images",
        ),
        Demand(
            says="The contents of an example are all strings or all arrays of parts; empty ones do not count.",
            find=contents.contents_alike(path),
            source="client",
            short="contents of two kinds",
        ),
    )


CHAT = (
    Demand(
        says="A record has no keys but messages, tools and weight.",
        find=keys.only_keys("messages", "tools", "weight"),
        source="client",
        short="other keys",
    ),
    some_answer("client"),
    *_messages(MESSAGES),
    Demand(
        says="A content is not empty: empty ones pass, and teach nothing.",
        find=contents.content_not_empty("assistant", blank=True),
        source="client",
        effect="wastes",
        check="empty-output",
    ),
    last_is_answer("client"),
    Demand(
        says="Arguments of a tool call are JSON in a string.",
        find=calls.arguments_are("text"),
        source="docs",
        short="tool arguments",
    ),
)

INSTRUCTION = (
    Demand(
        says="A record has no keys but prompt, completion and weight.",
        find=keys.only_keys("prompt", "completion", "weight"),
        source="client",
        short="other keys",
    ),
    Demand(
        says="Prompt and completion are strings.",
        find=keys.is_type("a string", "prompt"),
        source="client",
        short="prompts are no strings",
    ),
    Demand(
        says="The completion is a string.",
        find=keys.is_type("a string", "completion"),
        source="client",
        short="completions are no strings",
    ),
)

TEXT = (
    Demand(
        says="A record has no keys but text and weight.",
        find=keys.only_keys("text", "weight"),
        source="client",
        short="other keys",
    ),
)

PREFERENCE = (
    Demand(
        says="A record has no keys but input, preferred_output, non_preferred_output and weight.",
        find=keys.only_keys("input", "preferred_output", "non_preferred_output", "weight"),
        source="client",
        short="other keys",
    ),
    Demand(
        says="The input does not end with the assistant.",
        find=turns.ends_with("user", "system", "tool", path=INPUT),
        source="client",
        check="role-order",
        short="input ends with the assistant",
    ),
    *_messages(INPUT),
    Demand(
        says="Each output is exactly one message of the assistant's.",
        find=pairs.one_message_each("assistant"),
        source="client",
        short="outputs of several messages",
    ),
    *(
        demand
        for key in pairs.OUTPUTS
        for demand in (
            Demand(
                says=f"A content in {key}, where the key stands, is a string or an array of parts.",
                find=contents.content_not_null((key,)),
                source="client",
                short="outputs of null",
            ),
            *_parts((key,)),
        )
    ),
    Demand(
        says="The two outputs differ: equal ones teach nothing.",
        find=pairs.sides_differ("preferred_output", "non_preferred_output"),
        source="client",
        effect="wastes",
        check="nothing-to-train",
    ),
)

TOKENS = (
    Demand(
        says="A record has no keys but input_ids, attention_mask, labels and position_ids.",
        find=keys.only_keys("input_ids", "attention_mask", "labels", "position_ids"),
        source="client",
        short="other keys",
    ),
    Demand(
        says="Not every label is -100, and labels are as many as tokens.",
        find=columns.some_token(),
        source="docs",
        effect="wastes",
        check="nothing-to-train",
    ),
)

TARGET = Target(
    name="together",
    title="Together",
    formats={
        "together": CHAT,
        "openai-chat": CHAT,
        "fireworks": CHAT,
        "prompt-completion": INSTRUCTION,
        "plain-text": TEXT,
        "openai-preference": PREFERENCE,
        "pretokenized": TOKENS,
    },
    columns_only=("pretokenized",),
    sources={
        "client": "together-python 1.5 (commit eba5e5f, 2025-12-23) and together 2.10.0, files check; run",
        "docs": "docs.together.ai, data preparation, and togethercomputer/skills, data-formats.md, 2026-06-10",
        "sdk": "together 3.1.1, files check, 2026-11",
    },
    limits={
        "fewest-examples": Limit(value=1, source="client"),
        "most-bytes": Limit(value=53_794_465_382, source="sdk"),
    },
    blank_lines="refused",
    suffixes=(".jsonl", ".parquet"),
    notes=(
        "Two roles in a row are refused by the older client (1.x) and by the docs; newer clients let them pass.",
        "Newer clients (2.24 and later) look at the structure only: the service checks the rest.",
        "A weight for the whole example stands in the docs; clients before 2.24 refuse it.",
        "The size of a file is 50.1 GiB in the client, 50 GB or 100 GB in the docs.",
        "Tokens are read from Parquet files.",
        "Blank lines within a file are refused by the clients 1.x and 2.10, skipped by 3.1.",
    ),
)
