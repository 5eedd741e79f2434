"""OpenAI preference (DPO): an input, the answer that is preferred and the one that is not.

Azure OpenAI, Together and Fireworks read the same. Source: OpenAI direct preference optimization guide
and API specification, read 2026-08.
"""

from __future__ import annotations

from tuneready.example import View
from tuneready.formats._messages import MESSAGES, message_schema, turns
from tuneready.formats._parts import tool_parts
from tuneready.formats._schema import TOOLS, listing, record, thing
from tuneready.formats.base import Format, Record

ANSWERS = listing(message_schema("assistant", "tool"))


def view(data: Record) -> View:
    """Both answers are trained on, none of the input is."""
    given = data["input"]
    return View(
        turns(given["messages"], "/input/messages", train=False)
        + turns(data["preferred_output"], "/preferred_output"),
        turns(data["non_preferred_output"], "/non_preferred_output"),
        tool_parts(given.get("tools"), "/input/tools"),
    )


FORMAT = Format(
    name="openai-preference",
    title="OpenAI preference",
    keys=frozenset({"input", "preferred_output", "non_preferred_output"}),
    schema=record(
        ["input", "preferred_output", "non_preferred_output"],
        {
            "input": thing(["messages"], {"messages": MESSAGES, "tools": TOOLS}),
            "preferred_output": ANSWERS,
            "non_preferred_output": ANSWERS,
        },
    ),
    view=view,
)
