"""`tuneready baseline`: accept what is found today, so that only what is new stands against the dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuneready.cli.options import Options, some_options

if TYPE_CHECKING:
    from tuneready.baseline import Baseline, Standing
    from tuneready.cli.settings import Settled
    from tuneready.run import Outcome

_path = click.argument("paths", nargs=-1, metavar="[PATH]...")
_options = some_options(
    "splits", "benchmarks", "group_by", "time", "format", "targets", "config", "jobs", "select",
    "extend_select", "ignore", "baseline", "verbose",
)  # fmt: skip
_until = click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The last day on which what is added is accepted.",
)
_reason = click.option("--reason", default="", help="Why it is accepted; it stands in the file.")


@click.group()
def baseline() -> None:
    """Accept what is found today, so that only what is new stands against the dataset.

    Findings that are accepted are no errors any more, but their examples are not usable either. The file
    belongs beside the data, in the repository. It holds no text of the data, nor a hash of personal data.
    """


@baseline.command()
@_path
@_options
@_until
@_reason
def create(paths: tuple[str, ...], options: Options, until: datetime | None, reason: str) -> int:
    """Accept all errors and warnings that there are."""
    import secrets

    from tuneready.baseline import Baseline
    from tuneready.words import printable_path

    settings = _settings(options)
    path = _target(options, settings)
    if Path(path).exists():
        raise click.ClickException(f"{printable_path(path)}: exists: say tuneready baseline update")
    return _write(
        paths, options, settings, Baseline(secrets.token_hex(16)), _adding(until, reason), "accepts"
    )


@baseline.command()
@_path
@_options
@_until
@_reason
def update(paths: tuple[str, ...], options: Options, until: datetime | None, reason: str) -> int:
    """Accept what is new too, and forget what is gone."""
    settings = _settings(options)
    known = _read(options, settings)
    return _write(paths, options, settings, known, _adding(until, reason), "now accepts")


@baseline.command()
@_path
@_options
def prune(paths: tuple[str, ...], options: Options) -> int:
    """Forget what is gone, and accept nothing new."""
    from tuneready.baseline import prune as pruned

    settings = _settings(options)
    return _write(paths, options, settings, _read(options, settings), pruned, "still accepts")


@baseline.command()
@_path
@_options
def show(paths: tuple[str, ...], options: Options) -> int:
    """Say what is accepted, where it stands, and what is out of date."""
    from tuneready.baseline import notes
    from tuneready.cli.accepted import compared
    from tuneready.cli.output import print_text
    from tuneready.words import inert, printable_path

    settings = _settings(options)
    known = _read(options, settings)
    marked, standing = compared(_assessed(paths, options, settings), known)
    told = notes(marked, standing, printable_path(_target(options, settings)))
    for line in [*_shown(known, marked, standing), *told]:
        print_text(inert(line) + "\n")
    return 0


def _shown(known: Baseline, marked: Outcome, standing: Standing) -> Iterator[str]:
    """Each entry, with the findings that it accepts and what is out of date below it."""
    from tuneready.baseline import places

    where = places(marked, known.salt)
    for entry in sorted(known.entries, key=lambda entry: entry.key):
        yield str(entry)
        for file, line, message in where.get(entry.key, ()):
            yield f"  {file}:{line}: {message}" if line else f"  {file}: {message}"
        if entry in standing.expired:
            yield "  expired: it counts again"
        elif entry in standing.gone:
            yield f"  there are {standing.found.get(entry.key, 0)}: run tuneready baseline prune"


Change = Callable[["Baseline", "Standing"], "Baseline"]


def _adding(until: datetime | None, reason: str) -> Change:
    from tuneready.baseline import update as updated
    from tuneready.words import printable

    last: date | None = until.date() if until else None
    return lambda known, standing: updated(known, standing, last, printable(" ".join(reason.split())))


def _settings(options: Options) -> Settled:
    from tuneready.cli.settings import settled

    return settled(options)


def _target(options: Options, settings: Settled) -> str:
    from tuneready.cli.accepted import DEFAULT_NAME, named_path

    return named_path(options, settings) or settings.path(DEFAULT_NAME)


def _read(options: Options, settings: Settled) -> Baseline:
    from tuneready.cli.accepted import read_baseline

    return read_baseline(_target(options, settings))


def _assessed(paths: Sequence[str], options: Options, settings: Settled) -> Outcome:
    """What is found; a dataset that cannot be assessed has no baseline."""
    from tuneready.cli.running import examined
    from tuneready.verdict import judge

    outcome = examined(paths, options, settings)
    judgement = judge(outcome.counts(), settings.demands(allow_empty=options.allow_empty))
    if judgement.verdict == "not-assessed":
        raise click.ClickException(f"the dataset cannot be assessed: {judgement.reasons[0]}")
    return outcome


def _write(
    paths: Sequence[str], options: Options, settings: Settled, known: Baseline, change: Change, verb: str
) -> int:
    """Change the baseline by what is found, and say what it accepts and what the verdict is with it."""
    from tuneready.cli.accepted import compared
    from tuneready.cli.output import print_text, write_file
    from tuneready.verdict import judge
    from tuneready.words import inert, plural, printable_path

    path = _target(options, settings)
    outcome = _assessed(paths, options, settings)
    changed = change(known, compared(outcome, known)[1])
    write_file(Path(path), str(changed), "the baseline")
    marked, _ = compared(outcome, changed)
    accepted = sum(1 for each in marked.findings if each.accepted)
    what = f"{plural(accepted, 'finding')} in {plural(len(changed.entries), 'entry', 'entries')}"
    judgement = judge(marked.counts(), settings.demands(allow_empty=options.allow_empty))
    said = f"{printable_path(path)} {verb} {what}"
    print_text(inert(said) + "\n")
    print_text(
        inert(f"with it: {judgement.verdict.replace('-', ' ')}: {'; '.join(judgement.reasons)}") + "\n"
    )
    return 0
