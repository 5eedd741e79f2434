"""The check truncated-output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Severity
from tuneready_checks._outputs.code import is_code
from tuneready_checks._outputs.ends import ENDS_IN_A_NAME, LAST_LINE_IS_NO_PROSE, OPEN_WORD, STOPS
from tuneready_checks._outputs.prose import Piece, pieces
from tuneready_checks._outputs.strays import FAULT, Hit, Kind, facts, told

_KINDS = (
    Kind("ends in the midst of a sentence", "end in the midst of a sentence", None),
    Kind("a code block is opened and not closed", "open a code block and do not close it", None),
    Kind(
        "ends without a full stop, which nearly all long outputs here have", "end without a full stop", None
    ),
)
_MIDST, _FENCE, _NO_STOP = range(3)
_LONG = 100
_SHORT_LINE = 40
_EXAMPLES = 20
_MANY = 0.2
_LONGEST_WORD = 12
_LONG_COUNT = np.dtype([("id", np.int64), ("long", np.int64), ("open", np.int64)])


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
        open_ended: list[Piece] = []
        for piece in said:
            text = piece.part.text
            if "```" in text and text.count("```") % 2:
                hits.append((piece, Hit(_FENCE, 0, 0)))
            elif text and text[-1] not in STOPS:
                if _is_in_midst(text):
                    hits.append((piece, Hit(_MIDST, 0, 0)))
                elif len(text) >= _LONG and _lacks_a_stop(text):
                    open_ended.append(piece)
        usual = len(open_ended) > _MANY * long
        if not usual:
            hits += [(piece, Hit(_NO_STOP, 0, 0)) for piece in open_ended if not is_code(piece.part.text)]
        found = dict(facts(block, hits))
        if long:
            found[1] = np.array([(block.ids[0], long, len(open_ended) if usual else 0)], _LONG_COUNT)
        return found

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Any]:  # noqa: ARG002 — joined below
        yield facts

    def conclude(self, results: Any, overview: Overview) -> Iterator[Finding]:  # noqa: ANN401 — arrays of two kinds
        arrays = list(results)
        rows = next((each for each in arrays if each.dtype == FAULT), np.empty(0, FAULT))
        long = next((each for each in arrays if each.dtype == _LONG_COUNT), np.empty(0, _LONG_COUNT))
        dataset = overview.dataset
        long_in, rows_in = dataset.split_numbers(long["id"]), dataset.split_numbers(rows["id"])
        told_of = np.ones(len(rows), np.bool_)
        for number, split in enumerate(dataset.splits):
            total = int(long["long"][long_in == number].sum())
            usual = int(long["open"][long_in == number].sum())
            open_ended = (rows_in == number) & (rows["kind"] == _NO_STOP)
            if total < _EXAMPLES or open_ended.sum() + usual > (1 - self.stopped) * total:
                told_of &= ~open_ended
            if overview.task(split) == "classification":
                told_of &= rows_in != number
        yield from told(rows[told_of], overview, _KINDS, usual=1.0)


def _is_in_midst(text: str) -> bool:
    """Whether the last word, or the sign behind it, cannot end a sentence."""
    bare = text.rstrip()
    if not OPEN_WORD.search(bare, max(0, len(bare) - _LONGEST_WORD)):
        return False
    return len(bare) - bare.rfind("\n") > _SHORT_LINE and not is_code(text)


def _lacks_a_stop(text: str) -> bool:
    """Whether the text ends with a letter, in a line of prose."""
    bare = text.rstrip()
    last = bare[bare.rfind("\n") + 1 :]
    return bool(
        bare
        and bare[-1].isalpha()
        and len(last) >= _SHORT_LINE
        and not LAST_LINE_IS_NO_PROSE.match(last)
        and not ENDS_IN_A_NAME.search(last, len(last) - _SHORT_LINE)
    )
