"""`--show-settings` and `--show-files`: what would be in force, and what would be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from tuneready.cli.options import Options

if TYPE_CHECKING:
    from tuneready.cli.settings import Settled

NOTHING_TO_READ = 3


def show_settings(settings: Settled) -> int:
    """Print the settings as TOML that could be a configuration."""
    import tomli_w

    from tuneready.cli.output import print_text

    sources = [layer.origin.rstrip(": ") for layer in settings.layers]
    print_text("".join(f"# from {source}\n" for source in sources))
    print_text(tomli_w.dumps(in_force(settings)))
    return 0


def in_force(settings: Settled) -> dict[str, Any]:
    """Every key of the configuration with its value, and every check that runs with all its options."""
    table = settings.config.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"checks"})
    checks = {
        ready.check.name: {
            "severity": ready.levels.base if ready.levels else str(ready.severity),
            **ready.check.model_dump(mode="json", exclude_none=True),
        }
        for ready in settings.checks
    }
    off = {name: given for name, given in settings.config.checks.items() if name not in checks}
    return {**table, "checks": {**off, **checks}}


def show_files(paths: Sequence[str], options: Options, settings: Settled) -> int:
    """Print split and name of each file, and what is not read and why; exit 3 where nothing would be read."""
    from tuneready.cli.output import print_text
    from tuneready.cli.running import opened

    with opened(paths, options, settings) as dataset:
        rows = [(file.split, file.name) for file in dataset.files]
        left = [(each.name, each.message) for each in dataset.unread]
        left += [(each.name, each.message) for each in dataset.notes]
    print_text("".join(_lines(rows)))
    for name, message in left:
        click.echo(f"{name}: {message}", err=True)
    return 0 if rows else NOTHING_TO_READ


def _lines(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    from tuneready.words import printable

    width = max((len(split) for split, _ in rows), default=0)
    for split, name in rows:
        yield f"{printable(split).ljust(width)}  {name}\n"
