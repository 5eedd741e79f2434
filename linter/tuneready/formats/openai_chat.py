"""OpenAI chat: a list of messages; also what Azure OpenAI, TRL, Axolotl and many others read.

Source: OpenAI supervised fine-tuning guide and API specification, read 2026-08.
"""

from __future__ import annotations

from tuneready.example import View
from tuneready.formats._messages import MESSAGES, turns
from tuneready.formats._parts import tool_parts, with_media
from tuneready.formats._schema import TOOLS, record
from tuneready.formats.base import Format, Record


def view(data: Record) -> View:
    """Assistant messages are trained on unless their weight is 0."""
    conversation = turns(data["messages"])
    if len(data) == 1:
        return View(conversation)
    tools = tool_parts(data.get("tools"))
    if data.get("functions"):
        tools += tool_parts(data["functions"], "/functions")
    return View(with_media(conversation, data), tools=tools)


FORMAT = Format(
    name="openai-chat",
    title="OpenAI chat",
    keys=frozenset({"messages"}),
    schema=record(["messages"], {"messages": MESSAGES, "tools": TOOLS}),
    view=view,
    also=frozenset({"openai-rft", "together", "fireworks", "mistral"}),
)
