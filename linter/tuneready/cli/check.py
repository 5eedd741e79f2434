"""`tuneready check`: from paths to a printed report and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuneready.cli.installed import installed_checks
from tuneready.cli.options import Options, check_options

if TYPE_CHECKING:
    from tuneready.config import Config
    from tuneready.framing import Framing
    from tuneready.reading.dataset import Dataset
    from tuneready.registry import Ready
    from tuneready.report import Report
    from tuneready.targets.base import Target

STDIN = "-"
STDIN_NAME = "<stdin>"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@check_options
def check(paths: tuple[str, ...], options: Options) -> int:
    """Say whether a dataset is ready to fine-tune on.

    PATH is a file, a directory, a glob, or - for standard input. With no PATH the dataset is looked for
    in the current directory.
    """
    if options.watch:
        from tuneready.cli.watch import watch

        watch(lambda: _once(paths, options), lambda: _files(paths, options))
    return _once(paths, options)


def _once(paths: tuple[str, ...], options: Options) -> int:
    from tuneready.engines.failure import WorkerError
    from tuneready.reading.sources import ReadingError
    from tuneready.registry import masking

    if options.show_values:
        from tuneready.cli.values import check_terminal

        check_terminal()
    config, source = _configured(options)
    checks = _checks(config, source, options)
    try:
        with _dataset(paths, options, config) as dataset:
            report, code, values = _examine(dataset.renamed(masking(checks)), checks, options, config)
    except ReadingError as error:
        raise click.ClickException(f"{masking(checks)(error.name)}: {error.message}") from None
    except WorkerError as error:
        raise click.ClickException(str(error)) from None
    _write(report, options)
    if values:
        from tuneready.cli.output import print_text

        print_text(values)
    return code


def _files(paths: tuple[str, ...], options: Options) -> list[Path]:
    """The files to watch: those of the dataset, and the configuration."""
    if STDIN in paths:
        raise click.UsageError("standard input cannot be watched: name a file")
    from tuneready.reading.sources import ReadingError

    config, source = _configured(options)
    try:
        with _dataset(paths, options, config) as dataset:
            return [file.path for file in dataset.files] + [Path(name) for name in [source] if name]
    except ReadingError as error:
        raise click.ClickException(f"{error.name}: {error.message}") from None


def _configured(options: Options) -> tuple[Config, str]:
    """The configuration, and the name of the file that it comes from."""
    from tuneready.config import ConfigError, find, load
    from tuneready.words import printable_path

    try:
        if options.config:
            return load(Path(options.config)), printable_path(options.config)
        path, config = find(Path.cwd())
    except ConfigError as error:
        raise click.ClickException(str(error)) from None
    return config, printable_path(str(path)) if path else ""


def _checks(config: Config, source: str, options: Options) -> list[Ready]:
    """The checks with their options; what the command line says of a check goes before the file."""
    from tuneready.registry import OptionError, build

    given = {**config.checks}
    for name, own in options.of_checks.items():
        on = {key: value for key, value in given.get(name, {}).items() if (key, value) != ("severity", "off")}
        given[name] = {**on, **own}
    try:
        return build(installed_checks(), given)
    except OptionError as error:
        key = ".".join(part for part in ("checks", error.check, error.key) if part)
        raise click.ClickException(f"{source or 'command line'}: {key}: {error}") from None


@contextmanager
def _dataset(paths: Sequence[str], options: Options, config: Config) -> Iterator[Dataset]:
    """What is to be read. Standard input is kept in a temporary file, so that it can be read again."""
    from tuneready.reading.benchmarks import as_splits, named_benchmarks
    from tuneready.reading.dataset import Dataset
    from tuneready.reading.discover import discover
    from tuneready.reading.sources import spool

    splits = {**({} if paths else config.splits), **options.splits}
    others = [path for path in paths if path != STDIN] if paths or splits else ["."]
    named = {**splits, **as_splits({**config.benchmarks, **named_benchmarks(options.benchmarks)})}
    found = discover(others, named, exclude=config.exclude) if others or named else Dataset()
    if STDIN not in paths:
        yield found
        return
    with spool(sys.stdin.buffer) as path:
        files = [(file.split, file.path, file.name) for file in found.files]
        yield Dataset.of([*files, ("train", Path(path), STDIN_NAME)], found.notes, found.unread)


def _examine(
    dataset: Dataset, checks: Sequence[Ready], options: Options, config: Config
) -> tuple[Report, int, str]:
    """The report, the exit code, and the text of the values where they are asked for."""
    from tuneready.cli.progress import say_times, watched
    from tuneready.engines.cores import worthwhile
    from tuneready.formats.detect import BY_NAME
    from tuneready.framing import Framing
    from tuneready.project_key import project_key
    from tuneready.report import build
    from tuneready.run import Settings, run
    from tuneready.targets.base import least
    from tuneready.verdict import judge

    name = options.format or config.format
    if name is not None and name not in BY_NAME:
        from tuneready.words import choices

        raise click.ClickException(f"format: no such format: {choices(name, BY_NAME)}")
    targets = _targets(options.targets or config.target)
    framing = Framing(format=BY_NAME[name] if name else None, secret=project_key(), targets=targets)
    minimum = max([config.minimum, *(least(target) for target in targets)])
    settings = Settings(
        framing,
        minimum,
        options.listed,
        worthwhile(dataset.size(), options.jobs or config.jobs),
        watch=watched(dataset, quiet=options.quiet),
        notice=partial(click.echo, err=True),
    )
    outcome = run(dataset, checks, settings)
    if options.verbose:
        say_times(outcome)
    judgement = judge(outcome.counts(), minimum=minimum, strict=options.strict or config.strict)
    report = build(outcome, judgement, listed=options.listed)
    return report, judgement.exit_code, _values(report, dataset, framing) if options.show_values else ""


def _values(report: Report, dataset: Dataset, framing: Framing) -> str:
    from tuneready.cli.values import render, values

    return render(values(report, dataset, framing))


def _targets(names: Iterable[str]) -> tuple[Target, ...]:
    from tuneready.targets.catalogue import TARGETS
    from tuneready.words import choices

    for name in names:
        if name not in TARGETS:
            raise click.ClickException(f"target: no such target: {choices(name, TARGETS)}")
    return tuple(TARGETS[name] for name in dict.fromkeys(names))


def _write(report: Report, options: Options) -> None:
    """Print one report on standard output and write the others to their files."""
    from tuneready.cli.output import console_style, file_style, print_text, write_file
    from tuneready.reporters import render

    for name, path in options.reports:
        if path:
            write_file(Path(path), render(name, report, file_style(), options.max_findings))
    for name in options.printed:
        if not (options.quiet and report.verdict == "ready"):
            print_text(render(name, report, console_style(), options.max_findings))
