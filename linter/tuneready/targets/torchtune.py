"""torchtune: chat, instructions and preferences of PyTorch's library."""

from __future__ import annotations

from tuneready.targets.base import Demand, Target
from tuneready.targets.finders import columns, contents, keys, pairs, turns
from tuneready.targets.finders.reach import ROLE, Path

CONVERSATIONS: Path = ("conversations",)


def _order(path: Path, key: str, user: str, assistant: str) -> tuple[Demand, ...]:
    """What `validate_messages` asks for, which runs on every example."""
    return (
        Demand(
            says="There are two messages or more.",
            find=turns.at_least(2, path),
            source="validate",
            short="fewer than two messages",
        ),
        Demand(
            says="A system message stands only at the start.",
            find=turns.system_first("system", path=path, key=key),
            source="validate",
            check="role-order",
            short="system message in the middle",
        ),
        Demand(
            says="The first message is the user's (after the system's).",
            find=turns.starts_with(user, after=("system",), path=path, key=key),
            source="validate",
            check="role-order",
            short="first message is not the user's",
        ),
        Demand(
            says="After the user comes the assistant.",
            find=turns.never_after(path=path, key=key, **{user: (user, "tool", "ipython")}),
            source="validate",
            check="role-order",
            short="two user messages in a row",
        ),
        Demand(
            says="Two assistant messages do not follow each other.",
            find=turns.never_after(path=path, key=key, **{assistant: (assistant,)}),
            source="validate",
            check="role-order",
            short="two assistant messages in a row",
        ),
        Demand(
            says="The last message is the assistant's: what stands after it is never trained on.",
            find=turns.ends_with(assistant, path=path, key=key),
            source="validate",
            effect="wastes",
            check="nothing-to-train",
        ),
    )


CHAT = (
    Demand(
        says="Roles are system, user, assistant, tool and ipython: others pass, and no tokenizer knows them.",
        find=turns.roles_within("system", "user", "assistant", "tool", "ipython"),
        source="message",
        effect="wastes",
    ),
    *_order(("messages",), ROLE, "user", "assistant"),
    Demand(
        says="An assistant message does not follow a tool's: the last release (0.6.1) refuses that.",
        find=turns.never_after(tool=("assistant",), ipython=("assistant",)),
        source="release",
        effect="advises",
        check="role-order",
    ),
    Demand(
        says="Parts of a content are text or image_url: others are left out without a word.",
        find=contents.parts_within("", "text", "image_url"),
        source="message",
        effect="drops",
    ),
    Demand(
        says="A part of text holds a string, an image an object with its url.",
        find=contents.parts_whole(),
        source="message",
        short="parts of messages",
    ),
    Demand(
        says="A message has content, be it empty.",
        find=keys.message_has("content"),
        source="message",
        short="content is missing",
    ),
    Demand(
        says="A content is not null: that of the message before is taken in its place.",
        find=contents.content_not_null(),
        source="message",
        effect="drops",
    ),
    Demand(
        says="An assistant message is not empty: an empty one passes, and teaches nothing.",
        find=contents.content_not_empty("assistant", blank=True),
        source="validate",
        effect="wastes",
        check="empty-output",
    ),
)

SHAREGPT = (
    Demand(
        says="from is system, human or gpt.",
        find=turns.roles_within("system", "human", "gpt", path=CONVERSATIONS, key="from"),
        source="sharegpt",
        short="names of speakers",
    ),
    *_order(CONVERSATIONS, "from", "human", "gpt"),
)

PREFERENCE = (
    Demand(
        says="chosen and rejected are conversations, not strings.",
        find=columns.are_lists("chosen", "rejected"),
        source="message",
        short="chosen and rejected are strings",
    ),
    Demand(
        says="The two answers differ: equal ones teach nothing.",
        find=pairs.sides_differ("chosen", "rejected"),
        source="message",
        effect="wastes",
        check="nothing-to-train",
    ),
)

TARGET = Target(
    name="torchtune",
    title="torchtune",
    formats={
        "openai-chat": CHAT,
        "together": CHAT,
        "fireworks": CHAT,
        "sharegpt": SHAREGPT,
        "alpaca": (),
        "trl-preference": PREFERENCE,
        "prompt-completion": (),
        "plain-text": (),
    },
    sources={
        "validate": "pytorch/torchtune, data/_utils.py validate_messages, commit bd2a0fc (2026-04-23); run",
        "message": "pytorch/torchtune, data/_messages.py, commit bd2a0fc (2026-04-23)",
        "release": "pytorch/torchtune 0.6.1 (PyPI), data/_messages.py, read 2026-11",
        "sharegpt": "pytorch/torchtune, ShareGPTToMessages, commit bd2a0fc (2026-04-23)",
    },
    bom="either",
    notes=(
        "Alpaca is trained on with its prompts unless train_on_input is false.",
        "An answer of a tool follows an assistant message with ipython=true.",
    ),
)
