"""SetFit: text classification from few examples."""

from __future__ import annotations

from tuneready.targets.base import Demand, Target
from tuneready.targets.finders import columns, contents, keys

TARGET = Target(
    name="setfit",
    title="SetFit",
    formats={
        "text-classification": (
            Demand(
                says="The columns are text and label (others by column_mapping).",
                find=keys.has_key("label"),
                source="trainer",
                short="no label",
            ),
            Demand(
                says="The text is a string that is not blank.",
                find=contents.texts_given(("text",)),
                source="trainer",
                effect="wastes",
                check="empty-output",
            ),
            Demand(
                says="Several labels of a text are zeros and ones, or names that differ.",
                find=columns.label_kinds("string", "number", "boolean", "array"),
                source="trainer",
                short="labels",
            ),
        ),
    },
    sources={"trainer": "huggingface/setfit, trainer.py, commit 0f8e322 (2025-12-11)"},
    bom="either",
    notes=("Eight examples a label are where its authors start.",),
)
