"""Calls and answers, paired: what is answered twice, too early, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from tuneready_checks._calls.said import Answer, Call, Said

_LOOKED_AT = 100
"""Open calls without an id that are looked at for one with the answer's name."""


class Mispaired(NamedTuple):
    """What is wrong between a call and its answer. `grave`: it cannot be mended by guessing."""

    pointer: str
    message: str
    grave: bool = True


def mispaired(conversation: Sequence[Said]) -> Iterator[Mispaired]:
    """All that is wrong, in the order of the conversation."""
    pairing = _Pairing({call.id for said in conversation for call in said.calls if call.id})
    for index, said in enumerate(conversation):
        for answer in said.answers:
            yield from pairing.answer(answer)
        if said.side in {"asks", "calls"}:
            yield from pairing.close()
        for call in said.calls:
            yield from pairing.call(call)
        if index == len(conversation) - 1 and not said.calls:
            yield from pairing.close()


@dataclass
class _Pairing:
    """The calls that wait for their answers. `all`: ids of the whole conversation.

    `missed`: ids of calls that nobody answered before the conversation went on.
    """

    all: set[str]
    waiting: dict[str, Call] = field(default_factory=dict)
    nameless: list[Call] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)

    def call(self, call: Call) -> Iterator[Mispaired]:
        """A call begins to wait."""
        if call.id is None:
            self.nameless.append(call)
            return
        if call.id in self.waiting:
            yield Mispaired(call.pointer, f"{call.pointer}/id is the id of an earlier call that waits still")
        self.waiting[call.id] = call
        self.answered.discard(call.id)

    def answer(self, answer: Answer) -> Iterator[Mispaired]:
        """An answer ends a call's waiting."""
        at = answer.pointer
        if answer.id in self.waiting:
            call = self.waiting.pop(answer.id)
            self.answered.add(answer.id)
            yield from _other_name(call, answer)
        elif answer.id in self.answered:
            yield Mispaired(at, f"{at} answers a call that is answered before")
        elif answer.id in self.missed:
            yield Mispaired(at, f"{at} comes too late: the conversation went on after the call it answers")
        elif answer.id in self.all:
            yield Mispaired(at, f"{at} stands before the call that it answers")
        elif self.nameless:
            yield from _other_name(self._take(answer), answer)
        elif answer.id is None and self.waiting:
            self.answered.add(first := next(iter(self.waiting)))
            del self.waiting[first]
            yield Mispaired(
                at, f"{at} does not say which call it answers, though calls have ids", grave=False
            )
        else:
            yield Mispaired(at, f"{at} answers no call")

    def _take(self, answer: Answer) -> Call:
        """The first call without an id that has the answer's name, else the first."""
        some = enumerate(islice(self.nameless, _LOOKED_AT))
        return self.nameless.pop(next((index for index, call in some if call.name == answer.name), 0))

    def close(self) -> Iterator[Mispaired]:
        """Somebody speaks: what waits still is not answered."""
        for call in (*self.nameless, *self.waiting.values()):
            yield Mispaired(
                call.pointer, f"{call.pointer} is not answered before the next message", grave=False
            )
        self.missed.update(self.waiting)
        self.nameless.clear()
        self.waiting.clear()


def _other_name(call: Call, answer: Answer) -> Iterator[Mispaired]:
    if answer.name and call.name and answer.name != call.name:
        yield Mispaired(
            answer.pointer, f"{answer.pointer} names another tool than the call it answers", grave=False
        )
