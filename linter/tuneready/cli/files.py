"""`tuneready files`: each file by itself, for hooks that see files and not datasets."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tuneready.cli.options import Options, some_options

if TYPE_CHECKING:
    from tuneready.cli.settings import Settled
    from tuneready.reading.dataset import DataFile, Dataset
    from tuneready.run import Outcome

FOUND, COULD_NOT_JUDGE, NOTHING_ASSESSED = 1, 2, 3


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@some_options(
    "splits", "format", "targets", "config", "select", "extend_select", "ignore", "fail_on", "baseline",
    "no_baseline", "verbose",
)  # fmt: skip
def files(paths: tuple[str, ...], options: Options) -> int:
    """Look at each file by itself: can it be read, does it fit, does it hold personal data or secrets?

    Whether the dataset is ready depends on all its files together: `tuneready check` says that. Files that
    do not belong to the dataset in the current directory are passed over. Exit codes: 0 nothing was found,
    1 errors, 2 could not judge, 3 only pointers to data that is not here.
    """
    from tuneready.cli.output import print_text
    from tuneready.cli.settings import settled
    from tuneready.reading.sources import ReadingError
    from tuneready.words import inert

    settings = settled(options)
    settings = replace(settings, checks=tuple(each for each in settings.checks if each.check.by_file))
    code = 0
    try:
        dataset = _dataset(options, settings)
        wanted = {_identity(path) for path in paths}
        for each in dataset.unread:
            if _identity(each.name) in wanted:
                click.echo(inert(f"{settings.masked(each.name)}: {each.message}"), err=True)
                code = NOTHING_ASSESSED
        for file in dataset.files:
            if _identity(str(file.path)) in wanted:
                outcome = _outcome(file, options, settings)
                lines = list(_lines(outcome, settings))
                print_text("".join(f"{inert(line)}\n" for line in lines))
                code = max(code, FOUND if lines else 0, _failed(outcome))
    except ReadingError as error:
        raise click.ClickException(f"{settings.masked(error.name)}: {error.message}") from None
    return code


def _dataset(options: Options, settings: Settled) -> Dataset:
    """The whole dataset, so that a file has the split that it has there."""
    from tuneready.reading.discover import discover

    return discover(
        [], {**settings.splits, **options.splits}, exclude=settings.config.exclude, base=settings.base
    )


def _identity(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 — a link is named, not what it leads to


def _outcome(file: DataFile, options: Options, settings: Settled) -> Outcome:
    """What is found in this file alone, less what a baseline accepts."""
    from tuneready.cli.accepted import baseline_path, laid_beside
    from tuneready.cli.running import examine
    from tuneready.reading.dataset import Dataset

    alone = settings.applied(Dataset.of([(file.split, file.path, file.name)]))
    outcome = examine(alone, options, settings, keep_all=True)
    path = baseline_path(options, settings)
    return laid_beside(outcome, path, whole=False)[0] if path else outcome


def _lines(outcome: Outcome, settings: Settled) -> Iterator[str]:
    """A line for each finding that stands, as editors and terminals read it."""
    from tuneready.finding import Severity

    fatal: Sequence[Severity] = [Severity.ERROR]
    if settings.config.fail_on == "warning":
        fatal = [Severity.ERROR, Severity.WARNING]
    for each in outcome.findings:
        if each.severity in fatal and not each.accepted:
            file, line = outcome.overview.dataset.place(each.finding.at)
            place = f"{file}:{line}" if line else file
            yield f"{place}: {each.finding.message} [{each.check}]"


def _failed(outcome: Outcome) -> int:
    """Exit 2 where a check did not run to its end."""
    failed = {name: tally.failed for name, tally in outcome.tallies.items() if tally.failed}
    for name, why in sorted(failed.items()):
        click.echo(f"check {name} did not run to its end: {why}", err=True)
    return COULD_NOT_JUDGE if failed else 0
