"""`tuneready list`: the checks, formats and packs that are there."""

from __future__ import annotations

from collections.abc import Iterator

import click

KINDS = ("checks", "formats", "packs")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="checks")
def list_(kind: str) -> int:
    """List the checks (or the formats, or the packs) that are installed."""
    from tuneready.cli.output import print_text
    from tuneready.registry import PackError

    try:
        rows = list({"checks": _checks, "formats": _formats, "packs": _packs}[kind]())
    except PackError as error:
        raise click.ClickException(str(error)) from None
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for *cells, last in rows:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        print_text("  ".join([*padded, last]) + "\n")
    return 0


def _checks() -> Iterator[tuple[str, ...]]:
    from tuneready.docs import summary
    from tuneready.registry import classes, packs

    for name, found in classes(packs()).items():
        yield name, str(found.severity), summary(found)


def _formats() -> Iterator[tuple[str, ...]]:
    from tuneready.formats.detect import BY_NAME

    for name, form in sorted(BY_NAME.items()):
        yield name, form.title


def _packs() -> Iterator[tuple[str, ...]]:
    from tuneready.registry import packs

    for pack in packs():
        yield pack.name, pack.distribution, f"{len(pack.checks)} checks"
