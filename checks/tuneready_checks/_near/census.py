"""The first look at a dataset: who is there, who is a copy of whom, and what is shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import LINE_MASK, Block, Facts
from tuneready_checks._near.blobs import Keys, packed, unpacked
from tuneready_checks._near.boilerplate import NOTHING_SHARED, Boilerplate
from tuneready_checks._near.sketch import SIZE, sketches
from tuneready_checks._near.texts import Compare, said
from tuneready_checks._near.tokens import Flags, Hashes, Places, Tokens, kept

Ids = npt.NDArray[np.int64]

SAMPLE = 2048
"""Distinct examples, about, from which boilerplate is learnt; smaller datasets are taken whole."""

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

_TEXT_KINDS = (np.int64, np.uint64, np.int64, np.uint32, np.uint16, np.uint8)
_MOST_SKETCHES = 2
_ALL = 2.0**64
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


def rows_of(ids: Ids, keys: Keys, tokens: Tokens, shared: Boilerplate) -> npt.NDArray[Any]:
    """A row for each sketch of each text; a text without tokens has none. `tokens`: those that vary."""
    which, single, sketch = sketches(tokens, shared)
    rows = np.empty(len(which), ROW)
    rows["id"] = ids[which]
    rows["key"] = keys[which]
    rows["size"] = bytes_of(tokens)[which]
    rows["kind"] = np.where(single, BY_TOKENS, BY_PAIRS)
    rows["sketch"] = sketch
    return rows


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


def token_facts(ids: Ids, keys: Keys, tokens: Tokens) -> npt.NDArray[np.uint8]:
    """Texts in tokens, as bytes; `Texts.of` reads them."""
    sizes = tokens.ends - tokens.starts
    steps = sizes.copy()
    goes_on = np.flatnonzero(tokens.text[1:] == tokens.text[:-1])
    steps[goes_on] = tokens.starts[goes_on + 1] - tokens.starts[goes_on]
    return packed(
        ids,
        keys,
        tokens.counts(),
        tokens.hashes,
        np.minimum(steps, 65_535).astype(np.uint16),
        sizes.astype(np.uint8),
    )


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts in tokens, in the order of their ids: of each how many tokens, and of each token its hash.

    `steps`: bytes from the token's begin to the next one's. `sizes`: bytes of the token itself.
    """

    ids: Ids
    keys: Keys
    counts: Places
    hashes: Hashes
    steps: npt.NDArray[np.uint16]
    sizes: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, facts: npt.NDArray[Any], lines: int = 0) -> Texts:
        """What `token_facts` wrote, from a chain of its blobs; of so many lines, as many as are needed."""
        blobs = [
            each.chosen((each.ids & LINE_MASK <= SAMPLE) | drawn(each.keys, lines))
            for each in (cls(*columns) for columns in unpacked(facts, *_TEXT_KINDS))
        ]
        columns = zip(*(each.columns for each in blobs), strict=True)
        return cls(*(np.concatenate(column) for column in columns)).in_order()

    @property
    def columns(self) -> tuple[Any, ...]:
        """All arrays."""
        return self.ids, self.keys, self.counts, self.hashes, self.steps, self.sizes

    def in_order(self) -> Texts:
        """The same in the order of ids."""
        if (self.ids[1:] > self.ids[:-1]).all():
            return self
        order = np.argsort(self.ids, kind="stable")
        counts = self.counts[order]
        first = np.cumsum(self.counts) - self.counts
        places = np.repeat(first[order] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        tokens = (column[places] for column in (self.hashes, self.steps, self.sizes))
        return Texts(self.ids[order], self.keys[order], counts, *tokens)

    def chosen(self, wanted: Flags) -> Texts:
        """Only the texts that are wanted."""
        keep = np.repeat(wanted, self.counts)
        return Texts(
            self.ids[wanted],
            self.keys[wanted],
            self.counts[wanted],
            self.hashes[keep],
            self.steps[keep],
            self.sizes[keep],
        )

    def tokens(self) -> Tokens:
        """As tokens; of where they stand, only how long they are is true."""
        text = np.repeat(np.arange(len(self.counts)), self.counts)
        ends = np.cumsum(self.steps, dtype=np.int64)
        starts = ends - self.steps
        bounds = np.zeros(len(self.counts) + 1, np.int64)
        return Tokens(self.hashes, starts, starts + self.sizes, text, np.zeros(0, np.uint8), bounds)


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
        late = kept(tokens, ~early[tokens.text])
        without = ~early & (late.counts() == 0)
        rows += [_bare(block.ids[without], keys[without]), rows_of(block.ids, keys, late, NOTHING_SHARED)]
    facts: Facts = {ROWS: np.concatenate(rows)}
    if chosen.any():
        facts = {**facts, TOKENS: token_facts(block.ids[chosen], keys[chosen], renumbered(tokens, chosen))}
    return facts


def renumbered(tokens: Tokens, chosen: Flags) -> Tokens:
    """The tokens of the chosen texts, which are numbered anew."""
    number = np.cumsum(chosen) - 1
    keep = chosen[tokens.text]
    some = kept(tokens, keep)
    bounds = np.append(tokens.bounds[:-1][chosen], tokens.bounds[1:][chosen][-1:])
    return some._replace(text=number[some.text], bounds=bounds)


def distinct(rows: npt.NDArray[Any], split: Places) -> tuple[Ids, Keys]:
    """The first of each group of copies in a split, in reading order, and their keys."""
    ids, keys = rows["id"], rows["key"]
    order = np.lexsort((ids, split, keys))
    keys, split = keys[order], split[order]
    differs = (keys[1:] != keys[:-1]) | (split[1:] != split[:-1])
    first = order[np.append(np.ones(min(1, len(keys)), np.bool_), differs)]
    first = first[np.argsort(ids[first])]
    return ids[first], rows["key"][first]


def sample(texts: Texts, everyone: Ids, lines: int) -> Texts:
    """One of each group of copies among the texts, thinned out to what a set of so many lines needs.

    `everyone`: ids of distinct examples, sorted. Who is in the sample hangs on `lines` and on content,
    and on nothing else.
    """
    candidates = np.flatnonzero(drawn(texts.keys, lines) & np.isin(texts.ids, everyone))
    once = np.zeros(len(texts.ids), np.bool_)
    once[candidates[np.unique(texts.keys[candidates], return_index=True)[1]]] = True
    return texts.chosen(once)


def drawn(keys: Keys, lines: int | Places) -> Flags:
    """Which examples are in the sample of a set of so many lines: by content, SAMPLE of them or so."""
    flags: Flags = _spread(keys) < np.minimum(1.0, SAMPLE / np.maximum(lines, 1)) * _ALL
    return flags


def is_plain(sample: Tokens, varying: Flags) -> bool:
    """Whether sketches of whole texts will do: nearly all texts are long, and vary nearly throughout."""
    sizes = sample.counts()
    left = np.bincount(sample.text[varying], minlength=len(sizes))
    ordinary = (left >= _PLAIN * sizes) & (sizes >= _LONG)
    return bool(ordinary.mean() >= _NEARLY_ALL) if len(sizes) else True


def _spread(keys: Keys) -> npt.NDArray[np.float64]:
    """The keys as numbers that are even over the range of 64 bits, whatever else they are used for."""
    mixed = (keys ^ (keys >> np.uint64(31))) * np.uint64(0x7FB5D329728EA185)
    return (mixed ^ (mixed >> np.uint64(27))).astype(np.float64)
