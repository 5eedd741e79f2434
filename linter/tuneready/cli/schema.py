"""`tuneready schema`: the JSON Schemas of the configuration and of the JSON report."""

from __future__ import annotations

import click

KINDS = ("config", "report")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="config")
def schema(kind: str) -> int:
    """Print the JSON Schema of the configuration, with the options of all checks, or of the report."""
    from importlib.resources import files

    from tuneready.cli.installed import installed_checks
    from tuneready.cli.output import print_text

    if kind == "report":
        print_text((files("tuneready") / "report.schema.json").read_text(encoding="utf-8"))
        return 0
    import orjson

    from tuneready.config_schema import config_schema

    print_text(orjson.dumps(config_schema(installed_checks()), option=orjson.OPT_INDENT_2).decode() + "\n")
    return 0
