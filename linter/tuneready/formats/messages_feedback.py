"""Messages with a verdict on their answer: a boolean label, or a pair of answers.

LLaMA-Factory (formatting openai), TRL and Axolotl (chat_template) read them. Sources: LLaMA-Factory
commit ff6d4d1 (2026-08-18), Axolotl commit 067b021 (2026-07-24).
"""

from __future__ import annotations

from tuneready.example import View
from tuneready.formats import openai_chat
from tuneready.formats._messages import MESSAGE, MESSAGES, last_answer_only, turn, turns
from tuneready.formats._parts import json_text, tool_parts, with_media
from tuneready.formats._schema import BOOLEAN, TOOLS, record
from tuneready.formats._signs import is_boolean
from tuneready.formats.base import Format, Record


def is_labelled(data: Record) -> bool:
    """The label is, or is meant as, true or false."""
    return is_boolean(data.get("label"))


def labelled_view(data: Record) -> View:
    """The last answer is trained on, with its label as the grade."""
    seen = openai_chat.view(data)
    return View(last_answer_only(seen.turns), tools=seen.tools, grade=json_text(data["label"]))


def is_pair(data: Record) -> bool:
    """Each answer is one message."""
    return isinstance(data.get("chosen"), dict) or isinstance(data.get("rejected"), dict)


def pair_view(data: Record) -> View:
    """Both answers are trained on, none of the messages before them is."""
    chosen = turn(data["chosen"], "/chosen", train=True)
    return View(
        with_media((*turns(data["messages"], train=False), chosen), data),
        (turn(data["rejected"], "/rejected", train=True),),
        tool_parts(data.get("tools")),
    )


LABELLED = Format(
    name="messages-kto",
    title="messages with a label",
    keys=frozenset({"messages", "label"}),
    schema=record(["messages", "label"], {"messages": MESSAGES, "label": BOOLEAN, "tools": TOOLS}),
    view=labelled_view,
    recognises=is_labelled,
    also=frozenset({"openai-chat"}),
)
PAIR = Format(
    name="messages-preference",
    title="messages with a chosen and a rejected answer",
    keys=frozenset({"messages", "chosen", "rejected"}),
    schema=record(
        ["messages", "chosen", "rejected"],
        {"messages": MESSAGES, "chosen": MESSAGE, "rejected": MESSAGE, "tools": TOOLS},
    ),
    view=pair_view,
    recognises=is_pair,
)
