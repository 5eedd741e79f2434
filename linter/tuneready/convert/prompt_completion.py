"""A prompt and its completion: two strings, or (TRL) two lists of messages."""

from __future__ import annotations

from typing import Any

from tuneready.convert.chat import read_messages, read_tools, write_messages
from tuneready.convert.conversation import (
    Conversation,
    Keys,
    LostError,
    Message,
    Record,
    Writer,
    no_tools,
    one_text,
    plain,
)

_PAIR = 2


def read(record: Record) -> Conversation:
    """A record of either form."""
    keys = Keys(record, "")
    prompt, completion = keys.take("prompt"), keys.take("completion")
    messages: list[Message] = []
    for value, role, pointer in ((prompt, "user", "/prompt"), (completion, "assistant", "/completion")):
        if isinstance(value, str):
            messages.append(Message(role, (value,), pointer=pointer))
        else:
            messages += read_messages(value, pointer)
    return Conversation(tuple(messages), tuple(read_tools(keys.take("tools"))), keys.rest())


def write(conversation: Conversation) -> dict[str, Any]:
    """One message of the user's and one of the assistant's, as strings."""
    form = "prompt-completion"
    no_tools(conversation, form)
    messages = conversation.messages
    for index, message in enumerate(messages):
        plain(message, form)
        if index >= _PAIR or message.role != ("user", "assistant")[index]:
            raise LostError(message.pointer, f"is one too many: {form} has one prompt and one completion")
    if len(messages) != _PAIR:
        raise LostError("", "has no prompt and completion")
    return {"prompt": one_text(messages[0], form), "completion": one_text(messages[1], form)}


def write_trl(conversation: Conversation) -> dict[str, Any]:
    """All messages up to the last, and the last, which is the assistant's."""
    messages = list(write_messages(conversation.messages, as_text=False))
    if len(messages) < _PAIR or messages[-1]["role"] != "assistant":
        last = conversation.messages[-1].pointer if messages else ""
        raise LostError(last, "ends no prompt and completion: expected the assistant's answer")
    if conversation.tools:
        from tuneready.convert.chat import TRL

        tools = TRL.write(conversation)["tools"]
        return {"prompt": messages[:-1], "completion": messages[-1:], "tools": tools}
    return {"prompt": messages[:-1], "completion": messages[-1:]}


STRINGS = Writer("prompt-completion", "prompt and completion as strings", "prompt-completion", write)
TRL = Writer(
    "trl-prompt-completion", "TRL: prompt and completion as messages", "prompt-completion", write_trl
)
