"""The local engine over byte ranges, in several processes; what it says is what one process says.

A pass is done by workers, task by task, and merged here in reading order; facts are reduced here. What a
worker is to know (the checks, the rounds that carry what was learned) is sent to it once a pass.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from tuneready.check import Check, DatasetCheck, ExampleCheck, Round
from tuneready.engines.local import Pass
from tuneready.engines.survey import Survey
from tuneready.engines.tally import Examined
from tuneready.engines.tasks import Plan
from tuneready.engines.team import Team
from tuneready.engines.work import Work
from tuneready.engines.worker import Orders, Portion, Setup


def examine(work: Work, plan: Plan, jobs: int) -> Examined:
    """As the local engine's `examine`, in `jobs` processes. Raises WorkerError where one of them is lost."""
    pass_ = Pass(work.tallies)
    pass_.rounds = {check.name: check for check in work.checks if isinstance(check, DatasetCheck)}
    lookers = {check.name: check for check in work.checks if isinstance(check, ExampleCheck)}
    survey = Survey(work.framing.targets)
    with Team(jobs, _setup(work)) as team:
        crew = _Crew(work, plan, team)
        crew.walk(pass_, lookers, survey)
        overview = survey.overview(work.dataset)
        pass_.reduce(overview)
        while pass_.rounds:
            crew.walk(pass_)
            pass_.reduce(overview)
    return Examined(overview, pass_.tallies)


def _setup(work: Work) -> Setup:
    tallies = {name: tally.fresh() for name, tally in work.tallies.items()}
    return Setup(work.dataset.files, work.framing, work.expected, tallies, gc.get_threshold())


@dataclass
class _Crew:
    """The workers and this process, which does what cannot be sent to them."""

    work: Work
    plan: Plan
    team: Team
    told: set[str] = field(default_factory=set)

    def walk(
        self, pass_: Pass, lookers: Mapping[str, ExampleCheck] | None = None, survey: Survey | None = None
    ) -> None:
        """One pass over the dataset."""
        lookers = lookers or {}
        orders = Orders(survey is not None, _pickled(lookers), _pickled(pass_.rounds))
        sent = orders.lookers.keys() | orders.rounds.keys()
        missing = (lookers.keys() | pass_.rounds.keys()) - sent
        if sent or survey:
            missing |= self.team.brief(orders)
            for portion in self.work.watch(self.team.do(self.plan)):
                _merge(pass_, portion, missing)
                if survey:
                    survey.merge(portion.survey)
        if missing:
            self._walk_alone(pass_, lookers, missing)

    def _walk_alone(self, pass_: Pass, lookers: Mapping[str, ExampleCheck], names: Collection[str]) -> None:
        """The same pass for these checks, in this process."""
        for name in sorted(set(names) - self.told):
            self.work.notice(f"{name} cannot be sent to other processes: it runs in one, and takes longer")
        self.told.update(names)
        rounds = {name: round_ for name, round_ in pass_.rounds.items() if name in names}
        alone = Pass(pass_.tallies, rounds, pass_.shelves)
        for block in self.work.blocks(None if lookers else alone.wanted()):
            alone.look(block, (check for name, check in lookers.items() if name in names))
            alone.map(block)


def _merge(pass_: Pass, portion: Portion, besides: Collection[str]) -> None:
    """Add what follows, `besides` these checks. One that has failed says no more, as in one process."""
    for name, later in portion.tallies.items():
        tally = pass_.tallies[name]
        if not tally.failed and name not in besides:
            tally.merge(later)
            for partition, facts in portion.shelves.get(name, {}).items():
                pass_.shelves[name][partition].add(facts)


def _pickled(known: Mapping[str, Check | Round]) -> dict[str, bytes]:
    """Those that can be sent, as bytes."""
    pickled = {}
    for name, each in known.items():
        with suppress(Exception):  # a pack's objects may raise anything
            pickled[name] = pickle.dumps(each, pickle.HIGHEST_PROTOCOL)
    return pickled
