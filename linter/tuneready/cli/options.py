"""Options of `tuneready check`, parsed into one value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

LISTED = {"text": 100, "json": 10_000}
"""The reports, by name, and how many findings a check each lists where --max-findings does not say."""

REPORT_NAMES = tuple(LISTED)
ENCODINGS = ("o200k", "cl100k")
_POINTER = re.compile(r"(/([^~/]|~[01])*)+")


@dataclass(frozen=True)
class Options:
    """What the command line asks for.

    `splits`: paths by split. `benchmarks`: files, with names or without. `group_by`, `time`: JSON pointers.
    `reports`: (reporter, path) pairs, no path for standard output. `listed`:
    findings to list a check, 0 for all.
    """

    splits: Mapping[str, list[str]]
    benchmarks: tuple[str, ...]
    group_by: tuple[str, ...]
    time: str | None
    reports: tuple[tuple[str, str], ...]
    max_findings: int | None
    format: str | None
    targets: tuple[str, ...]
    schema: str | None
    tokens: str | None
    config: str | None
    jobs: int | None
    strict: bool
    quiet: bool
    verbose: bool

    @property
    def printed(self) -> tuple[str, ...]:
        """The reporters that print on standard output: text, unless one is named."""
        return tuple(name for name, path in self.reports if not path) or ("text",)

    @property
    def of_checks(self) -> dict[str, dict[str, Any]]:
        """Options of checks that have a word of their own on the command line."""
        options: dict[str, dict[str, Any]] = {}
        if self.group_by:
            options["group-leak"] = {"by": list(self.group_by)}
        if self.time:
            options["time-leak"] = {"at": self.time}
        if self.tokens:
            options["over-token-limit"] = {"count": True, "encoding": self.tokens}
        return options

    @property
    def listed(self) -> int:
        """Findings to list a check: what is asked for, else the most that any of the reports lists."""
        if self.max_findings is not None:
            return self.max_findings
        return max(LISTED[name] for name in (*self.printed, *(name for name, _ in self.reports)))


def _splits(_context: click.Context, _option: click.Parameter, values: Iterable[str]) -> dict[str, list[str]]:
    splits: dict[str, list[str]] = {}
    for value in values:
        name, sign, path = value.partition("=")
        if not (sign and name.strip() and path):
            raise click.BadParameter(f"{value!r} is not NAME=PATH, such as train=data/train.jsonl")
        splits.setdefault(name.strip(), []).append(path)
    return splits


def _pointers(_context: click.Context, _option: click.Parameter, value: Any) -> Any:  # noqa: ANN401 — one or many
    for pointer in (value,) if isinstance(value, str) else value or ():
        if not _POINTER.fullmatch(pointer):
            raise click.BadParameter(f"{pointer!r} is not a JSON pointer, such as /metadata/customer_id")
    return value


def _reports(
    _context: click.Context, _option: click.Parameter, values: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    reports = []
    for value in values:
        name, sign, path = value.partition("=")
        if name not in REPORT_NAMES or (sign and not path):
            raise click.BadParameter(
                f"{value!r} is not NAME or NAME=PATH; NAME is one of {', '.join(REPORT_NAMES)}"
            )
        reports.append((name, path))
    return tuple(reports)


def _targets(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


_OPTIONS = (
    click.option(
        "--split",
        "splits",
        multiple=True,
        metavar="NAME=PATH",
        callback=_splits,
        help="The split that a file, a directory or a glob belongs to; may be given many times.",
    ),
    click.option(
        "--benchmark",
        "benchmarks",
        multiple=True,
        metavar="[NAME=]FILE",
        help="An evaluation set that the training split must not quote; may be given many times.",
    ),
    click.option(
        "--group-by",
        multiple=True,
        metavar="POINTER",
        callback=_pointers,
        help="A field whose values must not stand in two splits, such as /metadata/customer_id; "
        "may be given many times.",
    ),
    click.option(
        "--time",
        metavar="POINTER",
        callback=_pointers,
        help="The field that says when an example was made; evaluation must not be older than training.",
    ),
    click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="NAME[=PATH]",
        callback=_reports,
        help=f"A report ({', '.join(REPORT_NAMES)}) to print, or to write to PATH; may be given many times.",
    ),
    click.option(
        "--max-findings",
        type=click.IntRange(min=0),
        help="Findings to list for each check; 0 lists all. Totals are always true.",
    ),
    click.option("--format", metavar="NAME", help="Format of the records; found out where it is not given."),
    click.option(
        "--target",
        "targets",
        metavar="NAME[,NAME]",
        callback=_targets,
        help="What the dataset is meant for: a provider or trainer; see `tuneready list targets`.",
    ),
    click.option(
        "--schema",
        metavar="FILE",
        help="A JSON Schema (any draft from 4 on) that every record must fit, beside its format.",
    ),
    click.option(
        "--tokens",
        type=click.Choice(ENCODINGS),
        help="Count tokens, totals and what training on them costs; exact with tuneready[tokens].",
    ),
    click.option("--config", metavar="FILE", help="Configuration to use instead of the nearest one."),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        envvar="TUNEREADY_JOBS",
        metavar="NUMBER",
        help="Processes at most; by default as many as there are cores. Below 20 MB it is one.",
    ),
    click.option("--strict", is_flag=True, help="Count a marginal dataset as not ready."),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing when the dataset is ready."),
    click.option("-v", "--verbose", is_flag=True, help="Show where an unexpected error came from."),
)


def check_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command these options, as one `options` argument."""

    @wraps(command)
    def with_options(paths: tuple[str, ...], **values: Any) -> int:  # noqa: ANN401 — click's own types
        return command(paths, Options(**values))

    wrapped: Callable[..., int] = with_options
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped
