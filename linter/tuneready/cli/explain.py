"""`tuneready explain`: the page of a check, or of all checks."""

from __future__ import annotations

import click

from tuneready.cli.installed import installed_checks

FORMATS = ("markdown", "json")


@click.command()
@click.argument("name", metavar="[CHECK]", required=False)
@click.option("--all", "every", is_flag=True, help="Explain every check that is installed.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="How to say it.",
)
def explain(name: str | None, every: bool, form: str) -> int:
    """Say what a check looks for, why it matters, and how to fix what it finds."""
    from tuneready.cli.output import print_text
    from tuneready.docs import described, page
    from tuneready.words import choices, printable

    known = installed_checks()
    by_name = {each: found for found in known.values() for each in (found.name, *found.aliases)}
    if every == bool(name):
        raise click.UsageError("name one CHECK, or say --all")
    if name and name not in by_name:
        raise click.ClickException(f"no check is called '{printable(name)}': {choices(name, known)}")
    wanted = list(known.values()) if name is None else [by_name[name]]
    if form == "markdown":
        print_text("\n".join(page(found) for found in wanted))
        return 0
    import orjson

    pages = [described(found) for found in wanted]
    print_text(orjson.dumps(pages if every else pages[0], option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0
