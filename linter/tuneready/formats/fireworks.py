"""Fireworks chat with `reasoning_content` in messages; without it, it is plain OpenAI chat.

Source: Fireworks supervised fine-tuning guide, read 2026-08.
"""

from __future__ import annotations

from tuneready.formats import openai_chat
from tuneready.formats._messages import MESSAGES
from tuneready.formats._schema import TOOLS, record
from tuneready.formats._signs import message_keys
from tuneready.formats.base import Format, Record


def recognises(data: Record) -> bool:
    """A message shows its reasoning."""
    return "reasoning_content" in message_keys(data)


FORMAT = Format(
    name="fireworks",
    title="Fireworks chat",
    keys=frozenset({"messages"}),
    schema=record(["messages"], {"messages": MESSAGES, "tools": TOOLS}),
    view=openai_chat.view,
    recognises=recognises,
    also=frozenset({"openai-chat", "openai-rft", "together"}),
)
