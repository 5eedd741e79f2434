"""The check over-token-limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import Block, DatasetCheck, Facts, Finding, Overview, Remark, Severity, Target, table
from tuneready_checks._targets import SAID
from tuneready_checks._tokens.count import counted
from tuneready_checks._tokens.estimate import Encoding
from tuneready_checks._tokens.exact import is_installed
from tuneready_checks._tokens.totals import Measure, billed, totals


class OverTokenLimit(DatasetCheck):
    """An example has more tokens than the target takes.

    Told where a target is named that has a limit, or where `limit` is set. With `count` (or `--tokens`),
    or a target, tokens are added up as well: totals, a histogram, and what training is billed at by
    OpenAI's published formula. Numbers are exact where `tuneready[tokens]` is installed and the models of
    the target read that encoding; others say "about". Estimates are within 5 % of a file of English or
    code, and within 20 % elsewhere.

    ## Why it matters

    What is too long is cut off at its end, and the end is the answer: the model learns to break off, and
    the bill says nothing of it. Other providers refuse the file.

    ## How to fix it

    Split long conversations, shorten the documents in the prompt, or choose a model with a longer context.
    """

    name = "over-token-limit"
    severity = Severity.ERROR
    stage = "fitting"
    meant_for = ("openai",)
    good = [[{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}]]
    bad = [
        [
            {
                "messages": [
                    {"role": "user", "content": "Say it again and again."},
                    {"role": "assistant", "content": "again and " * 40_000},
                ]
            }
        ]
    ]

    count: bool = Field(default=False, description="whether to add up tokens where no target is named")
    encoding: Encoding = Field("o200k", description="vocabulary to count with: o200k or cl100k")
    limit: int = Field(0, ge=0, description="tokens that an example may have at most; 0: as the target says")
    epochs: int = Field(0, ge=0, description="times the examples are gone through; 0: as OpenAI would choose")
    price_per_million: float = Field(0.0, ge=0, description="price of a million trained tokens; 0: no price")

    def _measure(self, targets: Sequence[Target]) -> Measure:
        strangers = tuple(each.name for each in targets if self.encoding not in each.encodings)
        return Measure(self.encoding, is_installed(), strangers)

    def _is_asked(self, targets: Sequence[Target]) -> bool:
        return bool(self.count or self.limit or self.price_per_million or targets)

    def map(self, block: Block) -> Facts:
        if not block.examples or not self._is_asked(block.targets):
            return {}
        tokens = counted(block, self.encoding, exact=is_installed())
        facts = table(id=block.ids, key=block.exact_keys, tokens=tokens.all, trained=tokens.trained)
        return block.partition(np.zeros(len(facts), np.uint64), facts)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding | Remark]:
        facts = facts[np.argsort(facts["id"], kind="stable")]
        limits, measure = list(self._limits(overview.targets)), self._measure(overview.targets)
        for limit in limits:
            for fact in facts[facts["tokens"] > limit.value]:
                yield self._over(fact, limit)
        numbers = overview.dataset.split_numbers(facts["id"])
        for number, split in enumerate(overview.dataset.splits):
            mine = facts[numbers == number]
            if len(mine):
                yield totals(split, mine["tokens"], mine["trained"], measure)
            if len(mine) and split == "train" and self._is_billed(overview.targets):
                kept = min((limit.value for limit in limits), default=0)
                yield billed(mine["tokens"], kept, self.epochs, self.price_per_million, measure)

    def _is_billed(self, targets: Sequence[Target]) -> bool:
        """The published formula is OpenAI's; others bill what the user says the epochs are."""
        return bool(self.epochs or not targets or any(target.encodings for target in targets))

    def _limits(self, targets: Sequence[Target]) -> Iterator[_Limit]:
        if self.limit:
            yield _Limit(self.limit, "the limit", Severity.WARNING, self._measure(()))
            return
        for target in targets:
            limit = target.limits.get("most-tokens")
            if limit:
                said, severity = SAID[limit.effect]
                yield _Limit(limit.value, f"{said} {target.name}", severity, self._measure((target,)))

    def _over(self, fact: Any, limit: _Limit) -> Finding:  # noqa: ANN401 — a row of facts
        tokens, measure = int(fact["tokens"]), limit.measure
        certain = measure.exact or tokens > _CERTAIN * limit.value
        return Finding(
            at=int(fact["id"]),
            message=f"{measure.about(tokens)} tokens ({measure.how}), "
            f"{measure.about(tokens - limit.value)} over {limit.value:,} ({limit.whose})",
            identity=f"{int(fact['key']):016x} {limit.whose}",
            unusable=(int(fact["id"]),),
            severity=limit.severity if certain else max(limit.severity, Severity.WARNING, key=_ORDER),
            data={"tokens": tokens, "limit": limit.value, "encoding": self.encoding, "exact": measure.exact},
        )


_CERTAIN = 2
"""What is so many times over a limit is over it by any vocabulary."""
_ORDER = list(Severity).index


class _Limit(NamedTuple):
    """The most tokens, whose limit it is, how bad it is to be over it, and how tokens are counted for it."""

    value: int
    whose: str
    severity: Severity
    measure: Measure
