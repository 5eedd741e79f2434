"""Prompt and completion: OpenAI's older shape, also read by Bedrock (Titan, Llama), Together and TRL.

Strings, or lists of messages (TRL's conversational form). Sources: TRL dataset formats, 2026-07;
Amazon Bedrock model customization guide, 2025.
"""

from __future__ import annotations

from tuneready.example import Part, Turn, View
from tuneready.formats._messages import TEXT_OR_MESSAGES, turns
from tuneready.formats._parts import tool_parts, with_media
from tuneready.formats._schema import TOOLS, record
from tuneready.formats.base import Format, Record


def side(data: Record, name: str, *, train: bool) -> tuple[Turn, ...]:
    """One key of the record as turns: a string is what the user, or the trained assistant, says."""
    value = data[name]
    if isinstance(value, str):
        return (Turn("assistant" if train else "user", (Part(value, "/" + name),), train),)
    return turns(value, "/" + name, train=train)


def both_sides(data: Record) -> tuple[Turn, ...]:
    """The prompt and the completion as turns; only the completion is trained on."""
    return with_media(side(data, "prompt", train=False) + side(data, "completion", train=True), data)


def view(data: Record) -> View:
    """Only the completion is trained on."""
    return View(both_sides(data), tools=tool_parts(data.get("tools")))


FORMAT = Format(
    name="prompt-completion",
    title="prompt and completion",
    keys=frozenset({"prompt", "completion"}),
    schema=record(
        ["prompt", "completion"],
        {"prompt": TEXT_OR_MESSAGES, "completion": TEXT_OR_MESSAGES, "tools": TOOLS},
    ),
    view=view,
)
