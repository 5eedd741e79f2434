"""Axolotl: segments, each trained on or not, and records that are tokens already.

Source: Axolotl dataset formats, commit 067b021 (2026-07-24).
"""

from __future__ import annotations

from tuneready.example import Part, Turn, View
from tuneready.formats._parts import json_text
from tuneready.formats._schema import BOOLEAN, STRING, Schema, listing, record, thing
from tuneready.formats.base import Format, Record

MASKED = -100
TOKENS: Schema = {"type": "array", "items": {"type": "integer"}, "minItems": 1}
MAYBE_TOKENS: Schema = {"type": ["array", "null"], "items": {"type": "integer"}}


def segments_view(data: Record) -> View:
    """Segments with a true label are trained on, as the assistant's; the others are the user's."""
    turns = []
    for index, segment in enumerate(data["segments"]):
        label = segment["label"]
        parts = (Part(segment["text"], f"/segments/{index}/text"),)
        turns.append(Turn("assistant" if label else "user", parts, label))
    return View(tuple(turns))


def tokens_view(data: Record) -> View:
    """The tokens as one part that is no text; trained on unless every label is masked (-100)."""
    labels = data.get("labels")
    trained = not labels or any(label != MASKED for label in labels)
    return View((Turn("assistant", (Part(json_text(data["input_ids"]), "/input_ids", "media"),), trained),))


SEGMENTS = Format(
    name="axolotl-input-output",
    title="Axolotl input_output",
    keys=frozenset({"segments"}),
    schema=record(
        ["segments"], {"segments": listing(thing(["label", "text"], {"label": BOOLEAN, "text": STRING}))}
    ),
    view=segments_view,
)
PRETOKENIZED = Format(
    name="pretokenized",
    title="tokens",
    keys=frozenset({"input_ids"}),
    schema=record(
        ["input_ids"], {"input_ids": TOKENS, "labels": MAYBE_TOKENS, "attention_mask": MAYBE_TOKENS}
    ),
    view=tokens_view,
)
