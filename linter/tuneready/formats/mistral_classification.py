"""Mistral classification: a text or a conversation, and labels by target.

Source: Mistral classifier factory documentation, read 2026-08.
"""

from __future__ import annotations

from tuneready.example import Part, Turn, View
from tuneready.formats._messages import CONTENT, turns
from tuneready.formats._parts import json_text
from tuneready.formats._schema import STRING, any_of_keys, listing, record, thing
from tuneready.formats.base import Format, Record

MESSAGES = listing(thing(["role", "content"], {"role": STRING, "content": CONTENT}))
LABEL = {"type": ["string", "number", "boolean", "array"]}


def recognises(data: Record) -> bool:
    """Its labels are an object: each target has its own."""
    return isinstance(data.get("labels"), dict)


def view(data: Record) -> View:
    """The labels, as JSON, are what the model answers."""
    if "messages" in data:
        given = turns(data["messages"], train=False)
    else:
        given = (Turn("user", (Part(data["text"], "/text"),)),)
    answer = Part(json_text(data["labels"]), "/labels")
    return View((*given, Turn("assistant", (answer,), trained=True)))


FORMAT = Format(
    name="mistral-classification",
    title="Mistral classification",
    keys=frozenset({"labels"}),
    one_of=frozenset({"messages", "text"}),
    schema=record(
        ["labels"],
        {
            "labels": {"type": "object", "minProperties": 1, "additionalProperties": LABEL},
            "messages": MESSAGES,
            "text": STRING,
        },
        **any_of_keys("messages", "text"),
    ),
    view=view,
    recognises=recognises,
)
