"""A text alone (language modelling), and a text with its label or labels (classification).

Sources: TRL language modelling (2026-07), Mistral pretraining, Together text; for labels SetFit and
Cohere classify (text and label; a list of labels may be empty).
"""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.example import Part, Turn, View
from tuneready.formats._parts import json_text
from tuneready.formats._schema import STRING, Schema, any_of_keys, record
from tuneready.formats.base import Format, Record

SCALARS = ["string", "number", "boolean"]
LABEL: Schema = {"type": [*SCALARS, "array"], "items": {"type": SCALARS}}


def _label_text(label: object) -> str:
    return label if isinstance(label, str) else json_text(label)


def _label_parts(label: object, pointer: str) -> Iterator[Part]:
    if isinstance(label, list) and label:
        for index, item in enumerate(label):
            yield Part(_label_text(item), f"{pointer}/{index}")
    else:
        yield Part(_label_text(label), pointer)


def labelled_view(data: Record) -> View:
    """The label is what the model answers to the text; several are parts of one answer."""
    name = "label" if "label" in data else "labels"
    answer = tuple(_label_parts(data[name], "/" + name))
    asked = Turn("user", (Part(data["text"], "/text"),))
    return View((asked, Turn("assistant", answer, trained=True)))


def is_text(data: Record) -> bool:
    """Not a message on a line of its own, which has a role beside its content."""
    return "text" in data or "role" not in data


def text_view(data: Record) -> View:
    """All of it is trained on, as if the assistant said it to nobody."""
    name = "text" if "text" in data else "content"
    return View((Turn("assistant", (Part(data[name], "/" + name),), trained=True),))


LABELLED = Format(
    name="text-classification",
    title="text classification",
    keys=frozenset({"text"}),
    one_of=frozenset({"label", "labels"}),
    schema=record(
        ["text"], {"text": STRING, "label": LABEL, "labels": LABEL}, **any_of_keys("label", "labels")
    ),
    view=labelled_view,
    also=frozenset({"plain-text"}),
)
PLAIN = Format(
    name="plain-text",
    title="plain text",
    keys=frozenset(),
    one_of=frozenset({"text", "content"}),
    schema=record([], {"text": STRING, "content": STRING}, **any_of_keys("text", "content")),
    view=text_view,
    recognises=is_text,
)
