"""The check split-leak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import (
    MOST_RELATED,
    Block,
    DatasetCheck,
    Facts,
    Finding,
    Matrix,
    Overview,
    Related,
    Remark,
    Severity,
    mix,
    plural,
    table,
)
from tuneready_checks._groups import keeping, shared_keys


class SplitLeak(DatasetCheck):
    """An example, or its prompt, stands in two splits.

    Compared after soft normalisation, without the system text. The same example in two splits is an
    error; the same prompt with another output is a warning.

    ## Why it matters

    The evaluation asks what the model was shown in training. It will look better than it is, and nobody
    can tell by how much.

    ## How to fix it

    Delete the line from the training split; the evaluation keeps its example. Split by prompt (or by
    customer, thread, document) before writing the files, not line by line.
    """

    name = "split-leak"
    severity = Severity.ERROR
    stage = "not-leaked"
    good = [
        {"train": [{"prompt": "a", "completion": "b"}], "test": [{"prompt": "c", "completion": "b"}]},
        {"train": [{"prompt": "a", "completion": "b"}, {"prompt": "a", "completion": "b"}]},
    ]
    bad = [
        {"train": [{"prompt": "a", "completion": "b"}], "test": [{"prompt": "A.", "completion": "b"}]},
        {"train": [{"prompt": "a", "completion": "b"}], "validation": [{"prompt": "a", "completion": "c"}]},
        {"train": [{"text": "Once upon a time."}], "test": [{"text": "once upon a time"}]},
    ]

    def map(self, block: Block) -> Facts:
        whole = mix(block.prompt_keys, block.output_keys)
        keys = np.where(block.has_prompt, block.prompt_keys, whole)
        return block.partition(keys, table(key=keys, id=block.ids, whole=whole))

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        if len(overview.dataset.splits) > 1:
            for rows in shared_keys(facts):
                yield from _leaks(rows, overview)

    def conclude(self, results: Iterable[Finding], overview: Overview) -> Iterator[Finding | Remark]:
        split_of = overview.dataset.split_of
        leaked: Counter[tuple[str, str]] = Counter()
        for finding in results:
            yield finding
            leaked.update((split_of(finding.at), split_of(example)) for example in finding.unusable)
        if leaked:
            yield _matrix(leaked, overview)


def _matrix(leaked: Counter[tuple[str, str]], overview: Overview) -> Remark:
    """How many examples of each split stand in each other one: rows keep theirs, columns lose them."""
    kept = tuple(split for split in overview.dataset.splits if any(split == row for row, _ in leaked))
    spoiled = tuple(
        split for split in overview.dataset.splits if any(split == column for _, column in leaked)
    )
    return Remark(
        message=f"{plural(leaked.total(), 'example')} of one split found in another",
        picture=Matrix(
            of="examples, by the split that keeps its own and the split where they are found again",
            rows=kept,
            columns=spoiled,
            cells=tuple(tuple(leaked[row, column] for column in spoiled) for row in kept),
        ),
    )


def _leaks(rows: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
    """One finding for the examples that share a prompt, if they lie in more than one split."""
    ids = [int(example) for example in rows["id"]]
    splits = [overview.dataset.split_of(example) for example in ids]
    if len(set(splits)) == 1:
        return
    kept = min(set(splits), key=keeping)
    evaluated = [example for example, split in zip(ids, splits, strict=True) if split == kept]
    leaked = [example for example, split in zip(ids, splits, strict=True) if split != kept]
    whole = dict(zip(ids, (int(key) for key in rows["whole"]), strict=True))
    answers = {whole[example] for example in evaluated}
    same = [example for example in leaked if whole[example] in answers]
    other = (same or leaked)[0]
    yield Finding(
        at=evaluated[0],
        message=_message(overview, other, same=bool(same)),
        identity=f"{int(rows['key'][0]):016x}",
        unusable=tuple(leaked),
        related=_related(evaluated[1:], leaked, kept, overview),
        related_total=len(ids) - 1,
        severity=None if same else Severity.WARNING,
        data={"splits": sorted(set(splits)), "same_output": bool(same)},
    )


def _related(
    evaluated: Sequence[int], leaked: Sequence[int], kept: str, overview: Overview
) -> tuple[Related, ...]:
    places = [
        Related(example, f"in {overview.dataset.split_of(example)}") for example in leaked[:MOST_RELATED]
    ]
    return (*places, *(Related(example, f"in {kept} too") for example in evaluated[:MOST_RELATED]))


def _message(overview: Overview, other: int, *, same: bool) -> str:
    file, line = overview.dataset.place(other)
    split = overview.dataset.split_of(other)
    if same:
        return f"the same example stands in {split}: {file}:{line}"
    return f"the same prompt stands in {split}, with another output: {file}:{line}"
