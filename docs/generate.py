"""Pages that are made from the code: checks, formats, configuration, reports, the command line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tuneready.config import Config
from tuneready.docs import page, summary
from tuneready.formats.detect import BY_NAME
from tuneready.registry import classes, packs
from tuneready.reporters import REPORTERS
from tuneready.targets.catalogue import TARGETS


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file holds."""
    pages = dict(_pages())
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    checks = [name for name in pages if name.startswith("checks/")]
    config.nav = [
        {"Checks": checks} if entry == {"Checks": checks[0]} else entry for entry in config.nav or ()
    ]
    return files


def on_page_markdown(markdown: str, page: Page, **_more: Any) -> str:  # noqa: ANN401 — mkdocs passes what it likes
    """Put the table of reports where a page asks for it."""
    rows = ((f"`{name}`", output.about, f"{output.listed:,}") for name, output in REPORTERS.items())
    table = _table(("name", "what it is", "findings a check"), rows)
    return markdown.replace("{{ reports }}", table) if page.file.src_uri == "reports.md" else markdown


def _pages() -> Iterator[tuple[str, str]]:
    known = classes(packs())
    rows = ((f"[`{name}`]({name}.md)", found.severity, summary(found)) for name, found in known.items())
    yield "checks/index.md", f"# Checks\n\n{_table(('check', 'severity', 'finds'), rows)}\n"
    for name, found in known.items():
        yield f"checks/{name}.md", page(found)
    yield "formats.md", _formats()
    yield "configuration.md", _configuration()
    yield "command.md", _command()


def _formats() -> str:
    forms = ((f"`{name}`", form.title) for name, form in sorted(BY_NAME.items()))
    targets = (
        (f"`{name}`", ", ".join(f"`{form}`" for form in target.formats)) for name, target in TARGETS.items()
    )
    return (
        "# Formats and targets\n\nThe format of a file is found out; `--format` names it. `--target` "
        "holds the dataset against what a provider or trainer asks for.\n\n## Formats\n\n"
        f"{_table(('format', 'what it is'), forms)}\n\n"
        f"## Targets\n\n{_table(('target', 'formats'), targets)}\n"
    )


def _configuration() -> str:
    rows = (
        (f"`{key}`", f"`{field.get_default(call_default_factory=True)!r}`", field.description or "")
        for key, field in Config.model_fields.items()
    )
    return (
        "# Configuration\n\nIn `tuneready.toml`, or in `[tool.tuneready]` of the nearest `pyproject.toml`. "
        "Unknown keys and wrong values are refused, with the key and what is valid.\n\n"
        f"{_table(('key', 'default', 'what it is'), rows)}\n\n"
        "The options of a check stand on [its page](checks/index.md).\n"
    )


def _command() -> str:
    parts = ["# Command line"]
    for words in ((), *((name,) for name in _commands())):
        text = _help(*words)
        parts.append(f"## tuneready {' '.join(words)}".rstrip() + f"\n\n```text\n{text}```")
    return "\n\n".join(parts) + "\n"


def _commands() -> list[str]:
    from tuneready.cli.app import COMMANDS

    return sorted(COMMANDS)


def _help(*words: str) -> str:
    tool = Path(sys.executable).with_name("tuneready")
    done = subprocess.run([tool, *words, "--help"], capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(head)]
    lines += [["---"] * len(lines[0])]
    lines += [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
