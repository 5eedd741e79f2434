"""What a check is, in words: its page, made from the class itself."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, NamedTuple

from tuneready.check import Check

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
