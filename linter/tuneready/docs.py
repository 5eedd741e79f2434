"""What checks and targets are, in words: their pages, made from themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from typing import Any, NamedTuple

from tuneready.check import Check
from tuneready.targets.base import Demand, Effect, LimitName, Target

_WHY, _FIX = "## Why it matters", "## How to fix it"


class Page(NamedTuple):
    """The parts of a check's page, each in Markdown."""

    summary: str
    notes: str
    why: str
    fix: str


def sections(check: type[Check]) -> Page:
    """The check's docstring, taken apart."""
    _, _, rest = cleandoc(check.__doc__ or "").partition("\n")
    before, _, fix = rest.partition(_FIX)
    notes, _, why = before.partition(_WHY)
    return Page(summary(check), notes.strip(), why.strip(), fix.strip())


def address(check: type[Check]) -> str:
    """Where the check's page can be read, as its pack says it in `PAGES`; "" where it says nothing."""
    package = sys.modules.get(check.__module__.rpartition(".")[0])
    pages = getattr(package, "PAGES", "")
    return pages.replace("{name}", check.name).replace("{module}", check.__module__.rpartition(".")[2])


def summary(check: type[Check]) -> str:
    """The first line of the check's page, without its full stop."""
    return cleandoc(check.__doc__ or "").partition("\n")[0].rstrip(".")


def page(check: type[Check]) -> str:
    """The check's page in Markdown: what it is, why it matters, how to fix it, its options."""
    first, _, rest = cleandoc(check.__doc__ or "").partition("\n")
    head = f"# {check.name}\n\n{first}\n\nSeverity: {check.severity}."
    return "\n\n".join(part for part in (head, rest.strip(), _options(check)) if part) + "\n"


def described(check: type[Check]) -> dict[str, Any]:
    """The check's page for scripts: its parts by name."""
    _, _, rest = cleandoc(check.__doc__ or "").partition("\n")
    about, _, fix = rest.partition("## How to fix it")
    details, _, why = about.partition("## Why it matters")
    return {
        "name": check.name,
        "aliases": list(check.aliases),
        "severity": str(check.severity),
        "stage": check.stage,
        "summary": summary(check),
        "details": details.strip(),
        "why": why.strip(),
        "fix": fix.strip(),
        "options": check.model_json_schema(by_alias=True).get("properties", {}),
        "page": address(check),
        "markdown": page(check),
    }


def _options(check: type[Check]) -> str:
    name = check.name
    lines = [
        f"- `{key}` (default {field.default!r}): {field.description}"
        for key, field in check.model_fields.items()
    ]
    lines.append(f"- `severity` (default {str(check.severity)!r}): error, warning, info, or off")
    return "\n".join(
        ["## Options", "", f"In `[tool.tuneready.checks.{name}]` of pyproject.toml:", "", *lines]
    )


_EFFECTS: Mapping[Effect, str] = {
    "refuses": "refused",
    "drops": "dropped, silently",
    "truncates": "cut short",
    "wastes": "taken, and wasted",
    "advises": "advised against",
}
_LIMITS: Mapping[LimitName, str] = {
    "fewest-examples": "examples to train on, at least",
    "fewest-validation-examples": "examples to validate with, at least",
    "advised-examples": "examples to train on, as advised",
    "most-examples": "examples to train on, at most",
    "most-validation-examples": "examples to validate with, at most",
    "most-examples-together": "examples of both files together, at most",
    "most-tokens": "tokens an example, at most",
    "most-bytes": "bytes a file, at most",
    "most-validation-bytes": "bytes a validation file, at most",
}
_MARKS = {
    "refused": "A byte order mark at the start of a file is refused.",
    "expected": "A byte order mark at the start of a file is let pass.",
    "either": "",
}


def target_page(target: Target) -> str:
    """A target's page in Markdown: formats, demands, limits and sources, from its own data."""
    parts = [
        f"# {target.name}",
        f"{target.title}. `tuneready check --target {target.name}` holds a dataset against all that follows.",
        target.status,
        "## What it asks for",
        *_demands(target),
        *_sets(target),
        *_limits(target),
        *_files(target),
    ]
    if target.notes:
        parts += ["## Good to know", "\n".join(f"- {note}" for note in target.notes)]
    parts += ["## Sources", "\n".join(f"- {key}: {source}" for key, source in sorted(target.sources.items()))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _demands(target: Target) -> Iterator[str]:
    """A section for each set of formats of which the same is asked."""
    by_demands: dict[tuple[Demand, ...], list[str]] = {}
    for form, demands in target.formats.items():
        by_demands.setdefault(demands, []).append(form)
    for demands, forms in by_demands.items():
        yield f"### {', '.join(forms)}"
        if not demands:
            yield "Nothing beyond the format itself."
            continue
        rows = dict.fromkeys(
            f"| {demand.says} | {_EFFECTS[demand.effect]} | `{demand.check}` | {demand.source} |"
            for demand in demands
        )
        head = ["| what | otherwise | reported by | source |", "|---|---|---|---|"]
        yield "\n".join([*head, *(row.replace("<", "&lt;") for row in rows)])


def _sets(target: Target) -> Iterator[str]:
    rows = [
        f"| {form} | {demand.says} | {_EFFECTS[demand.effect]} | {demand.source} |"
        for form, demands in target.sets.items()
        for demand in demands
    ]
    if rows:
        yield "## What it asks of a file as a whole"
        yield "\n".join(["| format | what | otherwise | source |", "|---|---|---|---|", *rows])


def _limits(target: Target) -> Iterator[str]:
    if target.limits:
        rows = [
            f"| {limit.value:,} | {_LIMITS[name]} | {_EFFECTS[limit.effect]} | {limit.source} |"
            for name, limit in target.limits.items()
        ]
        yield "## Limits"
        yield "\n".join(["| number | of | otherwise | source |", "|---|---|---|---|", *rows])


def _files(target: Target) -> Iterator[str]:
    facts = [
        f"Names of files end with {' or '.join(target.suffixes)}." if target.suffixes else "",
        "Names of files are letters, digits, `-`, `_` and `.`." if target.file_letters else "",
        _MARKS[target.bom],
        "Blank lines are refused." if target.blank_lines == "refused" else "",
    ]
    told = [f"- {fact}" for fact in facts if fact]
    if told:
        yield "## Files"
        yield "\n".join(told)


def targets_page(targets: Iterable[Target]) -> str:
    """The list of all targets in Markdown, each with a link to its page."""
    rows = [
        f"| [{each.name}]({each.name}.md) | {each.title} | {', '.join(each.formats)} | {each.status} |"
        for each in targets
    ]
    head = ["| target | what it is | formats that it reads | |", "|---|---|---|---|"]
    about = (
        "What each provider or trainer takes, refuses, drops or silently wastes. These pages are written "
        "from the same data that `tuneready check --target NAME` uses; every line has its source and a date."
    )
    return "\n\n".join(["# Targets", about, "\n".join([*head, *rows])]) + "\n"
