"""The check unclear-split."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.api import Finding, Summary, SummaryCheck

_RIGHT = {"prompt": "a", "completion": "b"}


class UnclearSplit(SummaryCheck):
    """A file belongs to no split, or to another one than its name says.

    Files are given to splits as the Hugging Face libraries do it: by the dataset card's `configs`, by
    directory names, by file names; what names no split is training data.

    ## Why it matters

    `data/holdout/` beside `data/train/` is dropped without a word. `trainset.jsonl` and `mytest.jsonl`
    both become training data, and the test set is trained on.

    ## How to fix it

    Name the files train, validation and test, or say which is which: `--split test=PATH`, the config's
    `[splits]`, or `configs` in README.md.
    """

    name = "unclear-split"
    good = [{"train.jsonl": [_RIGHT], "test.jsonl": [{"prompt": "c", "completion": "d"}]}]
    bad = [
        {"data/train/a.jsonl": [_RIGHT], "data/holdout/b.jsonl": [{"prompt": "c", "completion": "d"}]},
        {"trainset.jsonl": [_RIGHT], "mytest.jsonl": [{"prompt": "c", "completion": "d"}]},
    ]

    def judge(self, summary: Summary) -> Iterator[Finding]:
        for note in summary.overview.dataset.notes:
            yield Finding(
                at=0,
                file=note.name,
                message=note.message,
                identity=f"{note.kind} {note.name}",
                data={"kind": note.kind},
            )
