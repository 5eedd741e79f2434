"""JSON outputs by field, counted: which fields of them, if any, are labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.outputs import fields_of, leaves, likeliest, text_of
from tuneready.words import key, soft

_REPEATED = 3
_SHARE = 0.8
_SHARE_LONG = 0.05
_MOST_WORDS = 12
_EXAMPLES_A_LABEL = 4
_MOST_FIELDS = 64
_MOST_VALUES = 2000
_MOST_LABELS = 4
_MOST_NAMES = 50
_SHARE_UNNAMED = 0.2


def are_labels(counts: npt.NDArray[np.int64], examples: int, long: int) -> bool:
    """Whether values that occur so often are labels; `long` of them have more than 12 words.

    At least 80 % of the examples have a value that is seen three times or more, 95 % of the values have
    at most 12 words, and there are between 2 and n/4 different ones.
    """
    repeated = counts[counts >= _REPEATED].sum() >= _SHARE * examples
    few = 2 <= len(counts) <= max(2, examples / _EXAMPLES_A_LABEL)  # noqa: PLR2004 — one label is no choice
    return bool(repeated and few and long <= _SHARE_LONG * examples)


@dataclass
class Values:
    """The values of one field: how often each is seen (by hash), how many are long, and how many no names."""

    seen: Counter[int] = field(default_factory=Counter)
    long: int = 0
    unnamed: int = 0

    @property
    def too_many(self) -> bool:
        """Whether there are more different ones than labels can be; they are counted no further."""
        return len(self.seen) > _MOST_VALUES

    @property
    def total(self) -> int:
        """How many examples have the field, as far as they are counted."""
        return self.seen.total()

    def add(self, text: str, times: int, *, unnamed: bool) -> None:
        """Count a value that is seen so often."""
        self.seen[key(soft(text))] += times
        self.unnamed += times * unnamed
        if len(text.split(None, _MOST_WORDS)) > _MOST_WORDS:
            self.long += times

    def merge(self, later: Values) -> None:
        """Add the values of blocks that follow."""
        self.seen.update(later.seen)
        self.long += later.long
        self.unnamed += later.unnamed

    def are_labels(self, examples: int) -> bool:
        """Whether most examples have the field and its values are labels."""
        counts = np.fromiter(self.seen.values(), np.int64, len(self.seen))
        return not self.too_many and are_labels(counts, examples, self.long)

    def are_names(self) -> bool:
        """Whether most are texts or booleans, and so few that each can be looked at."""
        return self.unnamed <= _SHARE_UNNAMED * self.total and len(self.seen) <= _MOST_NAMES


@dataclass
class Fields:
    """The fields of the outputs of one split that are JSON objects, by pointer.

    Counting ends with one field too many: then none is a label, wherever the others may stand.
    """

    by_pointer: dict[str, Values] = field(default_factory=dict)
    objects: int = 0

    def add(self, outputs: Iterable[str]) -> None:
        """Count the fields of the outputs that are objects; equal values of a field are hashed once."""
        counts: dict[tuple[str, type], dict[Any, int]] = {}
        for output in outputs:
            fields = fields_of(output)
            if fields is None:
                continue
            self.objects += 1
            for pointer, value in leaves(fields):
                values = counts.setdefault((pointer, type(value)), {})
                text = text_of(value) if isinstance(value, dict | list) else value
                values[text] = values.get(text, 0) + 1
        for (pointer, kind), values in counts.items():
            self._count(pointer, values, unnamed=kind not in {str, bool})

    def _count(self, pointer: str, counted: Mapping[Any, int], *, unnamed: bool) -> None:
        values = self.by_pointer.get(pointer)
        if values is None:
            if len(self.by_pointer) > _MOST_FIELDS:
                return
            values = self.by_pointer[pointer] = Values()
        for value, times in counted.items():
            if values.too_many:
                return
            values.add(text_of(value), times, unnamed=unnamed)

    def merge(self, later: Fields) -> None:
        """Add the fields of blocks that follow."""
        self.objects += later.objects
        for pointer, values in later.by_pointer.items():
            self.by_pointer.setdefault(pointer, Values()).merge(values)

    def label_fields(self, examples: int) -> tuple[str, ...]:
        """Pointers to the fields that are labels: the main one, then others that most examples have."""
        if self.objects < _SHARE * examples or not self.objects or len(self.by_pointer) > _MOST_FIELDS:
            return ()
        labels = [pointer for pointer, values in self.by_pointer.items() if values.are_labels(examples)]
        main = self._main(labels)
        if not main:
            return ()
        others = [pointer for pointer in labels if pointer != main and self.by_pointer[pointer].are_names()]
        others.sort(key=lambda pointer: (-self.by_pointer[pointer].total, pointer))
        return main, *others[: _MOST_LABELS - 1]

    def _main(self, labels: Sequence[str]) -> str:
        """The field that is called so, or the richest where all are labels or the same in each example."""
        named = likeliest(labels)
        constant = [pointer for pointer, values in self.by_pointer.items() if len(values.seen) == 1]
        if named or len(labels) + len(constant) < len(self.by_pointer):
            return named
        return min(labels, key=lambda pointer: (-len(self.by_pointer[pointer].seen), pointer), default="")
