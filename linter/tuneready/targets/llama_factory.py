"""LLaMA-Factory: Alpaca, ShareGPT and OpenAI formatting. It skips what it does not like without a word."""

from __future__ import annotations

from tuneready.targets.base import Demand, Target
from tuneready.targets.finders import columns, contents, keys, media, pairs, turns
from tuneready.targets.finders.reach import MESSAGES, ROLE, Path

CONVERSATIONS: Path = ("conversations",)
ODD, EVEN = ("human", "observation"), ("gpt", "function_call")

MEDIA = Demand(
    says="As many images, videos and audios are listed as the texts hold <image>, <video>, <audio>.",
    find=media.placeholders_match("images", "videos", "audios"),
    source="media",
    check="image-part",
    short="placeholders of media",
)


def _turns(*, whole: bool) -> Demand:
    ends = "ends with an answer" if whole else "ends with a question, before the two answers"
    return Demand(
        says=f"human or observation and gpt or function_call take turns, after a system turn; the conversation {ends}. "
        "Any other record becomes empty.",
        find=turns.odd_and_even(ODD, EVEN, system="system", path=CONVERSATIONS, key="from", whole=whole),
        source="converter",
        effect="drops",
        check="role-order",
    )


NOT_BLANK = Demand(
    says="No turn is blank: blank ones pass, and teach nothing.",
    find=columns.turns_not_blank("value"),
    source="converter",
    effect="wastes",
    check="empty-output",
)
DIFFER = Demand(
    says="chosen and rejected differ: equal ones teach nothing.",
    find=pairs.sides_differ("chosen", "rejected"),
    source="converter",
    effect="wastes",
    check="nothing-to-train",
)


def _messages(*, whole: bool) -> tuple[Demand, ...]:
    ends = "ends with an answer" if whole else "ends with a question, before the two answers"
    return (
        Demand(
            says="Roles are system, user, assistant, tool and function.",
            find=turns.roles_within("system", "user", "assistant", "tool", "function"),
            source="converter",
            effect="drops",
        ),
        Demand(
            says="user or tool and assistant or function take turns, after a system message; answers of tools that "
            f"follow each other are joined; the conversation {ends}. Any other record becomes empty.",
            find=turns.odd_and_even(
                ("user", "tool"),
                ("assistant", "function"),
                system="system",
                path=MESSAGES,
                key=ROLE,
                whole=whole,
                joined="tool",
            ),
            source="converter",
            effect="drops",
            check="role-order",
        ),
        Demand(
            says="A message has content, be it empty, also beside tool calls.",
            find=keys.message_has("content"),
            source="converter",
            short="content is missing",
        ),
        Demand(
            says="A content is a string: parts and null break the templates.",
            find=contents.content_is_text(strict=True),
            source="converter",
            short="contents are no strings",
        ),
        MEDIA,
    )


CHAT = (
    *_messages(whole=True),
    Demand(
        says="What the assistant says is not empty.",
        find=contents.content_not_empty("assistant", blank=True),
        source="converter",
        effect="wastes",
        check="empty-output",
    ),
)

ALPACA = (
    Demand(
        says="The key input stands in the file, if only empty: it is said to be optional, and missed all the same.",
        find=keys.has_key("input"),
        source="readme",
        effect="advises",
    ),
    MEDIA,
)

SHAREGPT = (
    Demand(
        says="from is system, human, observation, gpt or function_call.",
        find=turns.roles_within("system", *ODD, *EVEN, path=CONVERSATIONS, key="from"),
        source="converter",
        effect="drops",
    ),
    NOT_BLANK,
    MEDIA,
)

TARGET = Target(
    name="llama-factory",
    title="LLaMA-Factory",
    formats={
        "alpaca": ALPACA,
        "alpaca-preference": (*ALPACA, DIFFER),
        "alpaca-kto": ALPACA,
        "sharegpt": (*SHAREGPT, _turns(whole=True)),
        "sharegpt-preference": (
            *SHAREGPT,
            _turns(whole=False),
            Demand(
                says="chosen and rejected come from gpt or function_call.",
                find=columns.answer_from(*EVEN),
                source="converter",
                effect="drops",
            ),
            DIFFER,
        ),
        "sharegpt-kto": (*SHAREGPT, _turns(whole=True)),
        "openai-chat": CHAT,
        "together": CHAT,
        "fireworks": CHAT,
        "bedrock-claude": CHAT,
        "messages-kto": CHAT,
        "messages-preference": (*_messages(whole=False), DIFFER),
        "llama-factory-v1": (
            Demand(
                says="Roles are system, user, assistant and tool.",
                find=turns.roles_within("system", "user", "assistant", "tool", key=ROLE),
                source="v1",
                short="roles",
            ),
        ),
        "llama-factory-v1-preference": (
            Demand(
                says="The two conversations differ: equal ones teach nothing.",
                find=pairs.sides_differ("chosen_messages", "rejected_messages"),
                source="v1",
                effect="wastes",
                check="nothing-to-train",
            ),
        ),
        "plain-text": (),
    },
    sources={
        "readme": "hiyouga/LLaMA-Factory, data/README.md, commit ff6d4d1 (2026-08-18)",
        "converter": "hiyouga/LLaMA-Factory, data/converter.py, commit ff6d4d1 (2026-08-18); run",
        "media": "hiyouga/LLaMA-Factory, data/mm_plugin.py, commit ff6d4d1 (2026-08-18)",
        "v1": "hiyouga/LLaMA-Factory, src/llamafactory/v1, commit ff6d4d1 (2026-08-18)",
    },
    bom="either",
    notes=(
        "A system text beside the messages is read (columns: system), where the messages do not begin with one.",
        "dataset_info.json says how a file is read: formatting, columns, tags, ranking.",
        "A kto_tag that is a string, or answers that are strings, make it read the file as supervised, silently.",
        "Answers in the history are trained on.",
    ),
)
