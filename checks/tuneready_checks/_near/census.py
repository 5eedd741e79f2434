"""The first look at a dataset: who is there, who is a copy of whom, and what is shared."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import LINE_MASK, Block, Facts
from tuneready_checks._near.blobs import Keys
from tuneready_checks._near.boilerplate import NOTHING_SHARED, Boilerplate
from tuneready_checks._near.sampling import SAMPLE, Ids, Texts, drawn, renumbered, token_facts
from tuneready_checks._near.sketch import SIZE, sketches
from tuneready_checks._near.texts import Compare, said
from tuneready_checks._near.tokens import Flags, Places, Tokens, kept

ROW = np.dtype(
    [
        ("id", np.int64),
        ("key", np.uint64),
        ("size", np.uint32),
        ("kind", np.uint8),
        ("sketch", np.uint8, SIZE),
    ]
)
"""A row of facts: example, key that is equal for copies, bytes that vary, kind of sketch, sketch."""
_MARKED = np.dtype([(f"other {name}", ROW[name]) for name in ROW.names or ()])
BARE, BY_PAIRS, BY_TOKENS = 0, 1, 2
"""Kinds of sketch: none, of pairs of neighbouring tokens, of single tokens (of brief texts)."""
ROWS, TOKENS = 0, 1
"""Partitions of facts: rows of type ROW, and texts in tokens."""

_MOST_SKETCHES = 2
_PLAIN, _LONG, _NEARLY_ALL = 0.75, 16, 0.95


def marked(facts: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Facts of a second census beside a first: the same bytes under another type."""
    return facts.view(_MARKED if facts.dtype == ROW else np.int8)


def is_marked(facts: npt.NDArray[Any]) -> bool:
    """Whether facts are of the second census."""
    return facts.dtype in (_MARKED, np.int8)


def unmarked(facts: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Facts of a second census as if they were of a first."""
    return facts.view(ROW if facts.dtype == _MARKED else np.uint8)


class Made(NamedTuple):
    """Sketches of some texts: of each which text it is of, how many bytes that has, its kind."""

    which: Places
    size: Places
    kind: npt.NDArray[np.uint8]
    sketch: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, tokens: Tokens, shared: Boilerplate) -> Made:
        """A sketch or two of each text that has tokens. `tokens`: those that vary."""
        which, single, sketch = sketches(tokens, shared)
        kind = np.where(single, BY_TOKENS, BY_PAIRS).astype(np.uint8)
        return cls(which, bytes_of(tokens)[which], kind, sketch)

    def rows(self, ids: Ids, keys: Keys) -> npt.NDArray[Any]:
        """The same as rows of facts; `ids` and `keys` of all texts."""
        rows = np.empty(len(self.which), ROW)
        rows["id"] = ids[self.which]
        rows["key"] = keys[self.which]
        for name in ("size", "kind", "sketch"):
            rows[name] = getattr(self, name)
        return rows


def rows_of(ids: Ids, keys: Keys, tokens: Tokens, shared: Boilerplate) -> npt.NDArray[Any]:
    """A row for each sketch of each text; a text without tokens has none. `tokens`: those that vary."""
    return Made.of(tokens, shared).rows(ids, keys)


def _late(block: Block, compare: Compare) -> tuple[Flags, Made]:
    """Which texts that are not of the first lines have no tokens, and the sketches of the others."""
    late = block.ids & LINE_MASK > SAMPLE
    tokens = said(block, compare).tokens
    tokens = kept(tokens, late[tokens.text])
    return late & (tokens.counts() == 0), Made.of(tokens, NOTHING_SHARED)


def _late_wholes(block: Block) -> tuple[Flags, Made]:
    """The same for whole examples, which more than one check compares."""
    return _late(block, "both")


def _bare(ids: Ids, keys: Keys) -> npt.NDArray[Any]:
    """A row without a sketch for each of these."""
    rows = np.zeros(len(ids), ROW)
    rows["id"] = ids
    rows["key"] = keys
    return rows


def sketch_bare(rows: npt.NDArray[Any], texts: Texts) -> None:
    """Put the sketches of these texts into their rows that have none yet."""
    bare = np.flatnonzero(rows["kind"] == BARE)
    bare = bare[np.argsort(rows["id"][bare], kind="stable")]
    texts = texts.chosen(np.isin(texts.ids, rows["id"][bare]))
    made = rows_of(texts.ids, np.zeros(len(texts.ids), np.uint64), texts.tokens(), NOTHING_SHARED)
    where = bare[np.searchsorted(rows["id"][bare], made["id"]) + (made["kind"] == BY_TOKENS)]
    for name in ("size", "kind", "sketch"):
        rows[name][where] = made[name]


def bytes_of(tokens: Tokens) -> Places:
    """Bytes in the tokens of each text."""
    sizes = np.bincount(tokens.text, weights=tokens.ends - tokens.starts, minlength=len(tokens.bounds) - 1)
    return sizes.astype(np.int64)


def take(block: Block, keys: Keys, compare: Compare) -> Facts:
    """Facts for a census. `keys`: one an example, equal for copies. `compare`: what of it is compared.

    The sample is drawn by content, and so that it is fair however many lines follow: an example is
    taken with a chance of SAMPLE / its line, and `sample` thins out what came first. Of the first lines,
    which are all taken, sketches are made later, if at all: a small file needs none.
    """
    if not len(keys):
        return {}
    lines = block.ids & LINE_MASK
    early = lines <= SAMPLE
    chosen = drawn(keys, lines)
    tokens = said(block, compare).tokens
    rows = [np.repeat(_bare(block.ids[early], keys[early]), _MOST_SKETCHES)]
    if not early.all():
        without, made = block.once(_late_wholes) if compare == "both" else _late(block, compare)
        rows += [_bare(block.ids[without], keys[without]), made.rows(block.ids, keys)]
    facts: Facts = {ROWS: np.concatenate(rows)}
    if chosen.any():
        facts = {**facts, TOKENS: token_facts(block.ids[chosen], keys[chosen], renumbered(tokens, chosen))}
    return facts


def distinct(rows: npt.NDArray[Any], split: Places) -> tuple[Ids, Keys]:
    """The first of each group of copies in a split, in reading order, and their keys."""
    ids, keys = rows["id"], rows["key"]
    order = np.lexsort((ids, split, keys))
    keys, split = keys[order], split[order]
    differs = (keys[1:] != keys[:-1]) | (split[1:] != split[:-1])
    first = order[np.append(np.ones(min(1, len(keys)), np.bool_), differs)]
    first = first[np.argsort(ids[first])]
    return ids[first], rows["key"][first]


def is_plain(sample: Tokens, varying: Flags) -> bool:
    """Whether sketches of whole texts will do: nearly all texts are long, and vary nearly throughout."""
    sizes = sample.counts()
    left = np.bincount(sample.text[varying], minlength=len(sizes))
    ordinary = (left >= _PLAIN * sizes) & (sizes >= _LONG)
    return bool(ordinary.mean() >= _NEARLY_ALL) if len(sizes) else True
