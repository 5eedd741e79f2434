"""Items of evaluation sets as hashed runs of words, and what of them other texts hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready.api import key, soft
from tuneready_checks._quote_places import Pairs, changes, in_template
from tuneready_checks._runs import Hashes, Places, Runs, runs_of

Rows = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]

_ASKED, _WHOLE = -1, -2
_MOST_RUNS = 4_096
_LARGEST = 2**64 - 1
_ROW = np.dtype([("id", np.int64), ("place", np.int32), ("hash", np.uint64)])
"""A run of an item, and where in it; of each item there is also a head, whose hash is of its text."""


class Sought(NamedTuple):
    """What is looked for of an item: a text, and whether it is all of the item's or what it asks."""

    id: int
    text: str
    whole: bool


def rows_of(items: Sequence[Sought], words: int, most: int = _MOST_RUNS) -> Rows:
    """Items for `Items.of`. Of more runs than `most` a part, chosen by hash, stands for all."""
    heads = np.array(
        [(item.id, _WHOLE if item.whole else _ASKED, key(soft(item.text))) for item in items], _ROW
    )
    runs = runs_of([item.text for item in items], words)
    kept = _fewer(runs, most)
    rows = np.empty(len(kept), _ROW)
    rows["id"] = heads["id"][runs.text[kept]]
    rows["place"] = runs.place[kept]
    rows["hash"] = runs.hashes[kept]
    return np.concatenate((heads, rows))


def _fewer(runs: Runs, most: int) -> Places:
    """Which runs to keep, about `most` of each text at the most, in order.

    The same run is kept of texts of about the same length, so that templates are still told.
    """
    counts = np.bincount(runs.text, minlength=1)
    halvings = np.ceil(np.log2(np.maximum(counts / most, 1))).astype(np.uint64)[runs.text]
    return np.flatnonzero(runs.hashes < np.uint64(_LARGEST) >> halvings)


class Held(NamedTuple):
    """Items of which a text holds runs, one element a pair of text and item.

    `hits`: different runs; `words`: words of the item in them; `longest`: words in its longest stretch
    of neighbouring runs, and `start` where in the item that begins.
    """

    text: Places
    item: Places
    hits: Places
    words: Places
    longest: Places
    start: Places


@dataclass(frozen=True, eq=False)
class Items:
    """All items, without copies.

    `ids`; `keys` of their texts; whether these are the `whole` item; how many `runs` of its own an item
    has, and how many words lie in these (`sizes`).

    `known` are the different runs, sorted; number n is found in the items `item[first[n]:first[n + 1]]`,
    at `place`. A run that many items of a set have is a template's; it is left out, as are runs that
    reach into one by more than a quarter.
    """

    words: int
    ids: npt.NDArray[np.int64]
    keys: Hashes
    whole: Flags
    runs: Places
    sizes: Places
    known: Hashes
    first: Places
    item: Places
    place: Places
    slots: Flags

    @classmethod
    def of(cls, rows: Rows, sets: Places, words: int) -> Items:
        """The items of these rows; `sets` says which set of items each row belongs to."""
        head = rows["place"] < 0
        heads, own = rows[head], sets[head]
        order = np.lexsort((heads["id"], heads["hash"], own))
        once = changes(heads["hash"][order]) | changes(own[order])
        kept = order[once][np.argsort(heads["id"][order[once]])]
        heads, own = heads[kept], own[kept]
        item = np.searchsorted(heads["id"], rows["id"])
        item[item == len(heads)] = 0
        runs = ~head & (heads["id"][item] == rows["id"])
        item, place, hashes = item[runs], rows["place"][runs].astype(np.int64), rows["hash"][runs]
        its_own = ~in_template(hashes, item, place, own, words)
        return cls._indexed(words, heads, item[its_own], place[its_own], hashes[its_own])

    @classmethod
    def _indexed(cls, words: int, heads: Rows, item: Places, place: Places, hashes: Hashes) -> Items:
        order = np.lexsort((place, item, hashes))
        item, place, hashes = item[order], place[order], hashes[order]
        once = changes(hashes) | changes(item)
        item, place, hashes = item[once], place[once], hashes[once]
        first = np.flatnonzero(changes(hashes))
        known = hashes[first]
        slots = np.zeros(1 << max(16, min(27, len(known).bit_length() + 4)), np.bool_)
        slots[_slot(known, slots)] = True
        by_item = np.lexsort((place, item))
        pairs = Pairs.of(item[by_item], place[by_item])
        sizes = np.zeros(len(heads), np.int64)
        sizes[item[by_item][pairs.first]] = pairs.words(words)
        runs = np.bincount(item, minlength=len(heads))
        whole = heads["place"] == _WHOLE
        return cls(
            words,
            heads["id"],
            heads["hash"],
            whole,
            runs,
            sizes,
            known,
            np.append(first, len(hashes)),
            item,
            place,
            slots,
        )

    def held_by(self, texts: Sequence[str]) -> tuple[Held, Places]:
        """What each text holds of the items, and how many words it has."""
        runs = runs_of(texts, self.words)
        likely = np.flatnonzero(self.slots[_slot(runs.hashes, self.slots)])
        at = np.searchsorted(self.known, runs.hashes[likely])
        at[at == len(self.known)] = 0
        if len(self.known):
            right = self.known[at] == runs.hashes[likely]
            at, likely = at[right], likely[right]
        return self._held(runs.text[likely], at), runs.counts

    def _held(self, text: Places, run: Places) -> Held:
        """The same for the runs that texts hold, by number."""
        if not len(run):
            return Held(*(np.zeros(0, np.int64) for _ in Held._fields))
        found = np.unique(text * len(self.known) + run)
        text, run = np.divmod(found, len(self.known))
        many = self.first[run + 1] - self.first[run]
        offset = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        at = np.repeat(self.first[run], many) + offset
        text, item, place = np.repeat(text, many), self.item[at], self.place[at]
        order = np.lexsort((place, item, text))
        text, item, place = text[order], item[order], place[order]
        pairs = Pairs.of(text * len(self.ids) + item, place)
        longest, start = pairs.longest(self.words)
        return Held(text[pairs.first], item[pairs.first], pairs.hits, pairs.words(self.words), longest, start)


def _slot(hashes: Hashes, slots: Flags) -> Hashes:
    return hashes & np.uint64(len(slots) - 1)
