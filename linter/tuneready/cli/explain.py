"""`tuneready explain`: the page of a check or of a target, or of all checks."""

from __future__ import annotations

import click

from tuneready.cli.installed import installed_checks

FORMATS = ("markdown", "json")


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--all", "every", is_flag=True, help="Explain every check that is installed.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="How to say it; a target's page is Markdown.",
)
def explain(name: str | None, every: bool, form: str) -> int:
    """Say what a check looks for and how to fix what it finds; or what a target asks for."""
    from tuneready.cli.output import print_text
    from tuneready.docs import described, page, target_page
    from tuneready.targets.catalogue import TARGETS
    from tuneready.words import choices, printable

    if name in TARGETS and not every:
        print_text(target_page(TARGETS[name]))
        return 0
    known = installed_checks()
    by_name = {each: found for found in known.values() for each in (found.name, *found.aliases)}
    if every == bool(name):
        raise click.UsageError("name one check or target, or say --all")
    if name and name not in by_name:
        near = choices(name, [*known, *TARGETS])
        raise click.ClickException(f"no check or target is called '{printable(name)}': {near}")
    wanted = list(known.values()) if name is None else [by_name[name]]
    if form == "markdown":
        print_text("\n".join(page(found) for found in wanted))
        return 0
    import orjson

    pages = [described(found) for found in wanted]
    print_text(orjson.dumps(pages if every else pages[0], option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0
