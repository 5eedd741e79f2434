"""Splits as a README's configs declare them, held against the files that are there; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tuneready.reading.dataset import Note
from tuneready.reading.splits.card import Card, Config
from tuneready.reading.splits.globs import is_glob, matches
from tuneready.reading.splits.layout import Found, Layout, Splits, lay_out, without_settings
from tuneready.reading.splits.remarks import name_it, remarks, repetition_remarks, settings_remarks
from tuneready.words import printable


class _Placed(NamedTuple):
    """What one config makes of the files: splits, notes, and (split, pattern) pairs that match none."""

    splits: dict[Found, Splits]
    notes: list[Note]
    missed: list[tuple[str, str]]


def lay_out_declared(card: Card, files: Sequence[Found], readme: str) -> tuple[Layout | None, list[Note]]:
    """Place files by the config that the card chooses; no layout where it places none.

    `readme`: what reports call the README. Notes say what the card gets wrong, and what it leaves unread.
    """
    notes = [Note("assumed", readme, problem) for problem in card.problems]
    if card.chosen is None:
        return None, notes
    placed = _place(card.chosen, files)
    if not placed.splits:
        fact = f"has a config '{printable(card.chosen.name)}' that finds no data file: names tell the splits"
        return None, [*notes, Note("assumed", readme, fact)]
    notes += placed.notes
    notes += [
        Note("assumed", readme, f"names '{printable(pattern)}' for split {split}, but no data file is there")
        for split, pattern in placed.missed
    ]
    named = {found for config in (card.chosen, *card.others) for found in _place(config, files).splits}
    named |= {found for note in placed.notes for found in files if found.name == note.name}
    notes += [
        Note(
            "unused", found.name, f"read by nobody: the configs of {readme} do not name it; {name_it(found)}"
        )
        for found in without_settings(files)[0]
        if found not in named
    ]
    return Layout("declared", placed.splits), notes


def _place(config: Config, files: Sequence[Found]) -> _Placed:
    top = f"{config.directory}/" if config.directory else ""
    home = {
        found._replace(inside=found.inside.removeprefix(top)): found
        for found in files
        if found.inside.startswith(top)
    }
    placed = _by_patterns(config, list(home)) if config.patterns else _by_names(list(home))
    return placed._replace(splits={home[found]: splits for found, splits in placed.splits.items()})


def _by_names(files: Sequence[Found]) -> _Placed:
    kept, left = without_settings(files)
    layout = lay_out(kept)
    splits = {found: splits for found, splits in layout.splits.items() if splits}
    return _Placed(splits, [*remarks(layout), *settings_remarks(left)], [])


def _by_patterns(config: Config, files: Sequence[Found]) -> _Placed:
    by_path = {found.inside: found for found in files}
    splits: dict[Found, dict[str, int]] = {}
    missed = []
    for split, pattern in config.patterns:
        if is_glob(pattern):
            fitting = [found for found in files if matches(found.inside, pattern)]
        else:
            fitting = [by_path[pattern]] if pattern in by_path else []
        for found in fitting:
            times = splits.setdefault(found, {})
            times[split] = times.get(split, 0) + 1
        if not fitting:
            missed.append((split, pattern))
    return _Placed(dict(splits), [*repetition_remarks(splits, "the README names it so often")], missed)
