"""Options of `tuneready check`, parsed into one value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from tuneready.reporters import REPORTERS

Decorator = Callable[[Any], Any]

REPORT_NAMES = tuple(REPORTERS)
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
    output_file: str | None
    max_findings: int | None
    format: str | None
    targets: tuple[str, ...]
    schema: str | None
    tokens: str | None
    config: tuple[str, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    jobs: int | None
    strict: bool
    statistics: bool
    fail_on: str | None
    min_score: int | None
    baseline: str | None
    no_baseline: bool
    since: str | None
    previous: str | None
    exit_zero: bool
    allow_empty: bool
    stdin_filename: str | None
    show_settings: bool
    show_files: bool
    quiet: bool
    verbose: bool
    watch: bool
    show_values: bool

    @property
    def printed(self) -> tuple[str, ...]:
        """The reporters that print on standard output: text, unless one is named."""
        usual = "statistics" if self.statistics else "text"
        return tuple(name for name, path in self.reports if not path) or (usual,)

    @property
    def of_checks(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Options that stand for one of a check: their names, the check, and its options."""
        given: list[tuple[str, str, dict[str, Any]]] = []
        if self.group_by:
            given.append(("--group-by", "group-leak", {"by": list(self.group_by)}))
        if self.time:
            given.append(("--time", "time-leak", {"at": self.time}))
        if self.tokens:
            given.append(("--tokens", "over-token-limit", {"count": True, "encoding": self.tokens}))
        return given

    @property
    def listed(self) -> int:
        """Findings to list a check: what is asked for, else the most that any of the reports lists."""
        if self.max_findings is not None:
            return self.max_findings
        return max(REPORTERS[name].listed for name in (*self.printed, *(name for name, _ in self.reports)))


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


def _names(_context: click.Context, _option: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Names, in several options or in one, with commas between."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


if TYPE_CHECKING:
    _Text = click.ParamType[str]
else:
    _Text = click.ParamType  # before click 8.2 it knew no type of value


class _Lines(_Text):
    """A text; of a variable in the environment that stands for many, each line is one."""

    name = "text"

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        return [line.strip() for line in rv.splitlines() if line.strip()]


PREFIX = "TUNEREADY_"


def variable(option: click.Parameter) -> str:
    """The environment variable that stands for an option: TUNEREADY_MIN_SCORE for --min-score."""
    name = max(option.opts, key=len).lstrip("-")
    return PREFIX + name.upper().replace("-", "_")


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
        "-o",
        "--output-file",
        metavar="PATH",
        help="Write to PATH what would be printed on standard output.",
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
    click.option(
        "--config",
        multiple=True,
        metavar="FILE|KEY=VALUE",
        help="Configuration to use instead of the nearest one, or a key of it, such as 'minimum=80'; "
        "may be given many times.",
    ),
    click.option(
        "--select",
        multiple=True,
        metavar="CHECK,…",
        callback=_names,
        help="Checks to run, by name or pattern, such as '*-duplicate'; all where none is named.",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        metavar="CHECK,…",
        callback=_names,
        help="Checks to run beside those that are selected.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="CHECK,…",
        callback=_names,
        help="Checks not to run, by name or pattern.",
    ),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="NUMBER",
        help="Processes at most; by default as many as there are cores. Below 20 MB it is one.",
    ),
    click.option("--strict", is_flag=True, help="Count a marginal dataset as not ready."),
    click.option("--statistics", is_flag=True, help="Print a table of the checks instead of the findings."),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning"]),
        help="The least severity of findings that make a dataset not ready.  [default: error]",
    ),
    click.option(
        "--min-score", type=click.IntRange(0, 100), help="Score below which a dataset is not ready."
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        help="Findings that are accepted; tuneready-baseline.txt where it is there.",
    ),
    click.option("--no-baseline", is_flag=True, help="Accept nothing, whatever a baseline says."),
    click.option(
        "--since",
        metavar="REF",
        help="Hold only what is new since this commit or branch against the dataset.",
    ),
    click.option(
        "--previous",
        metavar="PATH",
        help="An earlier version of the dataset: say what has shifted since.",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 where the dataset is not ready."),
    click.option("--allow-empty", is_flag=True, help="Exit with 0 where there is nothing to read."),
    click.option(
        "--stdin-filename", metavar="NAME", help="What to call standard input; its split is that of the name."
    ),
    click.option("--show-settings", is_flag=True, help="Print the settings as they are in force, and exit."),
    click.option("--show-files", is_flag=True, help="Print the files that would be read, and exit."),
    click.option(
        "--show-values",
        is_flag=True,
        help="Also print the values that findings are about; to a terminal only, never into a report.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing when the dataset is ready."),
    click.option("--watch", is_flag=True, help="Look again whenever a file changes, until interrupted."),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        help="Say how long each check took, and where an unexpected error came from.",
    ),
)


def check_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command all these options, as one `options` argument."""
    return _with(_OPTIONS, command)


def some_options(*names: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command some of these options; the others stand as if nothing was said of them."""
    chosen = tuple(option for option in _OPTIONS if _name(option) in names)
    return lambda command: _with(chosen, command)


def _with(chosen: Iterable[Decorator], command: Callable[..., int]) -> Callable[..., int]:
    @wraps(command)
    def with_options(paths: tuple[str, ...], **values: Any) -> int:  # noqa: ANN401 — click's own types
        own = {name: value for name, value in values.items() if name not in _FIELDS}
        given = {name: value for name, value in values.items() if name in _FIELDS}
        rest = {} if len(given) == len(_FIELDS) else _unsaid()
        return command(paths, Options(**{**rest, **given}), **own)

    wrapped: Callable[..., int] = with_options
    for option in reversed(list(chosen)):
        wrapped = _in_environment(option(wrapped))
    return wrapped


def _in_environment(command: Callable[..., int]) -> Callable[..., int]:
    """Let the option that was added last be set by its environment variable too."""
    option = getattr(command, "__click_params__")[-1]  # noqa: B009 — click's own attribute
    option.envvar = variable(option)
    if option.multiple:
        option.type = _Lines()
    return command


def _unsaid() -> dict[str, Any]:
    """The options, as they are where the command line says none."""
    return click.Command("", params=parameters()).make_context("", []).params


def parameters() -> list[click.Parameter]:
    """All options, as click knows them."""

    def nothing() -> int:
        return 0

    for option in reversed(_OPTIONS):
        _in_environment(option(nothing))
    made: list[click.Parameter] = getattr(nothing, "__click_params__")  # noqa: B009 — click's own attribute
    return made[::-1]


def _name(option: Decorator) -> str:
    def nothing() -> None: ...

    option(nothing)
    return str(getattr(nothing, "__click_params__")[0].name)  # noqa: B009 — click's own attribute


_FIELDS = frozenset(field.name for field in fields(Options))
