"""Two versions of one dataset: what came, what went, and what has shifted; pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tuneready.shares import Shares, compare

OTHERS = "other labels"
TRAIN = "train"
_CHANCE = 0.001
_LEAST = 0.1
_LONGER = 1.5
_FEWEST = 20
"""Examples below which an average length says nothing."""


@dataclass(frozen=True)
class Past:
    """One split as it was: its examples, the characters of their outputs, and a sum of their hashes.

    `labels`: how often each of its labels is seen, where it has labels. `whole`: whether all are named.
    """

    examples: int
    characters: int
    content: int
    labels: Mapping[str, int] = field(default_factory=dict)
    whole: bool = True

    @property
    def length(self) -> float:
        """Characters of an output, on average."""
        return self.characters / self.examples if self.examples else 0.0


@dataclass(frozen=True)
class Version:
    """A dataset as it is or was, by split. `name`: what its owner calls it, such as a tag."""

    name: str
    splits: Mapping[str, Past]


@dataclass(frozen=True)
class Drift:
    """How the labels have shifted: the test, and the label that has moved most, by name."""

    shares: Shares
    label: str


@dataclass(frozen=True)
class Changes:
    """How a dataset differs from an earlier version of it.

    `more`: training examples that it has more, or fewer. `labelled`: whether labels were compared; `drift`
    stands where their shares differ beyond chance, `fresh` and `gone` are labels that one version has.
    `longer`: how many times as long outputs are, None where that is much as it was. `moved`: by split of
    evaluation, whether it holds other examples than then.
    """

    since: str
    more: int
    labelled: bool = False
    drift: Drift | None = None
    fresh: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    longer: float | None = None
    moved: Mapping[str, bool] = field(default_factory=dict)

    @property
    def shifted(self) -> bool:
        """Whether the task itself seems to have changed."""
        return bool(self.drift or self.fresh or self.gone or self.longer)


def changes(before: Version, now: Version) -> Changes | None:
    """How `now` differs from `before`; None where there was no training split to compare with."""
    then, here = before.splits.get(TRAIN), now.splits.get(TRAIN)
    if then is None or here is None or not then.examples or not here.examples:
        return None
    both = bool(then.labels and here.labels)
    named = both and then.whole and here.whole
    return Changes(
        since=before.name,
        more=here.examples - then.examples,
        labelled=both,
        drift=_drift(then.labels, here.labels) if both else None,
        fresh=tuple(sorted(here.labels.keys() - then.labels.keys())) if named else (),
        gone=tuple(sorted(then.labels.keys() - here.labels.keys())) if named else (),
        longer=None if both else _longer(then, here),
        moved=_moved(before, now),
    )


def _drift(then: Mapping[str, int], here: Mapping[str, int]) -> Drift | None:
    """Labels that only one version names are taken together: where many are not named, any may be there."""
    names = sorted((then.keys() & here.keys()) - {OTHERS})
    counts = [_numbered(side, names) for side in (then, here)]
    shares = compare(*counts)
    if shares.chance > _CHANCE or shares.moved < _LEAST:
        return None
    return Drift(shares, names[shares.most] if shares.most < len(names) else OTHERS)


def _numbered(counts: Mapping[str, int], names: list[str]) -> dict[int, int]:
    numbered = {number: counts[name] for number, name in enumerate(names)}
    rest = sum(counts.values()) - sum(numbered.values())
    return {**numbered, len(names): rest} if rest else numbered


def _longer(then: Past, here: Past) -> float | None:
    if min(then.examples, here.examples) < _FEWEST or not then.length or not here.length:
        return None
    times = here.length / then.length
    return times if times >= _LONGER or times <= 1 / _LONGER else None


def _moved(before: Version, now: Version) -> dict[str, bool]:
    return {
        split: past.content != now.splits[split].content or past.examples != now.splits[split].examples
        for split, past in before.splits.items()
        if split != TRAIN and past.examples and split in now.splits
    }
