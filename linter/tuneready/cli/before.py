"""`--since REF` and `--previous PATH`: the dataset beside an earlier version of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from tuneready.cli.options import Options

if TYPE_CHECKING:
    from tuneready.cli.settings import Settled
    from tuneready.run import Outcome
    from tuneready.versions import Version


_REMEDY = "git lfs fetch --all brings what was; DVC keeps it elsewhere: leave --since out"


def earlier(
    paths: Sequence[str], options: Options, settings: Settled
) -> tuple[Version, Outcome | None] | None:
    """The version to compare with, and what was found in it where that is not to be held against it now."""
    from tuneready.words import printable, printable_path

    if options.since and options.previous:
        raise click.UsageError("--since and --previous both name an earlier version: leave one out")
    if options.since:
        before = found_at(options.since, paths, options, settings)
        return before.version(printable(options.since)), before
    if options.previous:
        return found_in(options.previous, options, settings).version(printable_path(options.previous)), None
    return None


def without_the_old(outcome: Outcome, before: Outcome, ref: str, notes: list[str]) -> Outcome:
    """The outcome, with what was found at REF too marked as not new."""
    from tuneready.accepting import BEFORE, accept_before
    from tuneready.words import plural, printable

    marked = accept_before(outcome, before)
    old = sum(1 for each in marked.findings if each.accepted == BEFORE)
    verb = "was" if old == 1 else "were"
    notes.append(f"{plural(old, 'finding')} {verb} there before ({printable(ref)})")
    return marked


def found_in(path: str, options: Options, settings: Settled) -> Outcome:
    """What the same checks find in the version of the dataset that lies at this path."""
    from tuneready.cli.running import examine
    from tuneready.engines.failure import WorkerError
    from tuneready.reading.discover import discover
    from tuneready.reading.sources import ReadingError
    from tuneready.words import printable_path

    try:
        dataset = discover([path], {}, exclude=settings.config.exclude, base=settings.base)
        if not dataset.files:
            raise click.UsageError(f"--previous {printable_path(path)}: no dataset is there")
        return examine(settings.applied(dataset), options, settings, keep_all=True)
    except ReadingError as error:
        raise click.ClickException(f"--previous: {settings.masked(error.name)}: {error.message}") from None
    except WorkerError as error:
        raise click.ClickException(f"--previous {printable_path(path)}: {error}") from None


def found_at(ref: str, paths: Sequence[str], options: Options, settings: Settled) -> Outcome:
    """What the same run finds in the files as they were when this line of work left REF."""
    from tuneready.cli.history import HistoryError, check_out
    from tuneready.engines.failure import WorkerError
    from tuneready.reading.sources import ReadingError
    from tuneready.words import printable

    if "-" in paths:
        raise click.UsageError("--since compares files of a git repository: standard input has no past")
    with TemporaryDirectory(prefix="tuneready-") as folder:
        try:
            root = check_out(ref, Path.cwd(), Path(os.path.realpath(folder)))
            return _examined(root, paths, options, settings)
        except (HistoryError, WorkerError) as error:
            raise click.ClickException(f"--since {printable(ref)}: {error}") from None
        except ReadingError as error:
            raise click.ClickException(
                f"--since {printable(ref)}: {settings.masked(error.name)}, as it was: {error.message}"
            ) from None


def _examined(root: Path, paths: Sequence[str], options: Options, settings: Settled) -> Outcome:
    from tuneready.cli.history import HistoryError
    from tuneready.cli.running import benchmarks, examine, named_splits
    from tuneready.reading.dataset import Dataset
    from tuneready.reading.discover import discover

    splits = named_splits(paths, options, settings)
    had = _there(paths, root) if paths or splits else ["."]
    named = {name: _there(texts, root) for name, texts in splits.items()}
    named = {name: texts for name, texts in named.items() if texts}
    looks = had or named
    named |= {  # as they are now: what is held against the dataset is the same then and now
        name: list(map(os.path.abspath, texts)) for name, texts in benchmarks(options, settings).items()
    }
    dataset = (
        discover(had, named, exclude=settings.config.exclude, base=settings.base, root=root)
        if looks
        else Dataset()
    )
    if dataset.unread:
        first = dataset.unread[0]
        raise HistoryError(
            f"{settings.masked(first.name)} cannot be compared: as it was, it {first.message} ({_REMEDY})"
        )
    return examine(settings.applied(dataset), options, settings, keep_all=True)


def _there(paths: Sequence[str], root: Path) -> list[str]:
    """Those of these paths that existed; what is absolute would lead out of the past."""
    relative = [os.path.relpath(path) if os.path.isabs(path) else path for path in paths]  # noqa: PTH117 — text
    return [path for path in relative if _is_there(path, root)]


def _is_there(path: str, root: Path) -> bool:
    from glob import glob

    return os.path.lexists(root / path) or bool(glob(path, root_dir=root, recursive=True))  # noqa: PTH207 — as typed
