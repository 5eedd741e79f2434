"""`tuneready list`: the checks, formats, targets and packs that are there."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tuneready.cli.installed import installed_checks, installed_packs

KINDS = ("checks", "formats", "targets", "packs")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="checks")
def list_(kind: str) -> int:
    """List the checks (or the formats, the targets, the packs) that are installed."""
    from tuneready.cli.output import print_text

    rows = list({"checks": _checks, "formats": _formats, "targets": _targets, "packs": _packs}[kind]())
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for *cells, last in rows:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        print_text("  ".join([*padded, last]) + "\n")
    return 0


def _checks() -> Iterator[tuple[str, ...]]:
    from tuneready.docs import summary

    for name, found in installed_checks().items():
        yield name, str(found.severity), summary(found)


def _formats() -> Iterator[tuple[str, ...]]:
    from tuneready.formats.detect import BY_NAME

    for name, form in sorted(BY_NAME.items()):
        yield name, form.title


def _targets() -> Iterator[tuple[str, ...]]:
    from tuneready.targets.catalogue import TARGETS

    for name, target in sorted(TARGETS.items()):
        yield name, target.title, ", ".join(target.formats)


def _packs() -> Iterator[tuple[str, ...]]:
    for pack in installed_packs():
        yield pack.name, pack.distribution, f"{len(pack.checks)} checks"
