"""`tuneready convert`: a file into another format, where nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import click

FORMATS = (
    "openai-chat",
    "trl-chat",
    "trl-prompt-completion",
    "prompt-completion",
    "alpaca",
    "sharegpt",
    "gemini",
    "bedrock-converse",
    "bedrock-claude",
    "together",
    "fireworks",
    "mistral",
    "openai-preference",
    "trl-preference",
    "messages-preference",
    "alpaca-preference",
    "sharegpt-preference",
)
"""What `tuneready.convert` can write; spelt out here, so that help need not load it."""


@click.command()
@click.argument("path", metavar="PATH")
@click.option("--to", metavar="FORMAT", required=True, help=f"The format to write: {', '.join(FORMATS)}.")
@click.option("-o", "--output", metavar="FILE", help="Where to write, instead of standard output.")
@click.option("--format", "form", metavar="NAME", help="Format of the records, where it is not found out.")
@click.option("--join", is_flag=True, help="Make one text of several (an Alpaca input), a newline between.")
def convert(path: str, to: str, output: str | None, form: str | None, *, join: bool) -> int:
    """Write the records of a file in another format.

    Nothing is written where something would be lost: each line and what it would lose is named, and the
    exit code is 1. Ids of tool calls are made where the other format needs them; keys of your own stay.
    """
    from tempfile import TemporaryDirectory

    from tuneready.convert.files import MOST
    from tuneready.convert.files import convert as convert_file
    from tuneready.convert.records import WRITERS
    from tuneready.formats.detect import BY_NAME
    from tuneready.reading.sources import ReadingError
    from tuneready.words import choices, plural, printable_path

    for given, known, word in ((to, WRITERS, "--to"), (form, BY_NAME, "--format")):
        if given is not None and given not in known:
            raise click.ClickException(f"{word}: no such format: {choices(given, known)}")
    source, name = Path(path), printable_path(path)
    if output and _is_same(source, Path(output)):
        raise click.ClickException(f"{name}: is read while it is written: name another file with -o")
    with TemporaryDirectory(prefix=".tuneready-", dir=Path(output).parent if output else None) as folder:
        made = Path(folder) / "converted"
        try:
            with made.open("xb") as out:
                chosen = BY_NAME[form] if form else None
                outcome = convert_file(source, name, WRITERS[to], out, form=chosen, join=join)
        except ReadingError as error:
            raise click.ClickException(f"{error.name}: {error.message}") from None
        if not outcome.refused:
            _deliver(made, output)
    for refusal in outcome.refusals:
        click.echo(f"{name}:{refusal.line}: {refusal.message}", err=True)
    if outcome.refused > MOST:
        click.echo(f"and {outcome.refused - MOST:,} more", err=True)
    if outcome.refused:
        click.echo(
            f"nothing is written: {plural(outcome.refused, 'line')} cannot be converted to {to}", err=True
        )
        return 1
    return 0


def _is_same(source: Path, target: Path) -> bool:
    return target.exists() and source.exists() and source.samefile(target)


def _deliver(made: Path, output: str | None) -> None:
    """Put what was made where it belongs, whole."""
    if output is None:
        import shutil

        with made.open("rb") as whole:
            shutil.copyfileobj(whole, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        made.replace(output)
