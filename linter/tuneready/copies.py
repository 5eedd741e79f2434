"""Of all examples that say the same, one stays usable: the first that nothing else faults."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from tuneready.engines.tally import Tally


def settle(tallies: Iterable[Tally]) -> None:
    """Where a kept example is faulted by a check that is not about copies, let a copy stay in its place.

    Without this the count would hang on which of two copies stands first.
    """
    every = list(tallies)
    about_copies = [tally for tally in every if tally.copies]
    if not about_copies:
        return
    faulted = {example for tally in every for example in _faulted(tally)}
    stand_in = stand_ins(((pair for tally in about_copies for pair in _pairs(tally.copies))), faulted)
    if stand_in:
        for tally in about_copies:
            _exchange(tally, {copy: kept for kept, copy in stand_in.items()})


def stand_ins(copies: Iterable[tuple[int, int]], faulted: Collection[int]) -> dict[int, int]:
    """The copy that stays in place of each kept example that is faulted, where one is without fault.

    `copies`: the kept example and a copy of it; what is kept of some may itself be a copy of another.

    >>> stand_ins([(1, 4), (1, 6), (6, 9)], faulted={1, 4})
    {1: 6}
    """
    copies_of = defaultdict(list)
    for kept, copy in copies:
        copies_of[kept].append(copy)
    first = copies_of.keys() - {copy for found in copies_of.values() for copy in found}
    sound = {kept: _sound(copies_of, kept, faulted) for kept in sorted(first) if kept in faulted}
    return {kept: min(found) for kept, found in sound.items() if found}


def _sound(copies_of: Mapping[int, list[int]], kept: int, faulted: Collection[int]) -> list[int]:
    """All copies of an example, and theirs, that nothing faults."""
    found, ahead = [], [kept]
    while ahead:
        copies = copies_of.get(ahead.pop(), [])
        found += [copy for copy in copies if copy not in faulted]
        ahead += copies
    return found


def _pairs(flat: array[int]) -> Iterator[tuple[int, int]]:
    return zip(flat[::2], flat[1::2], strict=True)


def _faulted(tally: Tally) -> set[int]:
    """What the check faults for another reason than that it is a copy."""
    return set(tally.unusable).difference(tally.copies[1::2])


def _exchange(tally: Tally, kept_of: Mapping[int, int]) -> None:
    """Take from the check's account the copies that stay, and put there what they stand in for."""
    tally.unusable = array("q", (kept_of.get(example, example) for example in tally.unusable))
    tally.findings = [
        replace(finding, unusable=tuple(kept_of.get(example, example) for example in finding.unusable))
        if not kept_of.keys().isdisjoint(finding.unusable)
        else finding
        for finding in tally.findings
    ]
