"""`tuneready explain`: the page of a check."""

from __future__ import annotations

import click

from tuneready.cli.installed import installed_checks


@click.command()
@click.argument("name", metavar="CHECK")
def explain(name: str) -> int:
    """Say what a check looks for, why it matters, and how to fix what it finds."""
    from tuneready.cli.output import print_text
    from tuneready.docs import page
    from tuneready.words import choices

    known = installed_checks()
    by_name = {each: found for found in known.values() for each in (found.name, *found.aliases)}
    if name not in by_name:
        raise click.ClickException(f"no check is called '{name}': {choices(name, known)}")
    print_text(page(by_name[name]))
    return 0
