"""TRL prompt-only: what online methods (GRPO, RLOO) answer by themselves.

Source: TRL dataset formats, commit f2cd577 (2026-07-24).
"""

from __future__ import annotations

from functools import lru_cache

from tuneready.example import View
from tuneready.formats._messages import TEXT_OR_MESSAGES
from tuneready.formats._parts import tool_parts, with_media
from tuneready.formats._schema import TOOLS, record
from tuneready.formats.base import Format, Record
from tuneready.formats.prompt_completion import side

_ANSWERS = (
    "completion",
    "completions",
    "chosen",
    "rejected",
    "response",
    "responses",
    "output",
    "generation",
)
_ALIKE = 85


@lru_cache(maxsize=4096)
def _names_an_answer(keys: frozenset[str]) -> bool:
    from rapidfuzz.fuzz import ratio  # costs 10 ms that most runs need not pay

    return any(ratio(key.lower(), answer) >= _ALIKE for key in keys for answer in _ANSWERS)


def recognises(data: Record) -> bool:
    """No other key is, or nearly is, the name of an answer: that would be a pair with a wrong key."""
    return len(data) == 1 or not _names_an_answer(frozenset(data))


def view(data: Record) -> View:
    """Nothing is trained on: the model answers by itself."""
    return View(with_media(side(data, "prompt", train=False), data), tools=tool_parts(data.get("tools")))


FORMAT = Format(
    name="trl-prompt-only",
    title="TRL prompt only",
    keys=frozenset({"prompt"}),
    schema=record(["prompt"], {"prompt": TEXT_OR_MESSAGES, "tools": TOOLS}),
    view=view,
    recognises=recognises,
)
