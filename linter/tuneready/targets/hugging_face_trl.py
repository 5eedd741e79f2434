"""TRL, Hugging Face's library for training language models: all of its dataset types."""

from __future__ import annotations

from tuneready.targets.base import Demand, Target
from tuneready.targets.demands import last_is_answer
from tuneready.targets.finders import calls, columns, contents, keys, pairs, turns

SETS = (
    "messages",
    "prompt",
    "prompt completion",
    "prompt chosen rejected",
    "chosen rejected",
    "prompt completion label",
    "",
)


def _prompt(path: tuple[str, ...] = ("prompt",)) -> Demand:
    return Demand(
        says="A prompt of messages ends with the user, a tool, or the assistant (which goes on).",
        find=turns.ends_with("user", "tool", "assistant", path=path),
        source="chat",
        check="role-order",
        short="prompt ends with the system",
    )


TYPES = Demand(
    says="With messages: of prompt, chosen, rejected, completion, messages and label a record has one of the known sets.",
    find=columns.key_set(*SETS),
    source="types",
    short="keys of two types",
)
IMAGES = Demand(
    says="As many parts of type image stand in the messages as images in the list.",
    find=columns.images_placed(),
    source="vision",
    check="image-part",
    short="images",
)
OBJECTS = Demand(
    says="Arguments of a tool call are an object: templates write a string as quoted text.",
    find=calls.arguments_are("object"),
    source="types",
    effect="wastes",
)

LANGUAGE = (
    TYPES,
    last_is_answer("sft"),
    Demand(
        says="What the assistant says is not empty.",
        find=contents.content_not_empty("assistant", blank=True),
        source="sft",
        effect="wastes",
        check="empty-output",
    ),
    Demand(
        says="A part of text holds a string.",
        find=contents.parts_whole(),
        source="types",
        effect="wastes",
    ),
    OBJECTS,
    IMAGES,
)

LABELLED = (
    Demand(
        says="A label beside a text is not read: the text alone is trained on.",
        find=keys.without_keys("label", "labels"),
        source="types",
        effect="wastes",
    ),
)

PREFERENCE = (
    TYPES,
    Demand(
        says="prompt, chosen and rejected are all strings or all conversations.",
        find=columns.one_form("prompt", "chosen", "rejected"),
        source="types",
        short="strings beside conversations",
    ),
    Demand(
        says="No conversation is empty.",
        find=columns.not_empty("prompt", "chosen", "rejected"),
        source="types",
        short="empty conversations",
    ),
    _prompt(),
    Demand(
        says="chosen and rejected differ: equal ones teach nothing.",
        find=pairs.sides_differ("chosen", "rejected"),
        source="types",
        effect="wastes",
        check="nothing-to-train",
    ),
    Demand(
        says="chosen and rejected do not repeat a prompt that stands beside them.",
        find=columns.repeats_prompt("chosen", "rejected"),
        source="types",
        effect="wastes",
    ),
    Demand(
        says="Without a prompt both conversations begin with the same messages.",
        find=columns.same_start("chosen", "rejected"),
        source="types",
        effect="wastes",
    ),
    IMAGES,
)

COMPLETION = (
    TYPES,
    Demand(
        says="prompt and completion are both strings or both conversations.",
        find=columns.one_form("prompt", "completion"),
        source="types",
        short="strings beside conversations",
    ),
    Demand(
        says="No conversation is empty.",
        find=columns.not_empty("prompt", "completion"),
        source="types",
        short="empty conversations",
    ),
    _prompt(),
    Demand(
        says="A completion does not repeat its prompt.",
        find=columns.repeats_prompt("completion"),
        source="types",
        effect="wastes",
    ),
    IMAGES,
)

STEPWISE = (
    Demand(
        says="There are as many labels as completions: what is too much is cut without a word.",
        find=columns.as_long("completions", "labels"),
        source="types",
        effect="drops",
    ),
    Demand(
        says="There is a step at least.",
        find=columns.not_empty("completions", "labels"),
        source="types",
        effect="wastes",
        check="nothing-to-train",
    ),
)

SHAREGPT = (
    Demand(
        says="from and value are taken for role and content, and not renamed: templates know system, user, "
        "assistant and tool.",
        find=turns.roles_within("system", "user", "assistant", "tool", path=("conversations",), key="from"),
        source="sft",
        effect="wastes",
    ),
)

TARGET = Target(
    name="hugging-face-trl",
    title="Hugging Face TRL",
    formats={
        "openai-chat": LANGUAGE,
        "together": (
            *LANGUAGE,
            Demand(
                says="Other columns, such as a weight, are not read.",
                find=keys.without_keys("weight"),
                source="types",
                effect="drops",
                check="weight-spelling",
            ),
        ),
        "fireworks": LANGUAGE,
        "openai-rft": LANGUAGE,
        "plain-text": (),
        "text-classification": LABELLED,
        "trl-prompt-only": (TYPES, _prompt()),
        "prompt-completion": COMPLETION,
        "trl-preference": PREFERENCE,
        "trl-unpaired-preference": COMPLETION,
        "trl-stepwise": STEPWISE,
        "sharegpt": SHAREGPT,
    },
    sources={
        "types": "huggingface/trl, dataset formats and data_utils.py, commit f2cd577 (2026-07-24)",
        "chat": "huggingface/trl, apply_chat_template, commit f2cd577 (2026-07-24)",
        "sft": "huggingface/trl, SFT trainer, commit f2cd577 (2026-07-24)",
        "vision": "huggingface/trl, prepare_multimodal_messages, commit f2cd577 (2026-07-24)",
    },
    any_role=True,
    bom="either",
    notes=(
        "Which roles there may be is up to the model's chat template.",
        "Tools stand in the column tools; with datasets before 4.7 as JSON in a string.",
        "KTO needs more than one example a device.",
        "Harmony (gpt-oss) knows the role developer and the key thinking.",
    ),
)
