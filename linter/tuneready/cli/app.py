"""The command `tuneready`, its subcommands, and what happens to an error that nobody expected."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from tuneready import __version__
from tuneready.words import inert

CANNOT_JUDGE, INTERRUPTED = 2, 130


COMMANDS = {
    "check": "check",
    "files": "files",
    "baseline": "baseline",
    "convert": "convert",
    "explain": "explain",
    "list": "listing:list_",
    "init": "init",
    "new": "new",
    "schema": "schema",
    "completion": "completion",
    "man": "man",
}
"""Each command, with the module that it lies in (and its name there, where that is another)."""


class _Late(click.Group):
    """Commands are imported when they are called: a hook pays for one of them, not for ten."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"tuneready.cli.{module}"), name or module)
        return command


@click.group(
    cls=_Late,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 ready, 1 not ready, 2 could not judge, 3 nothing assessed, 130 interrupted.",
)
@click.version_option(__version__, "--version", prog_name="tuneready", message="%(prog)s %(version)s")
def app() -> None:
    """Is this dataset ready to fine-tune on?"""


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit; no traceback reaches a user who did nothing wrong."""
    _collect_seldom()
    try:
        code = app.main(argv, prog_name="tuneready", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = _say("interrupted", INTERRUPTED)
    except click.ClickException as error:
        _show(error)
        code = CANNOT_JUDGE
    except BrokenPipeError:
        code = _hang_up()
    except OSError as error:
        code = _say(f"cannot write: {(error.strerror or type(error).__name__).lower()}", CANNOT_JUDGE)
        _hang_up()
    except Exception as error:  # noqa: BLE001 — the last line of defence
        code = _unexpected(error, verbose="-v" in (argv or sys.argv) or "--verbose" in (argv or sys.argv))
    sys.exit(code or 0)


def _show(error: click.ClickException) -> None:
    """Say what is wrong; nothing in it is a command to a CI service."""
    if isinstance(error, click.UsageError):
        error.show()
        _name_variable(error)
    else:
        click.echo(f"Error: {inert(error.format_message())}", err=True)


def _name_variable(error: click.UsageError) -> None:
    """Of a value that stands in the environment, say so: nobody looks for it there."""
    option = error.param if isinstance(error, click.BadParameter) else None
    if error.ctx and isinstance(option, click.Option) and option.name and option.envvar:
        source = error.ctx.get_parameter_source(option.name)
        if source is click.core.ParameterSource.ENVIRONMENT:
            click.echo(f"The value stands in the environment variable {option.envvar}.", err=True)


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
