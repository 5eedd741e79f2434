"""From options and configuration files to the settings of a run, and to the checks that it makes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tuneready.cli.installed import installed_checks
from tuneready.cli.options import Options
from tuneready.plan import Plan, schema_at, stages, wanted

if TYPE_CHECKING:
    from tuneready.config import Config, Layer
    from tuneready.registry import Ready


@dataclass(frozen=True, kw_only=True)
class Settled(Plan):
    """What is in force, and where it comes from.

    `folder`: what paths in the configuration start from, relative to the current directory; empty for
    the current directory. `base`: the way back, from there to the current directory.
    """

    layers: tuple[Layer, ...]
    folder: str
    base: str

    def path(self, text: str) -> str:
        """A path of the configuration, as it is written from the current directory."""
        return os.path.normpath(os.path.join(self.folder, text)) if self.folder else text  # noqa: PTH118 — text

    @property
    def splits(self) -> dict[str, list[str]]:
        """The splits that the configuration names."""
        return {name: [self.path(path) for path in paths] for name, paths in self.config.splits.items()}

    @property
    def benchmarks(self) -> dict[str, list[str]]:
        """The evaluation sets that the configuration names."""
        return {name: [self.path(path) for path in paths] for name, paths in self.config.benchmarks.items()}


def settled(options: Options) -> Settled:
    """The settings; what is wrong with them ends the command with exit 2."""
    from tuneready.config import ConfigError, settle
    from tuneready.formats.detect import BY_NAME
    from tuneready.targets.catalogue import TARGETS

    try:
        layers = tuple(_layers(options))
        config = settle(layers)
    except ConfigError as error:
        raise click.ClickException(str(error)) from None
    if config.format is not None:
        _refuse_unknown("format", config.format, BY_NAME, layers)
    for name in config.target:
        _refuse_unknown("target", name, TARGETS, layers)
    folder = next((layer.folder for layer in layers if layer.folder), None)
    inside = os.path.relpath(folder) if folder else "."
    known = installed_checks()
    base = os.path.relpath(".", inside) if inside != "." else ""
    checks = _checks(config, layers, known, base, [name for _, name, _ in options.of_checks])
    targets = tuple(TARGETS[name] for name in dict.fromkeys(config.target))
    inside = "" if inside == "." else inside
    path = options.schema or (config.schema_file and os.path.join(inside, config.schema_file))  # noqa: PTH118 — text
    try:
        schema = schema_at(path)
    except ConfigError as error:
        raise click.ClickException(str(error)) from None
    return Settled(
        config=config,
        checks=checks,
        known=stages(known),
        targets=targets,
        schema=schema,
        layers=layers,
        folder=inside,
        base=base,
    )


def _refuse_unknown(key: str, name: str, valid: Iterable[str], layers: tuple[Layer, ...]) -> None:
    if name not in valid:
        from tuneready.words import choices

        raise click.ClickException(f"{_origin(layers, (key,))}: no such {key}: {choices(name, valid)}")


def _layers(options: Options) -> Iterator[Layer]:
    """All sources of settings, the weakest first."""
    from tuneready.config import ConfigError, nearest, override, read

    keys = [text for text in options.config if "=" in text and not os.path.exists(text)]  # noqa: PTH110 — any text
    files = [text for text in options.config if text not in keys]
    if len(files) > 1:
        raise ConfigError(f"--config names {len(files)} files: name one, and single keys as KEY=VALUE")
    if files:
        yield read(Path(files[0]))
    elif found := nearest(Path.cwd()):
        yield found[1]
    for text in keys:
        yield override(text)
    yield from _of_options(options)


def _of_options(options: Options) -> Iterator[Layer]:
    """What options say that stand for a key of the configuration."""
    from tuneready.config import Layer

    given: Mapping[str, Any] = {
        "format": options.format,
        "target": list(options.targets),
        "select": list(options.select),
        "extend-select": list(options.extend_select),
        "ignore": list(options.ignore),
        "strict": options.strict,
        "fail-on": options.fail_on,
        "min-score": options.min_score,
        "jobs": options.jobs,
    }
    for key, value in given.items():
        if value not in (None, [], False):
            yield Layer(f"--{key}: ", {key: value})
    for option, name, own in options.of_checks:
        yield Layer(f"{option}: ", {"checks": {name: own}})


def _origin(layers: tuple[Layer, ...], path: tuple[str, ...]) -> str:
    """The place of a value in the source that has the last word: "tuneready.toml: checks.x-y.z"."""
    says = [layer for layer in layers if layer.says(path)]
    origin = says[-1].origin if says else ""
    is_option = origin.startswith("--") and not origin.startswith("--config ")
    return origin.rstrip(": ") if is_option else f"{origin}{'.'.join(path)}"


def _switched_on(
    checks: Mapping[str, Mapping[str, Any]], named: Iterable[str]
) -> dict[str, Mapping[str, Any]]:
    """Options of checks; one that an option of the command line is for is not off."""
    on = dict(checks)
    for name in named:
        given = on.get(name, {})
        on[name] = {key: value for key, value in given.items() if (key, value) != ("severity", "off")}
    return on


def _checks(
    config: Config,
    layers: tuple[Layer, ...],
    known: Mapping[str, Any],
    prefix: str,
    named: Iterable[str],
) -> tuple[Ready, ...]:
    from tuneready.registry import OptionError, build

    try:
        checks = build(known, wanted(config, _switched_on(config.checks, named), prefix))
    except OptionError as error:
        raise click.ClickException(f"{_origin(layers, error.path)}: {error}") from None
    if not checks:
        raise click.ClickException("no check is left to run: see --show-settings")
    return tuple(checks)
