"""Mistral: what mistral-finetune and mistral-common check."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.finders import calls, contents, keys, media, turns
from tuneready.targets.finders.reach import MESSAGES, Path

INTERACTIONS: Path = ("interactions",)


def _conversation(path: Path) -> tuple[Demand, ...]:
    """What is asked of the messages under one of the two keys that they may stand under."""
    return (
        Demand(
            says="Roles are system, user, assistant and tool.",
            find=turns.roles_within("system", "user", "assistant", "tool", path=path),
            source="common",
            short="roles",
        ),
        Demand(
            says="There is at most one system message (or system_prompt); it may stand anywhere.",
            find=turns.system_once(path),
            source="finetune",
            short="several system messages",
        ),
        Demand(
            says="There are two messages or more.",
            find=turns.at_least(2, path),
            source="common",
            short="fewer than two messages",
        ),
        Demand(
            says="The last message is the assistant's.",
            find=turns.ends_with("assistant", path=path),
            source="common",
            check="role-order",
            short="last message is not the assistant's",
        ),
        Demand(
            says="An answer of a tool stands after the assistant or another answer.",
            find=turns.never_after(path=path, user=("tool",), system=("tool",)),
            source="common",
            check="role-order",
            short="order of roles",
        ),
        Demand(
            says="After an answer of a tool comes the assistant, the user or another answer.",
            find=turns.never_after(path=path, tool=("system",), assistant=("system",)),
            source="common",
            check="role-order",
            short="order of roles",
        ),
        Demand(
            says="A message has content or text, not both.",
            find=contents.content_or_text(path),
            source="finetune",
            short="content and text",
        ),
        Demand(
            says="A message says something: content is not null, unless calls stand instead.",
            find=contents.content_given(path=path),
            source="common",
            short="content is missing",
        ),
        Demand(
            says="An assistant message has content or tool_calls, not both.",
            find=calls.content_or_calls(path),
            source="common",
            short="content beside tool calls",
        ),
        Demand(
            says="Beside tool_calls content is left out rather than null.",
            find=calls.content_left_out(path),
            source="finetune",
            short="content null",
        ),
        Demand(
            says="An assistant message without calls is not empty.",
            find=contents.content_not_empty("assistant", path=path),
            source="common",
            check="empty-output",
            short="empty answers",
        ),
        Demand(
            says="A call has an id and a function.",
            find=calls.call_has("id", "function", path=path),
            source="common",
            short="tool calls",
        ),
        Demand(
            says="Ids of calls are nine letters or digits (null only in the last message).",
            find=calls.call_ids(r"[a-zA-Z0-9]{9}|null", "nine letters or digits", path=path),
            source="common",
            short="tool ids",
        ),
        Demand(
            says="Arguments of a call are JSON in a string.",
            find=calls.arguments_are("text", path=path),
            source="common",
            short="tool arguments",
        ),
        Demand(
            says="Every call is answered before the assistant speaks again; calls stay open only at the end.",
            find=calls.answers_match_count(path),
            source="common",
            short="calls without an answer",
        ),
        Demand(
            says="A weight is 0 or 1.",
            find=contents.weight_is_known(path),
            source="finetune",
            check="weight-spelling",
            short="weights",
        ),
        Demand(
            says="Only assistant messages have a weight.",
            find=contents.weight_only_on("assistant", path=path),
            source="finetune",
            check="weight-spelling",
            short="weights",
        ),
    )


RECORD = (
    Demand(
        says="The conversation stands under messages or interactions, not under both.",
        find=keys.one_key_of("messages", "interactions"),
        source="finetune",
        short="messages and interactions",
    ),
    Demand(
        says="Tools stand under tools or available_tools, not under both.",
        find=keys.one_key_of("tools", "available_tools"),
        source="finetune",
        short="tools and available_tools",
    ),
    Demand(
        says="Every tool has a name, a description and parameters, an object.",
        find=calls.tools_have("name", "description", "parameters"),
        source="common",
        short="tool definitions",
    ),
    Demand(
        says="Names of tools are 1 to 64 letters, digits, _ or -.",
        find=calls.tool_names(),
        source="common",
        short="names of tools",
    ),
    Demand(
        says="Messages are text.",
        find=media.no_images(),
        source="finetune",
        check="image-part",
        short="images",
    ),
)

CHAT = (*RECORD, *_conversation(MESSAGES))
OWN = (*CHAT, *_conversation(INTERACTIONS))

PRETRAIN = (
    Demand(
        says="The text stands under text or content, not under both.",
        find=keys.one_key_of("text", "content"),
        source="finetune",
        short="text and content",
    ),
)

TARGET = Target(
    name="mistral",
    title="Mistral",
    formats={
        "mistral": OWN,
        "openai-chat": CHAT,
        "together": CHAT,
        "plain-text": PRETRAIN,
        "mistral-classification": (),
    },
    sources={
        "common": "mistral-common, finetuning validator (V3), commit bc022b9 (2026-07-23); run with 1.13.1",
        "finetune": "mistralai/mistral-finetune, commit 1943535 (2026-06-12)",
        "faq": "mistralai/platform-docs-public, fine-tuning FAQ, 2026-08-21",
    },
    limits={"most-bytes": Limit(value=512_000_000, source="faq")},
    status="Mistral's hosted fine-tuning is marked as deprecated (docs, 2026-08); mistral-finetune goes on.",
    notes=(
        "mistral-finetune names 10 to 10,000,000 lines and 1,000 bytes to 10 GB, but does not check them.",
        "A validation file of the hosted service is 1 MB or 5 % of the training file at the most.",
        "With tools the loss is on the last assistant message only.",
        "A weight may be 1.0 or true.",
        "Older versions of mistral-common (1.3.1) let one call stay open, and no user message after a tool's.",
    ),
)
