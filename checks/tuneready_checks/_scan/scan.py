"""The scan that both checks run over a block."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache

from tuneready.api import Block
from tuneready_checks._scan.engine import encoded
from tuneready_checks._scan.hit import Family
from tuneready_checks._scan.memory import Memory
from tuneready_checks._scan.screen import Place, gathered, shaped
from tuneready_checks._scan.screens import DEFAULT, beside_the_usual
from tuneready_checks._scan.search import Found, Wanted, search

Ranked = list[tuple[int, Family]]


def scan(
    block: Block, families: Sequence[Family], wanted: Wanted, options: Hashable
) -> Iterator[tuple[Sequence[Place], Found]]:
    """What these families find in the texts of a block, with the places of each text.

    One pass serves all families that are usual, in both checks; those asked for by an option take another.
    `options`: what `families` and `wanted` depend on.
    """
    gathered_texts, memory = gathered(block), _memory(options)
    found: dict[int, Found] = {}
    for text, chosen in sorted(_chosen(block, families).items()):
        key = gathered_texts.keys.get(text)
        if key is not None and key in memory:
            found[text] = memory.get(key)
            continue
        found[text] = search(encoded(gathered_texts.texts[text]), sorted(chosen, key=_rank), wanted)
        if key is not None:
            memory.put(key, found[text])
    places = gathered_texts.places({text for text, each in found.items() if each.hits or each.more})
    yield from ((places[text], found[text]) for text in sorted(places))


@lru_cache(maxsize=4)
def _memory(_options: Hashable) -> Memory[Found]:
    """What a check, with its options, has found in texts of earlier blocks."""
    return Memory()


def _chosen(block: Block, families: Sequence[Family]) -> dict[int, Ranked]:
    """The families to search each text with; texts that hold no shape of theirs are left out."""
    ranks = {family: rank for rank, family in enumerate(families)}
    more = beside_the_usual(tuple(families))
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
