"""Mistral instruct, where it shows something of Mistral's own; otherwise it is plain OpenAI chat.

Source: mistral-finetune, commit 1943535 (2026-06-12): `build_instruct_sample` names the keys.
"""

from __future__ import annotations

from tuneready.example import Part, Turn, View
from tuneready.formats._messages import last_answer_only, message_schema, turn
from tuneready.formats._parts import text_parts, tool_parts, with_media
from tuneready.formats._schema import MAYBE_STRING, TOOLS, any_of_keys, listing, record
from tuneready.formats._signs import message_keys, messages_of
from tuneready.formats.base import Format, Record

OWN_KEYS = frozenset({"interactions", "available_tools", "system_prompt", "only_last"})
MESSAGES = listing(message_schema("system", "user", "assistant", "tool", said=("content", "text")))


def recognises(data: Record) -> bool:
    """A top-level key is Mistral's own, or a message's text stands under `text`."""
    return not OWN_KEYS.isdisjoint(data) or (
        "text" in message_keys(data)
        and any("text" in message and "content" not in message for message in messages_of(data))
    )


def _conversation(data: Record) -> tuple[Turn, ...]:
    name = "messages" if "messages" in data else "interactions"
    system: tuple[Part, ...] = text_parts(data, "system_prompt")
    turns = [Turn("system", system)] if system else []
    for index, message in enumerate(data[name]):
        said = "text" if "text" in message and "content" not in message else "content"
        turns.append(turn(message, f"/{name}/{index}", train=True, said=said))
    return with_media(turns, data)


def view(data: Record) -> View:
    """Assistant messages are trained on; with tools, or `only_last`, the last one alone."""
    tools = "tools" if data.get("tools") is not None else "available_tools"
    conversation = _conversation(data)
    if data.get("only_last") or data.get(tools) is not None:
        conversation = last_answer_only(conversation)
    return View(conversation, tools=tool_parts(data.get(tools), f"/{tools}"))


FORMAT = Format(
    name="mistral",
    title="Mistral instruct",
    keys=frozenset(),
    one_of=frozenset({"messages", "interactions"}),
    schema=record(
        [],
        {
            "messages": MESSAGES,
            "interactions": MESSAGES,
            "system_prompt": MAYBE_STRING,
            "tools": TOOLS,
            "available_tools": TOOLS,
        },
        **any_of_keys("messages", "interactions"),
    ),
    view=view,
    recognises=recognises,
    also=frozenset({"openai-chat"}),
)
