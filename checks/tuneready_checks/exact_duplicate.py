"""The check exact-duplicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy.typing as npt

from tuneready.api import (
    MOST_RELATED,
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Overview,
    Related,
    Remark,
    plural,
    table,
)
from tuneready_checks._groups import groups, with_sizes


class ExactDuplicate(DatasetCheck):
    """An example stands more than once in a split.

    Two examples are the same when all that they say is the same, whatever the order of keys, the escapes
    or the record's id; and, after soft normalisation, when they differ only in case, width, white space
    or in quotes and marks at both ends. Inner punctuation and signs count: "C++" is not "C". Of tool
    definitions only the names count.

    ## Why it matters

    Copies are counted as data and are none: ten lines that are five examples twice are five examples.
    The model learns them by heart, and their weight in the set is an accident.

    ## How to fix it

    Keep the first, delete the others. If copies are meant as weight, say so with `weight` or epochs.
    """

    name = "exact-duplicate"
    stage = "unique"
    good = [
        [{"prompt": "Is C++ hard?", "completion": "Yes."}, {"prompt": "Is C hard?", "completion": "Yes."}],
        [{"prompt": "It costs $1", "completion": "ok"}, {"prompt": "It costs €1", "completion": "ok"}],
        {"train": [{"prompt": "a", "completion": "b"}], "test": [{"prompt": "a", "completion": "b"}]},
    ]
    bad = [
        [{"prompt": "a", "completion": "b"}, {"completion": "b", "prompt": "a", "id": 2}],
        [{"prompt": "Where is it?", "completion": "Here."}, {"prompt": "where  is it", "completion": "HERE"}],
        [b'{"prompt": "caf\\u00e9", "completion": "b"}', '{"prompt": "café", "completion": "b"}'.encode()],
    ]

    def map(self, block: Block) -> Facts:
        facts = table(key=block.soft_keys, id=block.ids, exact=block.exact_keys)
        return block.partition(block.soft_keys, facts)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        for rows in groups(facts, overview):
            kept, *copies = (int(example) for example in rows["id"])
            exact = bool((rows["exact"] == rows["exact"][0]).all())
            yield Finding(
                at=copies[0],
                message=_message(overview, kept, copies, exact=exact),
                identity=f"{int(rows['key'][0]):016x}",
                unusable=tuple(copies),
                kept=kept,
                related=(
                    Related(kept, "the first, kept"),
                    *(Related(copy, "another copy") for copy in copies[1:MOST_RELATED]),
                ),
                related_total=len(copies),
                data={"copies": len(copies) + 1, "exact": exact},
            )

    def conclude(self, results: Iterable[Finding], _overview: Overview) -> Iterable[Finding | Remark]:
        return with_sizes(results, "copies")


def _message(overview: Overview, kept: int, copies: list[int], *, exact: bool) -> str:
    place = overview.dataset.beside(copies[0], kept)
    but = "" if exact else ", but for case, spacing or the like"
    more = f" ({plural(len(copies) + 1, 'copy', 'copies')} in all)" if len(copies) > 1 else ""
    return f"same as {place}{but}{more}"
