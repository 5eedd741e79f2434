"""From paths to what a run found: the dataset is discovered, read and examined."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuneready.cli.options import Options

if TYPE_CHECKING:
    from tuneready.cli.settings import Settled
    from tuneready.reading.dataset import Dataset
    from tuneready.run import Outcome
    from tuneready.versions import Version

STDIN = "-"
STDIN_NAME = "<stdin>"


def examined(paths: Sequence[str], options: Options, settings: Settled) -> Outcome:
    """All that a run over these paths finds, whatever the reports list."""
    with opened(paths, options, settings) as dataset:
        return examine(dataset, options, settings, keep_all=True)


@contextmanager
def opened(paths: Sequence[str], options: Options, settings: Settled) -> Iterator[Dataset]:
    """What is to be read; a file that cannot be read ends the command with exit 2."""
    from tuneready.engines.failure import WorkerError
    from tuneready.reading.sources import ReadingError

    try:
        with dataset_of(paths, options, settings) as dataset:
            yield settings.applied(dataset)
    except ReadingError as error:
        raise click.ClickException(f"{settings.masked(error.name)}: {error.message}") from None
    except WorkerError as error:
        raise click.ClickException(str(error)) from None


def examine(
    dataset: Dataset,
    options: Options,
    settings: Settled,
    *,
    keep_all: bool = False,
    previous: Version | None = None,
) -> Outcome:
    """What the checks find in this dataset, beside a previous version of it where one is given.

    `keep_all`: keep all findings, whatever the reports list.
    """
    from tuneready.cli.accepted import baseline_path
    from tuneready.cli.progress import say_times, watched
    from tuneready.engines.cores import worthwhile
    from tuneready.run import Settings, run

    compared = keep_all or options.since or baseline_path(options, settings)
    outcome = run(
        dataset,
        settings.checks,
        Settings(
            settings.framing(),
            minimum=settings.minimum,
            keep=0 if compared else options.listed,
            jobs=worthwhile(dataset.size(), settings.config.jobs),
            watch=watched(dataset, quiet=options.quiet),
            notice=partial(click.echo, err=True),
            known=settings.known,
            previous=previous,
        ),
    )
    if options.verbose:
        say_times(outcome)
    return outcome


@contextmanager
def dataset_of(
    paths: Sequence[str],
    options: Options,
    settings: Settled,
) -> Iterator[Dataset]:
    """What is to be read. Standard input is kept in a temporary file, so that it can be read again."""
    from tuneready.reading.dataset import Dataset
    from tuneready.reading.discover import discover
    from tuneready.reading.sources import spool

    if options.stdin_filename and STDIN not in paths:
        raise click.UsageError("--stdin-filename is for standard input: say - as the PATH")
    splits = named_splits(paths, options, settings)
    others = [path for path in paths if path != STDIN] if paths or splits else ["."]
    named = {**splits, **benchmarks(options, settings)}
    found = (
        discover(others, named, exclude=settings.config.exclude, base=settings.base)
        if others or named
        else Dataset()
    )
    if STDIN not in paths:
        yield found
        return
    with spool(sys.stdin.buffer) as path:
        files = [(file.split, file.path, file.name) for file in found.files]
        yield Dataset.of([*files, _standard_input(Path(path), options, settings)], found.notes, found.unread)


def named_splits(paths: Sequence[str], options: Options, settings: Settled) -> dict[str, list[str]]:
    """Paths whose split is named; what is typed takes the place of what the configuration names."""
    return {**({} if paths else settings.splits), **options.splits}


def benchmarks(options: Options, settings: Settled) -> dict[str, list[str]]:
    """Files of evaluation sets, by the names of their splits."""
    from tuneready.reading.benchmarks import as_splits, named_benchmarks

    return as_splits({**settings.benchmarks, **named_benchmarks(options.benchmarks)})


def _standard_input(path: Path, options: Options, settings: Settled) -> tuple[str, Path, str]:
    """Split, path and name of standard input."""
    from tuneready.reading.splits.layout import Found, lay_out
    from tuneready.reading.splits.paths import name_of

    if not options.stdin_filename:
        return "train", path, STDIN_NAME
    inside = Path(os.path.normpath(options.stdin_filename)).as_posix()
    name = name_of(inside, Path.cwd())
    for split, patterns in settings.splits.items():
        if any(Path(inside).match(pattern) for pattern in patterns):
            return split, path, name
    (splits,) = lay_out([Found(path, inside, name)]).splits.values()
    return next(iter(splits), "train"), path, name
