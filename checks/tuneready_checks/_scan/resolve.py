"""From the hits of several families to one list without overlaps, with offsets in characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tuneready_checks._scan.hit import Hit


def without_overlaps(hits: Iterable[tuple[int, Hit]]) -> list[Hit]:
    """Hits in order; where two overlap, the surer one stays, then the one of the lower rank.

    `hits` come with the rank of their family. One sweep from left to right.
    """
    kept: list[tuple[int, Hit]] = []
    for rank, hit in sorted(hits, key=lambda each: (each[1].start, each[0], -each[1].end)):
        if not kept or kept[-1][1].end <= hit.start:
            kept.append((rank, hit))
        elif _weight(rank, hit) > _weight(*kept[-1]):
            kept[-1] = (rank, hit)
    return [hit for _, hit in kept]


def _weight(rank: int, hit: Hit) -> tuple[int, int, int]:
    return hit.level, -rank, hit.end - hit.start


def in_characters(data: bytes, hits: Sequence[Hit]) -> list[Hit]:
    """The same hits, sorted by start, with offsets in characters of the text instead of its bytes."""
    if data.isascii():
        return list(hits)
    moved: list[Hit] = []
    byte = character = 0
    for hit in hits:
        character += _count(data, byte, hit.start)
        length = _count(data, hit.start, hit.end)
        moved.append(hit._replace(start=character, end=character + length))
        byte, character = hit.end, character + length
    return moved


def _count(data: bytes, start: int, end: int) -> int:
    """Characters between two offsets: bytes that do not continue a character."""
    return len(data[start:end].decode("utf-8", "surrogatepass"))
