"""Mistral: what mistral-finetune and mistral-common check."""

from __future__ import annotations

from tuneready.targets.base import Demand, Limit, Target
from tuneready.targets.finders import calls, contents, keys, media, tools, turns, weights
from tuneready.targets.finders.reach import MESSAGES, Path

INTERACTIONS: Path = ("interactions",)
SYSTEM = ("system",)


def _conversation(path: Path) -> tuple[Demand, ...]:
    """What is asked of the messages under one of the two keys that they may stand under."""
    return (*_order(path), *_contents(path), *_calls(path), *_weights(path))


def _order(path: Path) -> tuple[Demand, ...]:
    """Who speaks when. A system message is taken out first, so that it may stand anywhere."""
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
            says="There are two messages or more beside the system's.",
            find=turns.at_least(2, path, apart=SYSTEM),
            source="common",
            short="fewer than two messages",
        ),
        Demand(
            says="The last message (beside the system's) is the assistant's.",
            find=turns.ends_with("assistant", path=path, apart=SYSTEM),
            source="common",
            check="role-order",
            short="last message is not the assistant's",
        ),
        Demand(
            says="An answer of a tool stands after the assistant or another answer.",
            find=turns.never_after(path=path, apart=SYSTEM, user=("tool",)),
            source="common",
            check="role-order",
            short="order of roles",
        ),
        Demand(
            says="A system message after the assistant or a tool is refused by mistral-common alone; "
            "mistral-finetune moves it to the start.",
            find=turns.never_after(path=path, tool=SYSTEM, assistant=SYSTEM),
            source="common",
            effect="advises",
            check="role-order",
        ),
    )


def _contents(path: Path) -> tuple[Demand, ...]:
    """What a message says."""
    return (
        Demand(
            says="A message has the key content or the key text, not both (be one of them null).",
            find=contents.content_or_text(path),
            source="finetune",
            short="content and text",
        ),
        Demand(
            says="A message says something: content is not null, unless the assistant calls a tool instead.",
            find=contents.content_given(path=path, instead=("tool_calls",)),
            source="finetune",
            short="content is missing",
        ),
        Demand(
            says="An assistant message has content or tool_calls, not both.",
            find=calls.content_or_calls(path),
            source="common",
            short="content beside tool calls",
        ),
        Demand(
            says="Beside tool_calls content is better left out than null (or empty): the documents ask for that.",
            find=calls.content_left_out(path),
            source="docs",
            effect="advises",
        ),
        Demand(
            says="An assistant message without calls is not empty.",
            find=contents.content_not_empty("assistant", path=path, key="text"),
            source="common",
            check="empty-output",
            short="empty answers",
        ),
        Demand(
            says="Contents of the system and the assistant are strings (older tokenizers read no parts there).",
            find=contents.content_is_text("system", "assistant", path=path, missing=True),
            source="tokenizer",
            short="contents of parts",
        ),
        Demand(
            says="Parts of a content are text.",
            find=contents.parts_within("", "text", "image_url", path=path),
            source="common",
            short="parts of messages",
        ),
        Demand(
            says="A part of text holds a string.",
            find=contents.parts_whole(path),
            source="common",
            short="parts of messages",
        ),
        Demand(
            says="Messages are text: the tokenizers that are trained with see no images.",
            find=media.no_images(path),
            source="tokenizer",
            check="image-part",
            short="images",
        ),
    )


def _calls(path: Path) -> tuple[Demand, ...]:
    """Calls of tools and their answers."""
    return (
        Demand(
            says="A call has a function.",
            find=calls.call_has("function", path=path),
            source="finetune",
            short="tool calls",
        ),
        Demand(
            says="A function that is called has arguments.",
            find=calls.function_has("arguments", path=path),
            source="finetune",
            short="tool calls",
        ),
        Demand(
            says="Names of called functions are 1 to 64 letters, digits, _ or -.",
            find=calls.call_names(path=path),
            source="common",
            short="names of functions",
        ),
        Demand(
            says="A name that a tool's answer has is 1 to 64 letters, digits, _ or -.",
            find=calls.answer_names(path=path),
            source="common",
            short="names of functions",
        ),
        Demand(
            says="Ids of calls are nine letters or digits (null only in the last message).",
            find=calls.call_ids(r"[a-zA-Z0-9]{9}", "nine letters or digits", path=path, last="null"),
            source="common",
            check="tool-call-mismatch",
            short="tool ids",
        ),
        Demand(
            says="Arguments of a call are JSON in a string.",
            find=calls.arguments_are("text", path=path),
            source="finetune",
            short="tool arguments",
        ),
        Demand(
            says="Every call is answered before the assistant speaks again; calls stay open only at the end.",
            find=calls.answers_match_count(path),
            source="common",
            check="tool-call-mismatch",
            short="calls without an answer",
        ),
    )


def _weights(path: Path) -> tuple[Demand, ...]:
    """Weights of messages."""
    return (
        Demand(
            says="A weight of the assistant's is 0 or 1.",
            find=weights.weight_is_known("assistant", null=True, path=path),
            source="common",
            check="weight-spelling",
            short="weights",
        ),
        Demand(
            says="Only assistant messages have a weight: others are not read.",
            find=weights.weight_only_on("assistant", path=path),
            source="finetune",
            effect="advises",
            check="weight-spelling",
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
        says="Tools are an array, each with a function that has a name.",
        find=tools.tools_listed("tools", "available_tools"),
        source="finetune",
        short="tool definitions",
    ),
    Demand(
        says="Every tool has a description and parameters, an object.",
        find=tools.tools_have("description", "parameters"),
        source="finetune",
        short="tool definitions",
    ),
    Demand(
        says="The description of a tool is a string.",
        find=tools.tool_texts("description"),
        source="common",
        short="tool definitions",
    ),
    Demand(
        says="Parameters of a tool are a JSON Schema of draft 7.",
        find=tools.tool_schemas(),
        source="common",
        short="parameters of tools",
    ),
    Demand(
        says="Names of tools are 1 to 64 letters, digits, _ or -.",
        find=tools.tool_names(),
        source="common",
        short="names of tools",
    ),
    Demand(
        says="The system_prompt is a string.",
        find=keys.is_type("a string", "system_prompt"),
        source="finetune",
        short="system_prompt",
    ),
)

REASONING = Demand(
    says="Reasoning beside the content is not read.",
    find=keys.message_without("reasoning_content"),
    source="finetune",
    effect="advises",
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
        "fireworks": (*CHAT, REASONING),
        "plain-text": PRETRAIN,
        "mistral-classification": (),
    },
    sources={
        "common": "mistral-common, finetuning validator (V3), commit bc022b9 (2026-07-23); 1.13.1 run beside ours",
        "finetune": "mistralai/mistral-finetune, commit 1943535 (2026-06-12)",
        "tokenizer": "mistral-common 1.13.1, tokenizers V3 without image encoder, as mistral-finetune uses them",
        "docs": "mistralai/platform-docs-public, fine-tuning text models, 2026-08-21",
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
