"""Together conversation with a weight for the whole example; without one it is plain OpenAI chat.

Source: Together data preparation guide, 2026-06: `weight` is a number from 0 up, optional in every format.
"""

from __future__ import annotations

from tuneready.example import View
from tuneready.formats import openai_chat
from tuneready.formats._messages import MESSAGES
from tuneready.formats._schema import TOOLS, WEIGHT, record
from tuneready.formats.base import Format, Record


def view(data: Record) -> View:
    """Assistant messages are trained on unless their weight, or the example's, is 0."""
    seen = openai_chat.view(data)
    if data.get("weight") != 0:
        return seen
    return seen._replace(turns=tuple(turn._replace(trained=False) for turn in seen.turns))


FORMAT = Format(
    name="together",
    title="Together conversation",
    keys=frozenset({"messages", "weight"}),
    schema=record(["messages"], {"messages": MESSAGES, "tools": TOOLS, "weight": WEIGHT}),
    view=view,
    also=frozenset({"openai-chat", "fireworks"}),
)
