"""`tuneready explain`: the page of a check, or of a target."""

from __future__ import annotations

import click

from tuneready.cli.installed import installed_checks


@click.command()
@click.argument("name", metavar="NAME")
def explain(name: str) -> int:
    """Say what a check looks for and how to fix what it finds; or what a target asks for."""
    from tuneready.cli.output import print_text
    from tuneready.docs import page, target_page
    from tuneready.targets.catalogue import TARGETS
    from tuneready.words import choices

    if name in TARGETS:
        print_text(target_page(TARGETS[name]))
        return 0
    known = installed_checks()
    by_name = {each: found for found in known.values() for each in (found.name, *found.aliases)}
    if name not in by_name:
        raise click.ClickException(
            f"no check or target is called '{name}': {choices(name, [*known, *TARGETS])}"
        )
    print_text(page(by_name[name]))
    return 0
