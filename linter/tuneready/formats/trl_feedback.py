"""TRL preference, unpaired preference and stepwise supervision: answers with a verdict on them.

Source: TRL dataset formats, commit f2cd577 (2026-07-24). Strings, or lists of messages; where a
preference has no prompt, both conversations begin with it.
"""

from __future__ import annotations

from tuneready.example import Part, Turn, View
from tuneready.formats._messages import TEXT_OR_MESSAGES, shared_start
from tuneready.formats._parts import json_text, text_parts, tool_parts, with_media
from tuneready.formats._schema import BOOLEAN, STRING, TOOLS, listing, record
from tuneready.formats._signs import is_boolean
from tuneready.formats.base import Format, Record
from tuneready.formats.prompt_completion import both_sides, side


def _prompt(data: Record) -> tuple[Turn, ...]:
    """The prompt that is given; Axolotl's chatml.intel calls it `question` and has a `system` text."""
    system = text_parts(data, "system")
    turns = (Turn("system", system),) if system else ()
    name = next((name for name in ("prompt", "question") if name in data), "")
    return turns + side(data, name, train=False) if name else turns


def preference_view(data: Record) -> View:
    """Both answers are trained on; what both conversations begin with belongs to the prompt."""
    chosen = side(data, "chosen", train=True)
    rejected = side(data, "rejected", train=True)
    prompt = _prompt(data)
    if isinstance(data["chosen"], list) and isinstance(data["rejected"], list):
        start = shared_start(data["chosen"], data["rejected"])
        prompt += tuple(turn._replace(trained=False) for turn in chosen[:start])
        chosen, rejected = chosen[start:], rejected[start:]
    return View(with_media(prompt + chosen, data), rejected, tool_parts(data.get("tools")))


def is_labelled(data: Record) -> bool:
    """The label is, or is meant as, true or false; another one is a note beside prompt and completion."""
    return is_boolean(data.get("label"))


def labelled_view(data: Record) -> View:
    """The completion is trained on, with its label as the grade."""
    return View(both_sides(data), tools=tool_parts(data.get("tools")), grade=json_text(data["label"]))


def stepwise_view(data: Record) -> View:
    """The steps are one answer of several parts, with their labels as the grade."""
    steps = tuple(Part(step, f"/completions/{index}") for index, step in enumerate(data["completions"]))
    answer = Turn("assistant", steps, trained=True)
    return View((*side(data, "prompt", train=False), answer), grade=json_text(data["labels"]))


PREFERENCE = Format(
    name="trl-preference",
    title="TRL preference",
    keys=frozenset({"chosen", "rejected"}),
    schema=record(
        ["chosen", "rejected"],
        {
            "prompt": TEXT_OR_MESSAGES,
            "question": TEXT_OR_MESSAGES,
            "chosen": TEXT_OR_MESSAGES,
            "rejected": TEXT_OR_MESSAGES,
            "tools": TOOLS,
        },
    ),
    view=preference_view,
)
UNPAIRED = Format(
    name="trl-unpaired-preference",
    title="TRL unpaired preference",
    keys=frozenset({"prompt", "completion", "label"}),
    schema=record(
        ["prompt", "completion", "label"],
        {"prompt": TEXT_OR_MESSAGES, "completion": TEXT_OR_MESSAGES, "label": BOOLEAN, "tools": TOOLS},
    ),
    view=labelled_view,
    recognises=is_labelled,
    also=frozenset({"prompt-completion"}),
)
STEPWISE = Format(
    name="trl-stepwise",
    title="TRL stepwise supervision",
    keys=frozenset({"prompt", "completions", "labels"}),
    schema=record(
        ["prompt", "completions", "labels"],
        {"prompt": TEXT_OR_MESSAGES, "completions": listing(STRING), "labels": listing(BOOLEAN)},
    ),
    view=stepwise_view,
)
