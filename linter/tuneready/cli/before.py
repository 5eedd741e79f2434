"""`--since REF`: what was found in the dataset as it was is not held against it now."""

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


_REMEDY = "git lfs fetch --all brings what was; DVC keeps it elsewhere: leave --since out"


def without_the_old(
    outcome: Outcome, paths: Sequence[str], options: Options, settings: Settled, notes: list[str]
) -> Outcome:
    """The outcome, with what was found at REF too marked as not new."""
    from tuneready.accepting import BEFORE, accept_before
    from tuneready.words import plural, printable

    ref = options.since or ""
    marked = accept_before(outcome, found_at(ref, paths, options, settings))
    old = sum(1 for each in marked.findings if each.accepted == BEFORE)
    verb = "was" if old == 1 else "were"
    notes.append(f"{plural(old, 'finding')} {verb} there before ({printable(ref)})")
    return marked


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
