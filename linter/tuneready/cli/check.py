"""`tuneready check`: from paths to a printed report and an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuneready.cli.options import Options, check_options

if TYPE_CHECKING:
    from tuneready.cli.settings import Settled
    from tuneready.reading.dataset import Dataset
    from tuneready.report import Report
    from tuneready.run import Outcome
    from tuneready.versions import Version

NOT_READY = 1


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@check_options
def check(paths: tuple[str, ...], options: Options) -> int:
    """Say whether a dataset is ready to fine-tune on.

    PATH is a file, a directory, a glob, or - for standard input. With no PATH the dataset is looked for
    in the current directory. Every option can be set in the environment: TUNEREADY_MIN_SCORE=80.
    """
    from tuneready.cli.settings import settled

    settings = settled(options)
    if options.show_settings or options.show_files:
        from tuneready.cli.show import show_files, show_settings

        return show_settings(settings) if options.show_settings else show_files(paths, options, settings)
    if options.show_values:
        from tuneready.cli.values import check_terminal

        check_terminal()
    if options.watch:
        from tuneready.cli.watch import watch

        watch(lambda: _once(paths, options, settled(options)), lambda: _files(paths, options))
    return _once(paths, options, settings)


def _files(paths: tuple[str, ...], options: Options) -> list[Path]:
    """The files to watch: those of the dataset, and the configuration."""
    from tuneready.cli.running import STDIN, opened
    from tuneready.cli.settings import settled

    if STDIN in paths:
        raise click.UsageError("standard input cannot be watched: name a file")
    settings = settled(options)
    with opened(paths, options, settings) as dataset:
        return [*(file.path for file in dataset.files), *_configurations(options)]


def _configurations(options: Options) -> list[Path]:
    from tuneready.config import nearest

    named = [Path(text) for text in options.config if "=" not in text]
    found = nearest(Path.cwd())
    return named or ([found[0]] if found else [])


def _once(paths: tuple[str, ...], options: Options, settings: Settled) -> int:
    report, code, values = judged(paths, options, settings)
    _write(report, options)
    if values:
        from tuneready.cli.output import print_text

        print_text(values)
    return 0 if options.exit_zero and code == NOT_READY else code


def judged(paths: tuple[str, ...], options: Options, settings: Settled) -> tuple[Report, int, str]:
    """The report, the exit code that says the same, and the text of the values where they are asked for."""
    from tuneready.cli.running import examine, opened
    from tuneready.compose import build
    from tuneready.verdict import judge

    with opened(paths, options, settings) as dataset:
        past = _past(paths, options, settings)
        outcome = examine(dataset, options, settings, previous=past[0] if past else None)
        outcome, notes = _accepted(outcome, past[1] if past else None, paths, options, settings)
        judgement = judge(outcome.counts(), settings.demands(allow_empty=options.allow_empty))
        report = build(outcome, judgement, listed=options.listed, notes=notes)
        if any(name == "html" for name, _ in options.reports):
            from tuneready.worst import worst_lines

            worst = worst_lines(report, dataset, settings.framing())
            report = report.model_copy(update={"worst": worst})
        values = _values(report, dataset, settings) if options.show_values else ""
    return report, judgement.exit_code, values


def _values(report: Report, dataset: Dataset, settings: Settled) -> str:
    from tuneready.cli.values import render, values

    return render(values(report, dataset, settings.framing()))


def _past(
    paths: tuple[str, ...], options: Options, settings: Settled
) -> tuple[Version, Outcome | None] | None:
    if not (options.since or options.previous):
        return None
    from tuneready.cli.before import earlier

    return earlier(paths, options, settings)


def _accepted(
    outcome: Outcome, before: Outcome | None, paths: tuple[str, ...], options: Options, settings: Settled
) -> tuple[Outcome, list[str]]:
    """The outcome with what a baseline accepts and what was there before, and what is to be said of it."""
    from tuneready.cli.accepted import baseline_path, laid_beside

    notes: list[str] = []
    path = baseline_path(options, settings)
    if path:
        outcome, told = laid_beside(outcome, path, whole=not paths)
        notes += told
    if before:
        from tuneready.cli.before import without_the_old

        outcome = without_the_old(outcome, before, options.since or "", notes)
    return outcome, notes


def _write(report: Report, options: Options) -> None:
    """Print one report on standard output and write the others to their files."""
    from tuneready.cli.output import console_style, file_style, print_text, write_file
    from tuneready.reporters import render

    for name, path in options.reports:
        if path:
            write_file(Path(path), render(name, report, file_style(), options.max_findings))
    if options.output_file:
        texts = [render(name, report, file_style(), options.max_findings) for name in options.printed]
        write_file(Path(options.output_file), "".join(texts))
        return
    for name in options.printed:
        if not (options.quiet and report.verdict == "ready"):
            print_text(render(name, report, console_style(), options.max_findings))
