"""`tuneready new`: a check that works, and its test, to be changed into one's own."""

from __future__ import annotations

import re
from pathlib import Path

import click

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_PACKAGE = re.compile(r"[a-z_][a-z0-9_]*")


@click.command()
@click.argument("name", metavar="CHECK")
@click.option(
    "--pack",
    metavar="PACKAGE",
    default="my_checks",
    show_default=True,
    help="The package of checks to write it to, a folder here; made where it is not there.",
)
def new(name: str, pack: str) -> int:
    """Write a new check and its test to a pack of checks; it works as it is, and is to be changed.

    CHECK is the defect in two words or more, such as broken-link.
    """
    from tuneready.cli.init import filled
    from tuneready.cli.output import print_text
    from tuneready.words import printable

    if not _NAME.fullmatch(name):
        raise click.ClickException(
            f"'{printable(name)}' is no name of a check: expected two words or more, such as broken-link"
        )
    if not _PACKAGE.fullmatch(pack):
        raise click.ClickException(f"'{printable(pack)}' is no name of a package: expected such as my_checks")
    module = name.replace("-", "_")
    words = {
        "name": name,
        "module": module,
        "package": pack,
        "distribution": pack.replace("_", "-").strip("-"),
        "class_": "".join(word.capitalize() for word in name.split("-")),
    }
    pages = {
        Path(pack, f"{module}.py"): filled("check", words),
        Path("tests", f"test_{module}.py"): filled("test", words),
    }
    there = [path for path in pages if path.exists()]
    if there:
        raise click.ClickException(f"{there[0].as_posix()}: is there already: choose another name")
    extras = {
        Path(pack, "__init__.py"): '"""Checks of our own."""\n',
        Path("pyproject.toml"): filled("pack", words),
    }
    pages |= {path: text for path, text in extras.items() if not path.exists()}
    for path, text in pages.items():
        _write(path, text)
        print_text(f"{path.as_posix()}: written\n")
    print_text("next: pip install --editable . && pytest\n")
    return 0


def _write(path: Path, text: str) -> None:
    from tuneready.cli.init import make_folder
    from tuneready.cli.output import write_file

    make_folder(path.parent)
    write_file(path, text, "the file")
