"""OpenAI reinforcement fine-tuning: messages that end with the user, and fields that a grader reads.

Sources: OpenAI reinforcement fine-tuning guide, read 2026-08; Azure OpenAI RFT how-to, 2025-05-11.
Bedrock and Fireworks use the same shape.
"""

from __future__ import annotations

from tuneready.example import View
from tuneready.formats._messages import MESSAGES, turns
from tuneready.formats._parts import json_text, tool_parts, with_media
from tuneready.formats._schema import TOOLS, record
from tuneready.formats.base import Format, Record

CHAT_KEYS = frozenset(
    {
        "messages",
        "tools",
        "parallel_tool_calls",
        "functions",
        "weight",
        "tool_choice",
        "response_format",
        "images",
        "videos",
        "audios",
        "system_prompt",
        "available_tools",
        "only_last",
        "chat_template_kwargs",
    }
)
"""Top-level keys that belong to the conversation; every other one is for the grader."""


def recognises(data: Record) -> bool:
    """It ends with the user, and has a field for the grader."""
    messages = data.get("messages")
    if not isinstance(messages, list) or not messages or data.keys() <= CHAT_KEYS:
        return False
    last = messages[-1]
    return isinstance(last, dict) and last.get("role") == "user"


def view(data: Record) -> View:
    """No turn is trained on: the model answers by itself, and the grade says how well."""
    grade = {key: value for key, value in data.items() if key not in CHAT_KEYS}
    conversation = with_media(turns(data["messages"], train=False), data)
    return View(conversation, tools=tool_parts(data.get("tools")), grade=json_text(grade))


FORMAT = Format(
    name="openai-rft",
    title="OpenAI reinforcement fine-tuning",
    keys=frozenset({"messages"}),
    schema=record(
        ["messages"],
        {"messages": MESSAGES, "tools": TOOLS},
        **{
            "not": {"propertyNames": {"enum": sorted(CHAT_KEYS)}},
            "description": "a field for the grader beside the messages, such as reference_answer",
        },
    ),
    view=view,
    recognises=recognises,
    also=frozenset({"openai-chat"}),
)
