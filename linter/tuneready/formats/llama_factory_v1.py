"""LLaMA-Factory v1: contents are parts with a `value`, messages have a `loss_weight`.

Source: LLaMA-Factory commit ff6d4d1 (2026-08-18), src/llamafactory/v1.
"""

from __future__ import annotations

from tuneready.example import View
from tuneready.formats._messages import message_schema, shared_start, turns
from tuneready.formats._parts import tool_parts
from tuneready.formats._schema import STRING, TOOLS, WEIGHT, listing, record, thing
from tuneready.formats._signs import content_items, message_keys
from tuneready.formats.base import Format, Record

CONTENT = listing(thing(["type", "value"], {"type": STRING, "value": STRING}), least=0)
MESSAGE = message_schema("system", "user", "assistant", "tool", content=CONTENT)
MESSAGES = listing({**MESSAGE, "properties": {**MESSAGE["properties"], "loss_weight": WEIGHT}})


def recognises(data: Record) -> bool:
    """A message has a loss weight, or a part of its content a value."""
    return "loss_weight" in message_keys(data) or any("value" in item for item in content_items(data))


def view(data: Record) -> View:
    """Assistant messages are trained on unless their loss weight is 0."""
    return View(turns(data["messages"]), tools=tool_parts(data.get("tools")))


def pair_view(data: Record) -> View:
    """What both conversations begin with is the prompt; what follows is trained on."""
    start = shared_start(data["chosen_messages"], data["rejected_messages"])
    chosen = turns(data["chosen_messages"], "/chosen_messages")
    prompt = tuple(turn._replace(trained=False) for turn in chosen[:start])
    rejected = turns(data["rejected_messages"], "/rejected_messages")
    return View(prompt + chosen[start:], rejected[start:], tool_parts(data.get("tools")))


FORMAT = Format(
    name="llama-factory-v1",
    title="LLaMA-Factory v1",
    keys=frozenset({"messages"}),
    schema=record(["messages"], {"messages": MESSAGES, "tools": TOOLS}),
    view=view,
    recognises=recognises,
    also=frozenset({"openai-chat"}),
)
PAIR = Format(
    name="llama-factory-v1-preference",
    title="LLaMA-Factory v1 preference",
    keys=frozenset(),
    one_of=frozenset({"chosen_messages", "rejected_messages"}),
    schema=record(
        ["chosen_messages", "rejected_messages"],
        {"chosen_messages": MESSAGES, "rejected_messages": MESSAGES, "tools": TOOLS},
    ),
    view=pair_view,
)
