"""JSON outputs by field, counted: which field of them, if any, is a label."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tuneready.outputs import fields_of, likeliest, text_of
from tuneready.words import key, soft

_REPEATED = 3
_SHARE = 0.8
_SHARE_LONG = 0.05
_MOST_WORDS = 12
_EXAMPLES_A_LABEL = 4
_MOST_FIELDS = 32
_MOST_VALUES = 2000


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
    """The values of one field: how often each is seen (by hash), and how many are long."""

    seen: Counter[int] = field(default_factory=Counter)
    long: int = 0

    @property
    def too_many(self) -> bool:
        """Whether there are more different ones than labels can be; they are counted no further."""
        return len(self.seen) > _MOST_VALUES

    def are_labels(self, examples: int) -> bool:
        """Whether most examples have the field and its values are labels."""
        counts = np.fromiter(self.seen.values(), np.int64, len(self.seen))
        return not self.too_many and are_labels(counts, examples, self.long)


@dataclass
class Fields:
    """The fields of the outputs of one split that are JSON objects.

    Counting ends with one field too many: then none is a label, wherever the others may stand.
    """

    by_name: dict[str, Values] = field(default_factory=dict)
    objects: int = 0

    def add(self, output: str) -> None:
        """Count the fields of an output, if it is an object."""
        fields = fields_of(output)
        if fields is not None:
            self.objects += 1
            for name, value in fields.items():
                self._count(name, value)

    def _count(self, name: str, value: object) -> None:
        values = self.by_name.get(name)
        if values is None:
            if len(self.by_name) > _MOST_FIELDS:
                return
            values = self.by_name[name] = Values()
        if not values.too_many:
            text = text_of(value)
            values.seen[key(soft(text))] += 1
            values.long += len(text.split(None, _MOST_WORDS)) > _MOST_WORDS

    def merge(self, later: Fields) -> None:
        """Add the fields of blocks that follow."""
        self.objects += later.objects
        for name, values in later.by_name.items():
            known = self.by_name.setdefault(name, Values())
            known.seen.update(values.seen)
            known.long += values.long

    def label_field(self, examples: int) -> str:
        """The field that is the label: the one that is called so, or the richest where all are labels."""
        if self.objects < _SHARE * examples or not self.objects or len(self.by_name) > _MOST_FIELDS:
            return ""
        labels = [name for name, values in self.by_name.items() if values.are_labels(examples)]
        named = likeliest(labels)
        constant = [name for name, values in self.by_name.items() if len(values.seen) == 1]
        if named or len(labels) + len(constant) < len(self.by_name):
            return named
        return min(labels, key=lambda name: (-len(self.by_name[name].seen), name), default="")
