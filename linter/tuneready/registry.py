"""From installed packs to checks.

A broken pack stops the run: a gate must not pass because its check was absent.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib.metadata import EntryPoint, entry_points
from inspect import isabstract
from types import ModuleType
from typing import Any

from pydantic import ValidationError

from tuneready.check import Check
from tuneready.finding import Severity
from tuneready.severities import LEVELS, Level, Levels, Where
from tuneready.words import as_configured, choices, printable, shown

GROUP = "tuneready.packs"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


class PackError(Exception):
    """A pack cannot be loaded, or is at odds with another; the text says whose it is."""


class OptionError(Exception):
    """A check is given an option, or a value, that it does not have. `path`: where in the configuration."""

    def __init__(self, path: Sequence[str], fact: str) -> None:
        super().__init__(fact)
        self.path = tuple(path)


@dataclass(frozen=True)
class Pack:
    """Some checks that come together: the entry point's name, the distribution, and the classes by name."""

    name: str
    distribution: str
    checks: Mapping[str, type[Check]]


@dataclass(frozen=True)
class Ready:
    """A check with its options, the severity that it has here, and the places where it has another one."""

    check: Check
    severity: Severity
    levels: Levels | None = None


def packs() -> tuple[Pack, ...]:
    """All installed packs, sorted by name. Raises PackError."""
    points = sorted(set(entry_points(group=GROUP)), key=lambda point: (point.name, point.value))
    loaded = tuple(_load(point) for point in points)
    _refuse_shared_names(loaded)
    return loaded


def _load(point: EntryPoint) -> Pack:
    distribution = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
    whose = f"check pack '{point.name}' ({distribution})"
    try:
        classes = load_package(point.value)
    except Exception as error:
        raise PackError(f"cannot load {whose}: {type(error).__name__}: {error}") from error
    for found in classes:
        _refuse_misnamed(found, whose)
    return Pack(point.name, distribution, {found.name: found for found in classes})


def load_package(package: str) -> list[type[Check]]:
    """The checks in the modules of a package, less those whose name starts with an underscore."""
    return [found for module in _modules(package) for found in _checks_in(module)]


def _modules(package: str) -> Iterator[ModuleType]:
    parent = importlib.import_module(package)
    yield parent
    for info in sorted(pkgutil.iter_modules(getattr(parent, "__path__", ())), key=lambda info: info.name):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{package}.{info.name}")


def _checks_in(module: ModuleType) -> Iterator[type[Check]]:
    own = (value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__)
    for value in own:
        if isinstance(value, type) and issubclass(value, Check) and not isabstract(value):
            yield value


def _refuse_misnamed(found: type[Check], whose: str) -> None:
    name = getattr(found, "name", "")
    file = found.__module__.rpartition(".")[2]
    if not _NAME.fullmatch(name):
        raise PackError(
            f"{whose}: the name of {found.__name__} is '{name}': expected kebab-case, two words or more"
        )
    if name.replace("-", "_") != file:
        raise PackError(f"{whose}: check '{name}' stands in {file}.py: expected {name.replace('-', '_')}.py")
    for part in ("good", "bad"):
        if not getattr(found, part, None):
            raise PackError(f"{whose}: check '{name}' has no `{part}` examples")


def _refuse_shared_names(loaded: Iterable[Pack]) -> None:
    owner: dict[str, Pack] = {}
    for pack in loaded:
        for name, found in pack.checks.items():
            for each in (name, *found.aliases):
                if each in owner:
                    both = f"{owner[each].distribution} and {pack.distribution}"
                    raise PackError(f"two checks are called '{each}': {both}; uninstall one of them")
                owner[each] = pack


def classes(loaded: Iterable[Pack]) -> dict[str, type[Check]]:
    """All checks of these packs, by name, sorted."""
    return dict(sorted((name, found) for pack in loaded for name, found in pack.checks.items()))


