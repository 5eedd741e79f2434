"""The installed packs, as every command asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tuneready.check import Check
    from tuneready.registry import Pack


def installed_packs() -> tuple[Pack, ...]:
    """All packs; a broken one ends the command with exit 2."""
    from tuneready.registry import PackError, packs

    try:
        return packs()
    except PackError as error:
        raise click.ClickException(str(error)) from None


def installed_checks() -> dict[str, type[Check]]:
    """The checks of all packs, by name."""
    from tuneready.registry import classes

    return classes(installed_packs())
