"""The check group-leak: examples of one customer, thread, document or author in two splits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import (
    Block,
    DatasetCheck,
    Example,
    Facts,
    Finding,
    Overview,
    Remark,
    Severity,
    key,
    plural,
)
from tuneready_checks._group_fields import LONGEST_ID, NAMES, group_of, is_group, number_of
from tuneready_checks._group_telling import leaks
from tuneready_checks._pointers import Pointer, known_fields, value_at

_FACTS = np.dtype([("id", np.int64), ("key", np.uint64), ("number", np.int64), ("field", "S64")])


class GroupLeak(DatasetCheck):
    """Examples of one customer, thread, document or author stand in two splits.

    What belongs together is told by `by`, or `--group-by` on the command line: JSON pointers such as
    /metadata/customer_id to a string, a whole number or a list of these (an example is then in each of
    the groups). Every group that stands in two splits is an error, and its training examples are not usable.

    Where nothing is named, fields are known by their names (customer_id, user_id, thread_id,
    conversation_id, doc_id, source_url, author and the like, in the record or in its metadata). That is a
    guess, so it is a warning that names the field, and no example becomes unusable. A field is left out
    when it is the record's own number (hardly a value repeats within a split), a kind (few values, or one
    of them in a third of the examples), or a number that is counted from the start in each split.

    Values are compared as they stand, without blanks at their ends; blanks, "unknown", "none" and the
    like are nobody. Values are never shown: the finding names the field and the lines.

    ## Why it matters

    What the model learned of a customer or a document helps it with the next question from there: the
    evaluation measures memory, and looks better than the model will be on new ones.

    ## How to fix it

    Split by group: all examples of a group go to one split. Where that is not what you evaluate, turn the
    check off, or name with `by` what counts.
    """

    name = "group-leak"
    severity = Severity.ERROR
    stage = "not-leaked"
    good = [
        {
            "train": [{"prompt": f"a{n}", "completion": "x", "customer_id": f"c{n // 2}"} for n in range(18)],
            "test": [{"prompt": f"b{n}", "completion": "x", "customer_id": f"d{n // 2}"} for n in range(9)],
        },
        {
            "train": [{"prompt": f"a{n}", "completion": "x", "author": "one"} for n in range(9)],
            "test": [{"prompt": "b", "completion": "x", "author": "one"}],
        },
        {
            "train": [{"prompt": f"a{n}", "completion": "x", "doc_id": f"d{n}"} for n in range(9)],
            "test": [{"prompt": f"b{n}", "completion": "x", "doc_id": f"d{n}"} for n in range(9)],
        },
        [{"prompt": f"a{n}", "completion": "x", "thread_id": n // 2} for n in range(9)],
    ]
    bad = [
        {
            "train": [{"prompt": f"a{n}", "completion": "x", "customer_id": f"c{n // 2}"} for n in range(18)],
            "test": [{"prompt": "b", "completion": "x", "customer_id": "c3"}],
        },
        {
            "train": [
                {"prompt": f"a{n}", "completion": "x", "metadata": {"threadId": 100 + n // 2}}
                for n in range(18)
            ],
            "validation": [{"prompt": "b", "completion": "x", "metadata": {"threadId": 101}}],
        },
    ]

    by: list[Pointer] = Field(default=[], description="JSON pointers to what groups examples")

    def map(self, block: Block) -> Facts:
        rows = [
            (example.id, key(group), number_of(group), field)
            for example in block.examples
            for field, group in self._groups(example)
        ]
        facts = np.array(rows, _FACTS)
        fields = {field: key(field.decode()) for field in np.unique(facts["field"]).tolist()}
        keys = np.fromiter((fields[field] for field in facts["field"].tolist()), np.uint64, len(facts))
        return block.partition(keys, facts)

    def _groups(self, example: Example) -> Iterator[tuple[bytes, str]]:
        """Fields, and the groups that they put the example in; named fields go by their place in `by`."""
        if self.by:
            for place, pointer in enumerate(self.by):
                value = value_at(example.record, pointer)
                for one in value if isinstance(value, list) else (value,):
                    if group := group_of(one):
                        yield str(place).encode(), group
        else:
            for field, value in known_fields(example.record, NAMES):
                group = group_of(value)
                if group and len(group) <= LONGEST_ID:
                    yield field.encode(), group

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding | tuple[int, int, int]]:
        for field in np.unique(facts["field"]):
            rows = facts[facts["field"] == field]
            if self.by:
                place = int(field)
                yield place, len(np.unique(rows["id"])), len(np.unique(rows["key"]))
                yield from leaks(rows, self.by[place], overview, named=True)
            elif is_group(rows, overview):
                yield from leaks(rows, field.decode(errors="replace"), overview, named=False)

    def conclude(
        self, results: Iterable[Finding | tuple[int, int, int]], overview: Overview
    ) -> Iterator[Finding | Remark]:
        met: dict[int, tuple[int, int]] = {}
        for result in results:
            if isinstance(result, Finding):
                yield result
            else:
                met[result[0]] = result[1:]
        total = sum(facts.examples for facts in overview.splits.values())
        for place, pointer in enumerate(self.by):
            examples, groups = met.get(place, (0, 0))
            yield from _on_field(pointer, examples, groups, total)


def _on_field(pointer: str, examples: int, groups: int, total: int) -> Iterator[Finding | Remark]:
    """How far a field that is named reaches; one that is nowhere is a fault of the name."""
    if total and not examples:
        yield Finding(
            at=0,
            message=f"no example has a string or a whole number at {pointer}: nothing is grouped by it",
            identity=f"nothing at {pointer}",
        )
    elif total:
        yield Remark(
            message=f"{pointer} puts {examples:,} of {plural(total, 'example')} "
            f"into {plural(groups, 'group')}",
            data={"field": pointer, "examples": examples, "groups": groups},
        )
