"""The scan that both checks run over a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from tuneready.api import Block
from tuneready_checks._scan.hit import Family
from tuneready_checks._scan.screen import Place, fired, gathered
from tuneready_checks._scan.search import Found, Wanted, search

Screens = Sequence[tuple[Family, ...]]
"""Sets of families whose triggers are looked for in one pass each."""


def scan(
    block: Block, screens: Screens, families: Sequence[Family], wanted: Wanted
) -> Iterator[tuple[Sequence[Place], Found]]:
    """What these families find in the texts of a block, with the places of each text.

    `screens`: where their triggers stand; a family that a check has made for its options goes by the
    triggers of one that stands in a screen.
    """
    ranks: dict[tuple[bytes, ...], list[tuple[int, Family]]] = {}
    for rank, family in enumerate(families):
        ranks.setdefault(family.triggers, []).append((rank, family))
    chosen: dict[int, dict[int, Family]] = {}
    for screen in screens:
        for text, touched in fired(block, screen).items():
            for family in touched:
                chosen.setdefault(text, {}).update(ranks.get(family.triggers, ()))
    texts, places = gathered(block)
    for text, searched in sorted(chosen.items(), key=itemgetter(0)):
        found = (
            search(texts[text], sorted(searched.items(), key=itemgetter(0)), wanted) if searched else Found()
        )
        if found.hits or found.more:
            yield places[text], found
