"""Outputs that have a fault of a few kinds: a finding each where they are rare, one for all where they are usual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import MOST_RELATED, Block, Example, Facts, Finding, Overview, Related, Severity, plural
from tuneready_checks._outputs.prose import Piece

FAULT = np.dtype(
    [("id", np.int64), ("key", np.uint64), ("kind", np.uint8), ("span", np.int64, 2), ("pointer", "U48")]
)
_POINTER = 48
_LEAST = 10


class Hit(NamedTuple):
    """A fault in an example's output: its kind, and from where to where it stands in the text."""

    kind: int
    start: int
    end: int


class Kind(NamedTuple):
    """What is said of one such output, and of a split where it is usual; `usual`: the severity then.

    `worthless`: however many there are, none of them is an answer; what is only usual may be meant.
    """

    one: str
    many: str
    usual: Severity | None = Severity.INFO
    worthless: bool = False


def facts(block: Block, hits: Iterable[tuple[Piece, Hit]]) -> Facts:
    """Hits, each with the piece that it stands in, as facts in one partition."""
    rows = [_row(block.examples[piece.at], piece.part.pointer, hit) for piece, hit in hits]
    return {0: np.array(rows, FAULT)} if rows else {}


def _row(example: Example, pointer: str, hit: Hit) -> tuple[Any, ...]:
    return (
        example.id,
        example.key,
        hit.kind,
        (hit.start, hit.end),
        pointer if len(pointer) <= _POINTER else "",
    )


def told(
    rows: npt.NDArray[Any], overview: Overview, kinds: Sequence[Kind], usual: float
) -> Iterator[Finding]:
    """A finding for each row; where at least `usual` of a split's examples have one kind, one for all."""
    dataset = overview.dataset
    splits = dataset.split_numbers(rows["id"])
    for split, number in ((split, number) for number, split in enumerate(dataset.splits)):
        examples = overview.splits[split].examples
        for index, kind in enumerate(kinds):
            same = rows[(splits == number) & (rows["kind"] == index)]
            same = same[np.argsort(same["id"], kind="stable")]
            if len(np.unique(same["id"])) >= max(usual * examples, _LEAST):
                yield _of_all(same, kind, split, examples)
            else:
                yield from (_of_one(row, kind) for row in same)


def _of_one(row: npt.NDArray[Any], kind: Kind) -> Finding:
    start, end = map(int, row["span"])
    return Finding(
        at=int(row["id"]),
        message=kind.one,
        identity=f"{int(row['key']):016x} {kind.one} {row['pointer']}",
        pointer=str(row["pointer"]),
        span=(start, end) if row["pointer"] and end > start else None,
        unusable=(int(row["id"]),),
    )


def _of_all(rows: npt.NDArray[Any], kind: Kind, split: str, examples: int) -> Finding:
    ids = np.unique(rows["id"]).tolist()
    share = f"{len(ids):,} of {plural(examples, 'output')} ({100 * len(ids) / examples:.0f} %)"
    return Finding(
        at=ids[0],
        message=f"{share} {kind.many}",
        identity=f"{split} {kind.many}",
        related=tuple(Related(other, "the same") for other in ids[1 : MOST_RELATED + 1]),
        related_total=len(ids) - 1,
        unusable=tuple(ids) if kind.worthless else (),
        severity=kind.usual,
    )
