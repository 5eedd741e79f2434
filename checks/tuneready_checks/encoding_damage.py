"""The check encoding-damage."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import MOST_RELATED, Block, Example, ExampleCheck, Finding, Related, Severity, key, plural
from tuneready_checks._encoding.damage import Damage, damage
from tuneready_checks._encoding.screen import suspects
from tuneready_checks._scan.screen import Place, gathered


class EncodingDamage(ExampleCheck):
    """A text was damaged on its way: mojibake, lost characters, control or hidden ones.

    Looked for are UTF-8 that was read as Windows-1252 or the like (Ã©, â€™: recognised by ftfy), U+FFFD
    where a character was lost, control characters, marks that turn the direction of a text which holds
    no right-to-left letters, byte order marks inside a text, and invisible tag characters. Marks that
    Arabic, Hebrew, Persian, Thai, Indic scripts and emoji need are left alone.

    An output that is damaged is unusable; a damaged prompt is told, and the example stays.

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
    ]

    def look(self, block: Block) -> Iterator[Finding]:
        texts = gathered(block)
        damaged = {
            index: found
            for index in suspects(block)
            if (found := damage(texts.texts[index].decode("utf-8", "replace")))
        }
        for index, places in sorted(texts.places(damaged).items()):
            yield _finding(damaged[index], places, key(texts.texts[index].decode("utf-8", "replace")))

    def find(self, example: Example) -> Iterator[Finding]:
        for role, part in example.texts():
            found = damage(part.text)
            if found:
                yield _finding(found, [Place(example.id, role, part.pointer)], key(part.text))


def _finding(found: list[Damage], places: list[Place], content: int) -> Finding:
    at = places[0]
    others = [place for place in places[1:] if place.example != at.example]
    what = ", ".join(f"{each.what} ({plural(each.times, 'time')})" for each in found)
    return Finding(
        at=at.example,
        message=f"{what} in {at.role} text",
        identity=f"{content:016x}",
        pointer=at.pointer,
        span=found[0].span,
        unusable=tuple(sorted({place.example for place in places if place.role == "assistant"})),
        related=tuple(Related(place.example, "the same text") for place in others[:MOST_RELATED]),
        related_total=len(others),
        data={"damage": [each.what for each in found]},
    )
