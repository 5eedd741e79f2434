"""`tuneready init`: a configuration, a hook and a workflow for the dataset that is found here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from tuneready.reading.dataset import Dataset

_MOST_FILES = 20
"""Files of a split above which the configuration does not name them one by one."""
_CONFIG, _HOOK, _WORKFLOW = "tuneready.toml", ".pre-commit-config.yaml", ".github/workflows/tuneready.yml"


class Page(NamedTuple):
    """A file to write, and what to say where there is one already."""

    name: str
    text: str
    otherwise: str


@click.command()
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
def init(dry_run: bool) -> int:
    """Write a configuration, a pre-commit hook and a GitHub workflow for the dataset that is found here.

    Files that are there already are left as they are, and what to add to them is said.
    """
    from tuneready.cli.output import print_text, write_file

    for page in _pages():
        path = Path(page.name)
        if os.path.lexists(path):
            print_text(f"{page.name}: is there already: {page.otherwise}\n")
        elif dry_run:
            print_text(f"--- {page.name}\n{page.text}\n")
        else:
            make_folder(path.parent)
            write_file(path, page.text, "the file")
            print_text(f"{page.name}: written\n")
    print_text("next: tuneready check\n")
    return 0


def make_folder(folder: Path) -> None:
    """Make a folder where there is none; what stands in the way ends the command with exit 2."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "cannot be made").lower()
        raise click.ClickException(f"{folder.as_posix()}: {reason}") from None


def _pages() -> Iterator[Page]:
    from tuneready import __version__
    from tuneready.reading.discover import discover
    from tuneready.reading.sources import ReadingError

    try:
        dataset = discover([])
    except ReadingError as error:
        raise click.ClickException(f"{error.name}: {error.message}") from None
    if not dataset.files and not dataset.unread:
        raise click.ClickException("no dataset is found here: go to its folder, or put the files there first")
    words = {"version": __version__, "lfs": str(_has_lfs()).lower(), "branch": _branch()}
    hook = filled("hook", words)
    yield Page(_CONFIG, _config(dataset), "nothing is changed")
    yield Page(_HOOK, hook, _hook_advice(hook))
    if not any(map(os.path.exists, (".gitlab-ci.yml", "azure-pipelines.yml"))):
        yield Page(_WORKFLOW, filled("workflow", words), "nothing is changed")


def filled(template: str, words: Mapping[str, str]) -> str:
    """A template of this package, with its words filled in."""
    from importlib.resources import files

    text = (files("tuneready") / "templates" / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(words)


def _hook_advice(hook: str) -> str:
    """What to add to a hook configuration that is there."""
    try:
        there = "tuneready" in Path(_HOOK).read_text(encoding="utf-8", errors="replace")
    except OSError:
        there = False
    if there:
        return "it names tuneready, nothing is changed"
    return "add\n" + "".join(f"  {line}\n" for line in hook.splitlines()[1:]).rstrip()


def _config(dataset: Dataset) -> str:
    """A configuration that says what was found, so that it stays so."""
    import tomli_w

    table: dict[str, Any] = {"minimum": 50, "strict": False}
    form = _format(dataset)
    if form:
        table = {"format": form, **table}
    splits = _splits(dataset)
    if splits:
        table["splits"] = {split: names[0] if len(names) == 1 else names for split, names in splits.items()}
    head = "# What tuneready asks of this dataset; tuneready check --show-settings shows all keys.\n"
    return head + tomli_w.dumps(table)


def _splits(dataset: Dataset) -> dict[str, list[str]]:
    """The files of each split; nothing where they are many, not all here, or have names that are no text."""
    splits = {
        split: [Path(os.path.relpath(file.path)).as_posix() for file in dataset.in_split(split)]
        for split in dataset.splits
    }
    names = [name for listed in splits.values() for name in listed]
    many = any(len(listed) > _MOST_FILES for listed in splits.values())
    if many or dataset.unread or any("\ud800" <= sign <= "\udfff" for sign in "".join(names)):
        return {}
    return splits


def _format(dataset: Dataset) -> str:
    """The format that all files have, by their first records; empty where they differ."""
    from tuneready.framing import file_format

    forms = {file_format(file) for file in dataset.files}
    only = forms.pop() if len(forms) == 1 else None
    return only.name if only else ""


def _has_lfs() -> bool:
    try:
        return "filter=lfs" in Path(".gitattributes").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _branch() -> str:
    """The branch that is checked out, where its name is plain; else main."""
    import re

    try:
        head = Path(".git/HEAD").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "main"
    name = head.removeprefix("ref: refs/heads/")
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9._/-]*", name) else "main"
