"""The baseline file as commands meet it: where it lies, and what it accepts of a run."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tuneready.cli.options import Options

if TYPE_CHECKING:
    from datetime import date

    from tuneready.baseline import Baseline, Standing
    from tuneready.cli.settings import Settled
    from tuneready.run import Outcome

DEFAULT_NAME = "tuneready-baseline.txt"


def baseline_path(options: Options, settings: Settled) -> str:
    """The baseline to use; empty for none. One that is named has to be there, the usual one need not."""
    if options.no_baseline:
        return ""
    named = named_path(options, settings)
    usual = settings.path(DEFAULT_NAME)
    return named or (usual if os.path.lexists(usual) else "")


def named_path(options: Options, settings: Settled) -> str:
    """The baseline that an option or the configuration names, if any does."""
    if options.baseline:
        return options.baseline
    return settings.path(settings.config.baseline) if settings.config.baseline else ""


def read_baseline(path: str) -> Baseline:
    """The baseline in this file; what is wrong with it ends the command with exit 2."""
    from tuneready.baseline import BaselineError, parse
    from tuneready.words import printable_path

    try:
        return parse(Path(path).read_bytes().decode("utf-8"))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
    except UnicodeDecodeError as error:
        reason = f"byte {error.start + 1} is not UTF-8"
    except BaselineError as error:
        reason = str(error)
    raise click.ClickException(f"{printable_path(path)}: {reason}")


def compared(outcome: Outcome, baseline: Baseline) -> tuple[Outcome, Standing]:
    """The outcome with what the baseline accepts, as of today."""
    from tuneready.baseline import accept
    from tuneready.cli.installed import installed_checks

    names = {
        each: found.name for found in installed_checks().values() for each in (found.name, *found.aliases)
    }
    return accept(outcome, baseline, today(), names)


def laid_beside(outcome: Outcome, path: str, *, whole: bool) -> tuple[Outcome, list[str]]:
    """The outcome with what the baseline in this file accepts, and what is to be said of it.

    `whole`: whether all of the dataset was looked at.
    """
    from tuneready.baseline import notes
    from tuneready.words import printable_path

    marked, standing = compared(outcome, read_baseline(path))
    return marked, notes(marked, standing, printable_path(path), whole=whole)


def today() -> date:
    """The day, in UTC, so that it is the same day everywhere."""
    return datetime.now(UTC).date()
