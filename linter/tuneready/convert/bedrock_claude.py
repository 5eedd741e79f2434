"""Claude on Bedrock: the system's text beside the messages, and strings throughout."""

from __future__ import annotations

from typing import Any

from tuneready.convert.chat import read_messages
from tuneready.convert.conversation import (
    Conversation,
    Keys,
    LostError,
    Message,
    Record,
    Writer,
    no_more,
    no_tools,
    one_text,
    plain,
    system_first,
)

_FORM = "bedrock-claude"


def read(record: Record) -> Conversation:
    """A record; the system's text comes first."""
    keys = Keys(record, "")
    system = keys.take("system")
    first = (Message("system", (system,), pointer="/system"),) if system else ()
    messages = tuple(read_messages(keys.take("messages"), "/messages"))
    return Conversation((*first, *messages), (), keys.rest())


def write(conversation: Conversation) -> dict[str, Any]:
    """Strings, user and assistant."""
    no_tools(conversation, _FORM)
    no_more(conversation, _FORM)
    system, others = system_first(conversation, _FORM)
    for message in conversation.messages:
        plain(message, _FORM)
    text = one_text(system, _FORM) if system else ""
    if system and not text:
        raise LostError(system.pointer, f"is an empty system message, which {_FORM} has no place for")
    messages = [{"role": message.role, "content": one_text(message, _FORM)} for message in others]
    return {**({"system": text} if text else {}), "messages": messages}


WRITER = Writer(_FORM, "Claude on Bedrock: system beside the messages", _FORM, write, also=("openai-chat",))
