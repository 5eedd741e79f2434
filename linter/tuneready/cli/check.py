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
    from tuneready.formats.own_schema import OwnSchema
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
    from tuneready.engines.failure import WorkerError
    from tuneready.reading.sources import ReadingError

    config, source = _configured(options)
    checks = _checks(config, source, options)
    try:
        with _dataset(paths, options, config) as dataset:
            report, code = _examine(dataset, checks, options, config)
    except ReadingError as error:
        raise click.ClickException(f"{error.name}: {error.message}") from None
    except WorkerError as error:
        raise click.ClickException(str(error)) from None
    _write(report, options)
    return code


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
) -> tuple[Report, int]:
    from tuneready.cli.progress import watched
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
    framing = Framing(
        format=BY_NAME[name] if name else None,
        secret=project_key(),
        targets=targets,
        schema=_schema(options.schema or config.schema_file),
    )
    minimum = max([config.minimum, *(least(target) for target in targets)])
    settings = Settings(
        framing,
        minimum,
        options.listed,
        worthwhile(dataset.size(), options.jobs or config.jobs),
        watch=watched(quiet=options.quiet),
        notice=partial(click.echo, err=True),
    )
    outcome = run(dataset, checks, settings)
    judgement = judge(outcome.counts(), minimum=minimum, strict=options.strict or config.strict)
    return build(outcome, judgement, listed=options.listed), judgement.exit_code


def _schema(path: str | None) -> OwnSchema | None:
    """The user's own schema of a record; a file that is none ends the command with exit 2."""
    if not path:
        return None
    from tuneready.formats.own_schema import SchemaError, own_schema
    from tuneready.words import printable_path

    name = printable_path(path)
    try:
        return own_schema(Path(path).read_bytes())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise click.ClickException(f"{name}: cannot read the schema: {reason}") from None
    except SchemaError as error:
        raise click.ClickException(f"{name}: {error}") from None


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
    from tuneready.reporters import REPORTERS

    for name, path in options.reports:
        if path:
            write_file(Path(path), REPORTERS[name](report, file_style()))
    for name in options.printed:
        if not (options.quiet and report.verdict == "ready"):
            print_text(REPORTERS[name](report, console_style()))
