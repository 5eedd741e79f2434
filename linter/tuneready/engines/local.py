"""The local engine: one process, a block at a time, facts in memory and texts never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.block import Block
from tuneready.check import Check, DatasetCheck, ExampleCheck, Round
from tuneready.engines.pile import Pile, Shelf
from tuneready.engines.survey import Survey
from tuneready.engines.tally import Examined, Tally, guarded
from tuneready.finding import Finding
from tuneready.overview import Overview
from tuneready.reading.dataset import Dataset
from tuneready.remark import Remark
from tuneready.targets.base import Target

Blocks = Callable[["npt.NDArray[np.int64] | None"], Iterable[Block]]


def examine(
    dataset: Dataset,
    blocks: Blocks,
    checks: Iterable[Check],
    tallies: Mapping[str, Tally],
    targets: tuple[Target, ...] = (),
) -> Examined:
    """Run the checks over all blocks, as often as their rounds ask for.

    `blocks` begins a new pass over the dataset each time it is called; given ids, it may leave out all
    other examples. Findings go into `tallies`, by name of check; a check that raises is marked there as
    failed, and the others run on.
    """
    pass_ = Pass(dict(tallies))
    pass_.rounds = {check.name: check for check in checks if isinstance(check, DatasetCheck)}
    survey = Survey(targets)
    lookers = [check for check in checks if isinstance(check, ExampleCheck)]
    for block in blocks(None):
        survey.note(block)
        pass_.look(block, lookers)
        pass_.map(block)
    overview = survey.overview(dataset)
    pass_.reduce(overview)
    while pass_.rounds:
        for block in blocks(pass_.wanted()):
            pass_.map(block)
        pass_.reduce(overview)
    return Examined(overview, pass_.tallies)


@dataclass
class Pass:
    """One pass over the dataset: the round that each check is in, and the facts it has taken so far."""

    tallies: dict[str, Tally]
    rounds: dict[str, Round] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Pile)))

    def wanted(self) -> npt.NDArray[np.int64] | None:
        """Ids of the examples that some round looks at, sorted; None: all."""
        return wanted(round_ for name, round_ in self.rounds.items() if not self.tallies[name].failed)

    def look(self, block: Block, checks: Iterable[ExampleCheck]) -> None:
        """Have these checks look at a block."""
        for check in checks:
            tally = self.tallies[check.name]
            if not tally.failed:
                with guarded(tally):
                    tally.add(check.look(block))

    def map(self, block: Block) -> None:
        """Put what the rounds need of a block on their shelves."""
        for name, round_ in self.rounds.items():
            tally = self.tallies[name]
            if not tally.failed:
                with guarded(tally):
                    for partition, facts in round_.map(block).items():
                        self.shelves[name][partition].add(facts)

    def reduce(self, overview: Overview) -> None:
        """Reduce what lies on the shelves, and go on to the rounds that come next."""
        ended, self.rounds = self.rounds, {}
        shelves, self.shelves = self.shelves, defaultdict(lambda: defaultdict(Pile))
        for name, round_ in ended.items():
            tally = self.tallies[name]
            if not tally.failed:
                with guarded(tally):
                    concluded = round_.conclude(_results(round_, shelves.pop(name, {}), overview), overview)
                    if isinstance(concluded, Round):
                        self.rounds[name] = concluded
                    else:
                        tally.add(sorted(concluded, key=_reading_order))


def wanted(rounds: Iterable[Round]) -> npt.NDArray[np.int64] | None:
    """Ids of the examples that some of these rounds look at, sorted; None: all."""
    ids = [round_.wanted() for round_ in rounds]
    some = [each for each in ids if each is not None]
    return np.unique(np.concatenate(some)) if some and len(some) == len(ids) else None


def _results(round_: Round, shelf: Shelf, overview: Overview) -> Iterator[Any]:
    for partition in sorted(shelf):
        yield from round_.reduce(shelf.pop(partition).joined(), overview)


def _reading_order(finding: Finding | Remark) -> tuple[int, str, str, str]:
    if isinstance(finding, Remark):
        return -1, finding.split, finding.message, ""
    return finding.at, finding.pointer, finding.message, finding.identity
