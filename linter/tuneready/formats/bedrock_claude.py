"""Claude on Amazon Bedrock: messages, and the system's text beside them.

Source: aws-samples/amazon-bedrock-samples, Claude 3 Haiku data_validation.py (2024-10-02).
"""

from __future__ import annotations

from tuneready.example import Turn, View
from tuneready.formats import openai_chat
from tuneready.formats._messages import message_schema
from tuneready.formats._parts import text_parts
from tuneready.formats._schema import MAYBE_STRING, TOOLS, listing, record
from tuneready.formats.base import Format, Record


def recognises(data: Record) -> bool:
    """The system's text is a string beside the messages."""
    return isinstance(data.get("system"), str)


def view(data: Record) -> View:
    """Every assistant message is trained on."""
    seen = openai_chat.view(data)
    system = text_parts(data, "system")
    return seen._replace(turns=(Turn("system", system), *seen.turns)) if system else seen


FORMAT = Format(
    name="bedrock-claude",
    title="Claude on Bedrock",
    keys=frozenset({"messages", "system"}),
    schema=record(
        ["messages"],
        {"messages": listing(message_schema("user", "assistant")), "system": MAYBE_STRING, "tools": TOOLS},
    ),
    view=view,
    recognises=recognises,
    also=frozenset({"openai-chat"}),
)
