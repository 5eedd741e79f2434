"""OpenAI chat: a list of messages; also what Azure OpenAI, TRL, Axolotl and many others read.

Source: OpenAI supervised fine-tuning guide and API specification, read 2026-08.
"""

from __future__ import annotations

from tuneready.example import View
from tuneready.formats._messages import message_schema, tool_parts, turns
from tuneready.formats._schema import TOOLS, listing, record
from tuneready.formats.base import Format, Record

MESSAGE = message_schema("system", "developer", "user", "assistant", "tool", "function")


def view(data: Record) -> View:
    """Assistant messages are trained on unless their weight is 0."""
    return View(turns(data["messages"]), tools=tool_parts(data.get("tools")))


FORMAT = Format(
    name="openai-chat",
    title="OpenAI chat",
    keys=frozenset({"messages"}),
    schema=record(["messages"], {"messages": listing(MESSAGE), "tools": TOOLS}),
    view=view,
    also=frozenset({"openai-rft"}),
)
