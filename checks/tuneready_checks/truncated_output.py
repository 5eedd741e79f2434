"""The check truncated-output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Severity
from tuneready_checks._outputs.code import is_code
from tuneready_checks._outputs.prose import outputs
from tuneready_checks._outputs.strays import FAULT, Hit, Kind, facts, told

_KINDS = (
    Kind("ends in the midst of a sentence", "end in the midst of a sentence", None),
    Kind("a code block is opened and not closed", "open a code block and do not close it", None),
    Kind(
        "ends without a full stop, which nearly all long outputs here have", "end without a full stop", None
    ),
)
_MIDST, _FENCE, _NO_STOP = range(3)
_STOPS = ".!?…。！？؟।\"”’'»)]}*`:;_~>|"  # noqa: RUF001 — marks of other scripts are meant
_OPEN_WORD = re.compile(
    r"(?:\b(?:the|an|and|or|of|to|with|because|which|that|from|into|their|your|our|my|its|is|are|was|were|has|have"
    r"|been|will|would|should|could|can|such as|if|when|while|between|than|as|by|for|at|but)|[,(–-])\s*\Z"
)
_LAST_LINE_IS_NO_PROSE = re.compile(
    r"\s*(?:[-*•#|>=+~]|\d+[.)]|https?:|www\.|[A-Z][\w ]{0,30}:)|.*(?:https?:|www\.|[@#])\S*\Z"
)
_LONG = 150
_SHORT_LINE = 40
_EXAMPLES = 20
_LONG_COUNT = np.dtype([("id", np.int64), ("long", np.int64), ("open", np.int64)])


class TruncatedOutput(DatasetCheck):
    """An output was cut off: it ends in mid-sentence, or a code block stays open.

    A last word that cannot end a sentence (the, of, and, because), a comma or an open bracket is proof
    enough. That a full stop is missing is told of outputs of 150 characters and more only, and only where
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
        hits: list[tuple[int, Hit]] = []
        long = 0
        for index, text in enumerate(outputs(block)):
            end = text[-1:]
            is_long = len(text) >= _LONG
            long += is_long
            if "```" in text and text.count("```") % 2:
                hits.append((index, Hit(_FENCE, 0, 0)))
            elif end and end not in _STOPS:
                kind = _kind(text, is_long=is_long)
                if kind is not None:
                    hits.append((index, Hit(kind, 0, 0)))
        found = dict(facts(block, hits))
        if long:
            found[1] = np.array([(block.ids[0], long, 0)], _LONG_COUNT)
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
            open_ended = (rows_in == number) & (rows["kind"] == _NO_STOP)
            if total < _EXAMPLES or open_ended.sum() > (1 - self.stopped) * total:
                told_of &= ~open_ended
            if overview.task(split) == "classification":
                told_of &= rows_in != number
        yield from told(rows[told_of], overview, _KINDS, usual=1.0)


def _kind(text: str, *, is_long: bool) -> int | None:
    """How this output was cut off, whose last character ends no sentence."""
    bare = text.rstrip()
    if not bare or bare[-1] in _STOPS:
        return None
    last = bare[bare.rfind("\n") + 1 :]
    if len(last) >= _SHORT_LINE and _OPEN_WORD.search(last) and not is_code(text):
        return _MIDST
    if is_long and len(last) >= _SHORT_LINE and bare[-1].isalpha() and not _LAST_LINE_IS_NO_PROSE.match(last):
        return None if is_code(text) else _NO_STOP
    return None
