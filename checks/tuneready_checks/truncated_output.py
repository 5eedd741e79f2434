"""The check truncated-output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Round, Severity
from tuneready_checks._outputs.code import is_code
from tuneready_checks._outputs.ends import ENDS_IN_A_NAME, LAST_LINE_IS_NO_PROSE, OPEN_WORD, STOPS
from tuneready_checks._outputs.prose import Piece, pieces
from tuneready_checks._outputs.strays import FAULT, Hit, Kind, facts, told

_KINDS = (
    Kind("ends in the midst of a sentence", "end in the midst of a sentence", None, worthless=True),
    Kind(
        "a code block is opened and not closed",
        "open a code block and do not close it",
        None,
        worthless=True,
    ),
    Kind(
        "ends without a full stop, which nearly all long outputs here have", "end without a full stop", None
    ),
)
_MIDST, _FENCE, _NO_STOP = range(3)
_LONG = 100
_SHORT_LINE = 40
_EXAMPLES = 20
_LONGEST_WORD = 12
_COUNT = np.dtype([("id", np.int64), ("count", np.int64)])
_LONG_ONES, _WITHOUT = 1, 2

Ids = npt.NDArray[Any]


class TruncatedOutput(DatasetCheck):
    """An output was cut off: it ends in mid-sentence, or a code block stays open.

    A last word that cannot end a sentence (the, of, and, because), a comma or an open bracket is proof
    enough. That a full stop is missing is told of outputs of 100 characters and more only, and only where
    97 % of such outputs in the split have one: many sets do without. Lists, addresses, signatures and
    code end as they like.

    ## Why it matters

    Answers are cut off by a limit on tokens when they are generated, or by a column that is too narrow.
    A model that is trained on them stops in the midst of sentences: it learns when to end from the ends.

    ## How to fix it

    Generate the answer again with a higher limit, finish it by hand, or delete the record.
    """

    name = "truncated-output"
    severity = Severity.WARNING
    good = [
        [{"prompt": "List three teas.", "completion": "- Assam\n- Darjeeling\n- Ceylon"}],
        [{"prompt": "Complete: to be or not", "completion": "to be"}],
    ]
    bad = [
        [
            {
                "prompt": "How do I clean a kettle?",
                "completion": "Fill it with water and vinegar, boil it, and then pour the",
            }
        ],
        [{"prompt": "Print one.", "completion": "Here it is:\n```python\nprint(1)"}],
    ]

    stopped: float = Field(
        0.97, gt=0, le=1, description="share of long outputs that must end with a full stop"
    )

    def map(self, block: Block) -> Facts:
        said = [piece for piece in pieces(block) if piece.ends]
        long = sum(len(piece.part.text) >= _LONG for piece in said)
        hits: list[tuple[Piece, Hit]] = []
        without: list[int] = []
        for piece in said:
            kind = _kind(piece.part.text)
            if kind == _NO_STOP:
                without.append(block.examples[piece.at].id)
            elif kind is not None:
                hits.append((piece, Hit(kind, 0, 0)))
        found = dict(facts(block, hits))
        if long:
            found[_LONG_ONES] = np.array([(block.ids[0], long)], _COUNT)
        if without:
            found[_WITHOUT] = np.array(without, np.int64)
        return found

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:  # noqa: ARG002 — joined below
        yield facts

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding] | Round:
        """Findings; where few long outputs of a split lack a full stop, another round looks at these."""
        arrays = list(results)
        rows = next((each for each in arrays if each.dtype == FAULT), np.empty(0, FAULT))
        long = next((each for each in arrays if each.dtype == _COUNT), np.empty(0, _COUNT))
        without = next((each for each in arrays if each.dtype == np.int64), np.empty(0, np.int64))
        few = self._few(long, without, overview)
        return _NoStop(rows, few) if len(few) else _told(rows, overview)

    def _few(self, long: Ids, without: Ids, overview: Overview) -> Ids:
        """Of the examples whose output has no full stop at its end those that stand out in their split."""
        dataset = overview.dataset
        long_in, without_in = dataset.split_numbers(long["id"]), dataset.split_numbers(without)
        few = np.zeros(len(without), np.bool_)
        for number in range(len(dataset.splits)):
            total = int(long["count"][long_in == number].sum())
            own = without_in == number
            if total >= _EXAMPLES and own.sum() <= (1 - self.stopped) * total:
                few |= own
        return without[few]


@dataclass(frozen=True, eq=False)
class _NoStop(Round):
    """Reads the few outputs that lack a full stop, and leaves those alone that are code."""

    found: npt.NDArray[Any]
    few: Ids

    def map(self, block: Block) -> Facts:
        wanted = np.isin(block.ids, self.few)
        if not wanted.any():
            return {}
        open_ended = (
            piece
            for piece in pieces(block)
            if wanted[piece.at] and piece.ends and _kind(piece.part.text) == _NO_STOP
        )
        return facts(
            block,
            ((piece, Hit(_NO_STOP, 0, 0)) for piece in open_ended if not is_code(piece.part.text)),
        )

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:  # noqa: ARG002 — joined below
        yield facts

    def conclude(self, results: Iterable[Any], overview: Overview) -> Iterable[Finding]:
        return _told(np.concatenate([self.found, *results]), overview)


def _told(rows: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
    """Findings, but for splits whose outputs are labels."""
    splits = overview.dataset.splits
    labels = [number for number, split in enumerate(splits) if overview.task(split) == "classification"]
    rows = rows[~np.isin(overview.dataset.split_numbers(rows["id"]), labels)]
    return told(rows, overview, _KINDS, usual=1.0)


def _kind(text: str) -> int | None:
    """How an output was cut off, if it was; whether one without a full stop was, its split decides."""
    if "```" in text and _is_open(text):
        return _FENCE
    if not text or text[-1] in STOPS:
        return None
    if _is_in_midst(text):
        return _MIDST
    return _NO_STOP if len(text) >= _LONG and _lacks_a_stop(text) else None


def _is_open(text: str) -> bool:
    """Whether a code block is not closed; a mark too many at the very end opens none."""
    fences = text.count("```")
    return fences % 2 == 1 and (fences == 1 or not text.endswith("```"))


def _is_in_midst(text: str) -> bool:
    """Whether the last word, or the sign behind it, cannot end a sentence."""
    bare = text.rstrip()
    if not OPEN_WORD.search(bare, max(0, len(bare) - _LONGEST_WORD)):
        return False
    return len(bare) - bare.rfind("\n") > _SHORT_LINE and not is_code(text)


def _lacks_a_stop(text: str) -> bool:
    """Whether a text ends with a letter, in a line of prose."""
    bare = text.rstrip()
    if not bare or not bare[-1].isalpha():
        return False
    last = bare[bare.rfind("\n") + 1 :]
    return (
        len(last) >= _SHORT_LINE
        and not LAST_LINE_IS_NO_PROSE.match(last)
        and not ENDS_IN_A_NAME.search(last, len(last) - _SHORT_LINE)
    )
