"""The scan that both checks run over a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuneready.api import Block
from tuneready_checks._scan.hit import Family
from tuneready_checks._scan.screen import Place, gathered, shaped
from tuneready_checks._scan.screens import DEFAULT
from tuneready_checks._scan.search import Found, Wanted, search

Ranked = list[tuple[int, Family]]


def scan(block: Block, families: Sequence[Family], wanted: Wanted) -> Iterator[tuple[Sequence[Place], Found]]:
    """What these families find in the texts of a block, with the places of each text.

    One pass serves all families that are usual, in both checks; those asked for by an option take another.
    """
    gathered_texts = gathered(block)
    found = {
        text: search(gathered_texts.texts[text], sorted(chosen, key=_rank), wanted)
        for text, chosen in sorted(_chosen(block, families).items())
    }
    places = gathered_texts.places({text for text, each in found.items() if each.hits or each.more})
    yield from ((places[text], found[text]) for text in sorted(places))


def _chosen(block: Block, families: Sequence[Family]) -> dict[int, Ranked]:
    """The families to search each text with; texts that hold no shape of theirs are left out."""
    ranks = {family: rank for rank, family in enumerate(families)}
    more = tuple(family for family in families if family not in DEFAULT)
    chosen: dict[int, Ranked] = {}
    for screen in (DEFAULT, more) if more else (DEFAULT,):
        ranked = [(ranks.get(family), family) for family in screen]
        for text, shapes in shaped(block, screen):
            for rank, family in (ranked[shape] for shape in shapes):
                if rank is not None:
                    chosen.setdefault(text, []).append((rank, family))
    return chosen


def _rank(ranked: tuple[int, Family]) -> int:
    return ranked[0]
