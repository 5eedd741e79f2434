"""The command `tuneready`, its subcommands, and what happens to an error that nobody expected."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from tuneready import __version__
from tuneready.cli.check import check
from tuneready.cli.convert import convert
from tuneready.cli.explain import explain
from tuneready.cli.listing import list_

CANNOT_JUDGE, INTERRUPTED = 2, 130


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 ready, 1 not ready, 2 could not judge, 3 nothing assessed, 130 interrupted.",
)
@click.version_option(__version__, "--version", prog_name="tuneready", message="%(prog)s %(version)s")
def app() -> None:
    """Is this dataset ready to fine-tune on?"""


app.add_command(check)
app.add_command(convert)
app.add_command(explain)
app.add_command(list_, "list")


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit; no traceback reaches a user who did nothing wrong."""
    _collect_seldom()
    try:
        code = app.main(argv, prog_name="tuneready", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = _say("interrupted", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        code = CANNOT_JUDGE
    except BrokenPipeError:
        code = _hang_up()
    except OSError as error:
        code = _say(f"cannot write: {(error.strerror or type(error).__name__).lower()}", CANNOT_JUDGE)
        _hang_up()
    except Exception as error:  # noqa: BLE001 — the last line of defence
        code = _unexpected(error, verbose="-v" in (argv or sys.argv) or "--verbose" in (argv or sys.argv))
    sys.exit(code or 0)


def _collect_seldom() -> None:
    """Records make no cycles: looking for some after every 700 objects costs a fifth of a run."""
    gc.set_threshold(100_000, 50, 50)


def _say(text: str, code: int) -> int:
    click.echo(f"tuneready: {text}", err=True)
    return code


def _hang_up() -> int:
    """Whoever read standard output has gone: let nothing more be written to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CANNOT_JUDGE


def _unexpected(error: Exception, *, verbose: bool) -> int:
    """Say where it broke, without the error's own text: it may quote the data."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    if verbose:
        for frame in frames:
            click.echo(f"  {frame.filename}:{frame.lineno} in {frame.name}", err=True)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    fact = f"{type(error).__name__} in {where}: this is a fault of tuneready, please report it"
    return _say(fact if verbose else f"{fact} (-v shows where it came from)", CANNOT_JUDGE)
