"""The check encoding-damage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import (
    MOST_RELATED,
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Related,
    Severity,
    key,
    plural,
)
from tuneready_checks._encoding.damage import KINDS, Damage, damage
from tuneready_checks._encoding.screen import suspects
from tuneready_checks._scan.screen import Place, gathered

_POINTER = 48
_FACT = np.dtype(
    [
        ("content", np.uint64),
        ("id", np.int64),
        ("taught", np.bool_),
        ("role", "U9"),
        ("pointer", f"U{_POINTER}"),
        ("kinds", np.uint16),
        ("times", np.int32),
        ("span", np.int64, 2),
    ]
)


class EncodingDamage(DatasetCheck):
    """A text was damaged on its way: mojibake, lost characters, control or hidden ones.

    Looked for are UTF-8 that was read as Windows-1252 or the like (Ã©, â€™: recognised by ftfy), U+FFFD
    where a character was lost, control characters, marks that turn the direction of a text which holds
    no right-to-left letters, byte order marks inside a text, and invisible tag characters. Marks that
    Arabic, Hebrew, Persian, Thai, Indic scripts and emoji need are left alone. So are formulas and
    joined words; told are words that look like one alphabet and are written in two, such as "parcel"
    with a Cyrillic a. To a model they are other words.

    An output that is damaged is unusable; a damaged prompt is told, and the example stays. It stays too
    where but one word in twenty, or fewer, is of two alphabets: that is a slip of the hand.

    ## Why it matters

    The model learns to write what is damaged. Hidden characters can also carry instructions that no
    reader sees.

    ## How to fix it

    Read the source again in its own encoding: a lost character does not come back. For mojibake alone,
    `ftfy.fix_text` mends most of it.
    """

    name = "encoding-damage"
    severity = Severity.WARNING
    good = [
        [{"prompt": "Wo ist das Café?", "completion": "Gleich hinter der Brücke, „Zum Löwen“, 5 €."}],
        [
            {
                "prompt": "\u0645\u0631\u062d\u0628\u0627\u200f!",
                "completion": "\u202b\u0623\u0647\u0644\u0627\u202c \U0001f468\u200d\U0001f469",
            }
        ],
    ]
    bad = [
        [{"prompt": "Where?", "completion": "Behind the cafÃ©, itâ€™s the blue door."}],
        [{"prompt": "Where?", "completion": "Behind the caf\ufffd."}],
        [{"prompt": "Where?", "completion": "Behind\x08 the cafe."}],
        [{"prompt": "Where\u202e?", "completion": "Behind the cafe."}],
        [{"prompt": "Where?", "completion": "Behind the b\u0430kery."}],
    ]

    def map(self, block: Block) -> Facts:
        texts = gathered(block)
        rows: list[tuple[Any, ...]] = []
        damaged: dict[int, tuple[int, list[Damage]]] = {}
        for index in suspects(block):
            text = texts.texts[index]
            found = damage(text)
            if found:
                damaged[index] = key(text), found
        for index, places in sorted(texts.places(damaged.keys()).items()):
            content, found = damaged[index]
            kinds = sum(1 << KINDS.index(each.what) for each in found)
            rows += [
                (content, *_row(place, found), kinds, sum(each.times for each in found), found[0].span)
                for place in places
            ]
        return {0: np.array(rows, _FACT)} if rows else {}

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        """A finding a text and split, on the first place where it stands."""
        split = overview.dataset.split_numbers(facts["id"])
        order = np.lexsort((np.arange(len(facts)), facts["id"], facts["content"], split))
        facts, split = facts[order], split[order]
        new = (facts["content"][1:] != facts["content"][:-1]) | (split[1:] != split[:-1])
        for rows in np.split(facts, np.flatnonzero(new) + 1):
            yield _finding(rows)


def _row(place: Place, found: Sequence[Damage]) -> tuple[int, bool, str, str]:
    taught = place.role == "assistant" and any(each.is_grave for each in found)
    pointer = place.pointer if len(place.pointer) <= _POINTER else ""
    return place.example, taught, place.role, pointer


def _finding(rows: npt.NDArray[Any]) -> Finding:
    at = rows[0]
    what = [kind for bit, kind in enumerate(KINDS) if int(at["kinds"]) >> bit & 1]
    others = [int(example) for example in np.unique(rows["id"]) if example != at["id"]]
    start, end = map(int, at["span"])
    return Finding(
        at=int(at["id"]),
        message=f"{', '.join(what)} in {at['role']} text ({plural(int(at['times']), 'place')})",
        identity=f"{int(at['content']):016x}",
        pointer=str(at["pointer"]),
        span=(start, end) if at["pointer"] else None,
        unusable=tuple(np.unique(rows["id"][rows["taught"]]).tolist()),
        related=tuple(Related(example, "the same text") for example in others[:MOST_RELATED]),
        related_total=len(others),
        data={"damage": what},
    )