@dataclass(frozen=True)
class Wanted:
    """Which checks to run, and how: `options` (`severity` among them) by check.

    `select`: names or patterns, empty for all. `ignore`: names or patterns. `overrides`: levels by name
    or pattern, with the files and splits that each is for. `prefix`: from the configuration's folder to
    where names of files start.
    """

    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    overrides: Sequence[tuple[Mapping[str, Level], Sequence[str], Sequence[str]]] = ()
    prefix: str = ""


def build(known: Mapping[str, type[Check]], wanted: Wanted) -> list[Ready]:
    """The checks to run, with their options and levels. Raises OptionError."""
    names = {alias: name for name, found in known.items() for alias in (name, *found.aliases)}
    chosen = _met(wanted.select, names, "select") or set(known)
    ignored = _met(wanted.ignore, names, "ignore")
    options = {names[_known(given, names)]: table for given, table in wanted.options.items()}
    places = _places(wanted, names)
    ready = [
        _build(found, options.get(name, {}), places.get(name, ()), wanted.prefix)
        for name, found in known.items()
    ]
    return [one for one in ready if one and one.check.name in chosen and one.check.name not in ignored]


def _met(patterns: Iterable[str], names: Mapping[str, str], *path: str) -> set[str]:
    """The names that these names and patterns mean."""
    return {name for pattern in patterns for name in _meant(pattern, names, path)}


def _meant(pattern: str, names: Mapping[str, str], path: Sequence[str]) -> set[str]:
    if not set("*?[") & set(pattern):
        return {names[_known(pattern, names, path)]}
    met = {name for alias, name in names.items() if fnmatchcase(alias, pattern)}
    if not met:
        raise OptionError(path, f"no check is called like '{printable(pattern)}': {_all(pattern, names)}")
    return met


def _places(wanted: Wanted, names: Mapping[str, str]) -> dict[str, tuple[Where, ...]]:
    places: dict[str, list[Where]] = {}
    for number, (severities, files, splits) in enumerate(wanted.overrides):
        for pattern, level in severities.items():
            for name in _meant(pattern, names, ("overrides", str(number), "severities")):
                places.setdefault(name, []).append(Where(level, tuple(files), tuple(splits)))
    return {name: tuple(where) for name, where in places.items()}


def _known(name: str, names: Mapping[str, str], path: Sequence[str] = ()) -> str:
    if name not in names:
        raise OptionError(
            path or ("checks", printable(name)),
            f"no check is called '{printable(name)}': {_all(name, names)}",
        )
    return name


def _all(name: str, names: Mapping[str, str]) -> str:
    return choices(name, sorted(set(names.values())))


def _build(
    found: type[Check], table: Mapping[str, Any], places: tuple[Where, ...], prefix: str
) -> Ready | None:
    options = dict(table)
    levels = Levels(_level(found, options.pop("severity", found.severity.value)), places, prefix)
    check = _with_options(found, options)
    if levels.gravest == "off":
        return None
    return Ready(check, Severity(levels.gravest), levels)


def _with_options(found: type[Check], options: Mapping[str, Any]) -> Check:
    path = ("checks", found.name)
    for key in options:
        if key not in found.model_fields:
            valid = sorted([*found.model_fields, "severity"])
            raise OptionError((*path, printable(key)), f"no such option: {choices(key, valid)}")
    if not options:
        return found.model_construct()  # no validator is made for it: start-up is spared
    try:
        return found.model_validate(options)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
    place = [printable(str(part)) for part in first["loc"]]
    given = "" if first["type"] == "value_error" else f", not {as_configured(first['input'])}"
    raise OptionError((*path, *place), f"{first['msg'].removeprefix('Value error, ')}{given}")


def _level(found: type[Check], given: object) -> Level:
    if given not in LEVELS:
        path = ("checks", found.name, "severity")
        raise OptionError(path, f"is {shown(given)}: expected error, warning, info or off")
    level: Level = given
    return level


def masking(checks: Iterable[Ready]) -> Callable[[str], str]:
    """What reports call a file: its name, but for what a check keeps out of reports."""

    def rename(name: str) -> str:
        for ready in checks:
            name = ready.check.masked(name)
        return name

    return rename
