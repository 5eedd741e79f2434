"""Rounds of two looks at the same examples, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Block, Facts, Finding, Overview, Remark, Round

Answer = Iterable[Finding | Remark] | Round
Amend = Callable[[Finding], Finding]


def in_turn(*looks: Answer, amend: Amend, said: tuple[Finding | Remark, ...] = ()) -> Answer:
    """What these looks find, amended, first all rounds of the first; what one told the next leaves out."""
    for place, look in enumerate(looks):
        if isinstance(look, Round):
            return InTurn(look, looks[place + 1 :], amend, said)
        amended = (amend(each) if isinstance(each, Finding) else each for each in look)
        said = (*said, *_new(amended, said))
    return said


@dataclass(frozen=True, eq=False)
class InTurn(Round):
    """A round of the look that goes on `now`; those that come `later`, and what was `said` before."""

    now: Round
    later: tuple[Answer, ...]
    amend: Amend
    said: tuple[Finding | Remark, ...]

    def wanted(self) -> npt.NDArray[np.int64] | None:
        return self.now.wanted()

    def map(self, block: Block) -> Facts:
        return self.now.map(block)

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterable[Any]:
        return self.now.reduce(facts, overview)

    def conclude(self, results: Iterable[Any], overview: Overview) -> Answer:
        answer = self.now.conclude(results, overview)
        if isinstance(answer, Round):
            return replace(self, now=answer)
        return in_turn(answer, *self.later, amend=self.amend, said=self.said)


def _new(answer: Iterable[Finding | Remark], said: Iterable[Finding | Remark]) -> Iterator[Finding | Remark]:
    """What makes further examples unusable, or speaks of an example of which nothing was said."""
    found = [each for each in said if isinstance(each, Finding)]
    places = {each.at for each in found}
    unusable = {example for each in found for example in each.unusable}
    for each in answer:
        told = isinstance(each, Finding) and (
            unusable.issuperset(each.unusable) if each.unusable else each.at in places
        )
        if not told:
            yield each
